"""The proof of Theorem 3.5.2 in Appendix 3.B."""

from falsum import Ge, Le, hypothesis, index, measured, naturals, parameter

from . import notation_3_5 as n

proof = n.thesis.statement(
    __name__,
    "A step of the proof that GLM-Tron solves the effective risk minimisation",
    "proof of Theorem 3.5.2",
    assuming=[*n.GATE, n.bounded_noise, n.small_slope],
)
residual = measured(
    "residual",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w_*, x_i\rangle)) x_i \right\|",
    latex=r"\|r\|",
    dimension=n.label,
)
mean_residual = proof.step(
    "residual",
    proof.title,
    latex=r"\|\frac{1}{S} \sum_{i=1}^S (y_i - \sigma(\langle w_*, x_i \rangle)) x_i\| \leq \theta",
    assuming=[n.bounded_inputs, n.bounded_noise],
    concludes=Le(residual, n.theta),
).printed()

distance = measured(
    "distance",
    r"\|w_t - w_*\|",
    dimension=n.label,
    says="distance of iterate t from the target",
)
distance_after = measured(
    "distance_after",
    r"\|w_{t+1} - w_*\|",
    dimension=n.label,
    says="distance of the next iterate from the target",
)
loss = measured(
    "loss",
    r"\tilde{L}_S(h_t)",
    dimension=n.label**2,
    says="effective risk at iterate t: mean squared error on the noiseless labels",
)
within = hypothesis(
    "w_t is within W of the target", Le(distance, n.W), place="'W as defined there'"
)
large_loss = hypothesis(
    "the loss has not reached the bound", Ge(loss, n.bound), place="'If ... then'"
)
descent = proof.step(
    "descent",
    proof.title,
    latex=r"\tilde{L}_S(h_t) \geq \frac{L}{2-L} (\epsilon + (\theta^2 + 2\theta W(L+1))) "
    r"\implies \|w_{t+1} - w\|^2 \leq \|w_t - w\|^2 - \epsilon",
    adding=[within, large_loss],
    concludes=Le(distance_after**2, distance**2 - n.epsilon),
).printed()

# From a decrease in each step to a number of steps.
N = parameter(
    "N",
    "number of steps that lower the squared distance",
    domain=naturals,
    dimension=0,
    place="'in at most ||w|| / epsilon steps of the above kind'",
)
t = index("t", 1, N)
first_square = measured(
    "first_square",
    r"\|w_1 - w_*\|^2",
    dimension=n.label**2,
    says="squared distance of the first iterate from the target",
)
square_before = measured(
    "square_before",
    r"\|w_t - w_*\|^2",
    indices=(t,),
    dimension=n.label**2,
    says="squared distance of iterate t from the target",
)
square_after = measured(
    "square_after",
    r"\|w_{t+1} - w_*\|^2",
    indices=(t,),
    dimension=n.label**2,
    says="squared distance of the next iterate from the target",
)
from_zero = hypothesis(
    "the weights start from 0",
    Le(first_square, n.target_norm**2),
    place="'Since the iterations start with w_1 = 0'",
)
each_falls = hypothesis(
    "each step lowers the squared distance",
    Le(square_after, square_before - n.epsilon),
    place="'steps of the above kind'",
)
counting = proof.step(
    "count",
    "How often the squared distance can fall by epsilon",
    place={
        "note": "'in at most ... steps of the above kind': the first step of the proof that does "
        "not hold, and the only one"
    },
    latex=r"\|w_{t+1} - w\|^2 \leq \|w_t - w\|^2 - \epsilon \text{ in at most } "
    r"\frac{\|w\|}{\epsilon} \text{ steps}",
    assuming=[from_zero, each_falls],
    concludes=Le(N, n.printed_steps),
)
count = counting.printed()
count_corrected = counting.corrected(
    concludes=Le(N, n.enough_steps),
    note="Squares the norm: what falls by epsilon is the square of the distance.",
)

"""GLM-Tron reaches a small effective loss within a stated number of steps."""

from falsum import Gt, Lt

from . import notation_3_5 as n

theorem = n.thesis.statement(
    __name__,
    "GLM-Tron solves the effective empirical risk minimisation on one gate",
    "Theorem 3.5.2",
    page=66,
    note="W is not defined there; as in the proof it bounds the distance from w_1 = 0. "
    "L is taken positive",
    latex=r"T = \frac{\|w_*\|}{\epsilon}, \quad \tilde{L}_S(h_T) < "
    r"\frac{L}{2-L} \left( \epsilon + (\theta^2 + 2\theta W(L+1)) \right)",
    assuming=[*n.GATE, n.bounded_noise, n.small_slope, n.first_distance],
    defining=n.allowed(n.printed_steps),
    concludes=Lt(n.least_loss, n.bound),
    trivial=Gt(n.bound, (n.L * n.W) ** 2),  # the first iterate, 0, is as good as that
)
printed = theorem.printed(
    note="The first step of the proof that does not hold is the last one, from the decrease in "
    "each step to the number of steps (proof_3_5_2.count)."
)
corrected = theorem.corrected(
    defining=n.allowed(n.enough_steps),
    note="Squares the norm: each step lowers the squared distance by epsilon, not the distance.",
)

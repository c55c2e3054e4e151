"""The proof of Theorem 5.4.2 in Appendix 5.C: the preconditioner, the two sums, the final bound."""

from falsum import Eq, Ge, Gt, Le, Sum, hypothesis, index, measured, proviso, sqrt

from . import notation as n
from .notation import beta2, coordinates, gradient_norm, sigma, slope, smooth_L, steps, t
from .proof_5_4_1 import alignment as alignment
from .proof_5_4_1 import decrease as decrease
from .theorem_5_4_2 import (
    alpha,
    bounded_above,
    bounded_below,
    lower_bound,
    theorem,
    upper_bound,
)

proof = n.thesis.proof(__name__, "", "Appendix 5.C", providing=[n.FALLING])
some_slope = hypothesis(
    "sigma is positive", Gt(sigma, 0), place="before (5.37), where sigma divides"
)

# The root of the average: the first display after (5.36).
root = measured(
    "root",
    r"\|V_t^{1/2}\| = \max_i \sqrt{v_{t,i}}",
    latex=r"\|V_t^{1/2}\|",
    indices=(t,),
    dimension=slope,
)
some_support = hypothesis(
    "the support is not empty", Gt(root, 0), place="after (5.36): the maximum over Support(v_t)"
)
inverse_root = measured(
    "inverse_root",
    r"\|V_t^{-1/2}\| = \max_{i \in \text{Support}(v_t)} v_{t,i}^{-1/2}",
    latex=r"\|V_t^{-1/2}\|",
    indices=(t,),
    dimension=slope**-1,
)
root_norm = proof.step(
    "norm",
    "A lower bound of the norm of the root of the average",
    place={
        "note": "the first display after (5.36), as printed: with V^(1/2) on the left, where "
        "V^(-1/2) is meant; the largest entry is the largest on the support"
    },
    latex=r"\|V_t^{1/2}\| \geq \frac{1}{\max_{i \in \text{Support}(v_t)} \sqrt{(v_t)_i}}",
    assuming=[some_support],
    concludes=Ge(root, 1 / root),
)
norm = root_norm.printed(misprint="the display before (5.37), which has V_t^(-1/2)")
norm_corrected = root_norm.corrected(
    latex=r"\|V_t^{-1/2}\| \geq \frac{1}{\max_{i \in \text{Support}(v_t)} \sqrt{(v_t)_i}}",
    concludes=Ge(inverse_root, 1 / root),
    note="Has V^(-1/2) on the left.",
)
aligned = proof.step(
    "aligned",
    "The gradient and its preconditioned form are aligned",
    place={"note": "the display before (5.37), its first inequality"},
    latex=r"\frac{1}{\sigma \sqrt{(1 - \beta_2^t)}} \|\nabla f(x_t)\|^2 \leq "
    r"\langle \nabla f(x_t), V_t^{-1/2} \nabla f(x_t) \rangle",
    assuming=[n.bounded_gradient, some_slope],
    concludes=Ge(alignment, 1 / (sigma * sqrt(1 - beta2**t)) * gradient_norm**2),
).printed()
bound_of_root = proof.step(
    "root_bound",
    "The inverse of the largest root of the average, and its bound by sigma",
    place={"note": "the first display after (5.36), its last three members, printed with '='"},
    latex=r"\frac{1}{\max_{i \in \text{Support}(v_t)} \sqrt{(1 - \beta_2) \sum_{k=1}^t "
    r"\beta_2^{t-k} (g_k^2)_i}} = \frac{1}{\max_{i \in \text{Support}(v_t)} \sigma "
    r"\sqrt{(1 - \beta_2) \sum_{k=1}^t \beta_2^{t-k}}} = \frac{1}{\sigma \sqrt{(1 - \beta_2^t)}}",
    assuming=[n.bounded_gradient, some_support],
    concludes=Eq(1 / root, 1 / (sigma * sqrt(1 - beta2**t))),
)
root_bound = bound_of_root.printed(
    misprint="'substituting this in a lowerbound', which is what the text goes on to use"
)
root_bound_corrected = bound_of_root.corrected(
    concludes=Ge(1 / root, 1 / (sigma * sqrt(1 - beta2**t))),
    note="Has an inequality: sigma bounds the gradients of the average.",
)

# The two sums on the right of (5.37).
increment = measured(
    "increment",
    r"P(t) - P(t-1) = \alpha_t \|V_t^{-1/2} \nabla f(x_t)\|^2",
    latex="(P(t) - P(t-1))",
    indices=(t,),
    dimension=n.length,
)
weighted_decreases = Sum(1 / (alpha / sqrt(t)) * decrease, t)
summed = proof.step(
    "summed",
    "The weighted squared gradients along a run of RMSProp without a shift",
    place={"equation": "5.37"},
    latex=r"\sum_{t=1}^T \frac{1}{\sigma \sqrt{(1 - \beta_2^t)}} \|\nabla f(x_t)\|^2 \leq "
    r"\sum_{t=1}^T \frac{1}{\alpha_t} (f(x_t) - f(x_{t+1})) + \sum_{t=1}^T \frac{L\alpha_t}{2} "
    r"\|V_t^{-1/2} \nabla f(x_t)\|^2",
    assuming=[n.smooth_objective, n.bounded_gradient, n.has_minimiser, some_slope],
    concludes=Le(
        Sum(1 / (sigma * sqrt(1 - beta2**t)) * gradient_norm**2, t),
        weighted_decreases + Sum(smooth_L / 2 * increment, t),
    ),
).printed()
within_bounds = (
    upper_bound / alpha
    - lower_bound * sqrt(steps + 1) / alpha
    + upper_bound / alpha * (sqrt(steps + 1) - 1)
)
telescoped = proof.step(
    "telescoped",
    "The weighted decreases of a bounded function are bounded",
    place={"note": "the first sum on the right of (5.37)"},
    latex=r"\sum_{t=1}^T \frac{1}{\alpha_t} [f(x_t) - f(x_{t+1})] \leq \frac{B_u}{\alpha} - "
    r"\frac{B_\ell \sqrt{T+1}}{\alpha} + \frac{B_u}{\alpha} (\sqrt{T+1} - 1)",
    assuming=[bounded_below, bounded_above],
    concludes=Le(weighted_decreases, within_bounds),
).printed(
    note="Not attained: the root of T + 1 stands where that of T would do, so that only long runs "
    "come near.",
)
increment_bound = proof.step(
    "increment",
    "Each preconditioned gradient has a bounded norm",
    place={"note": "P(T) - P(T - 1)"},
    latex=r"P(T) - P(T-1) \leq \frac{d\alpha}{(1-\beta_2)\sqrt{T}}",
    concludes=Le(increment, coordinates * alpha / ((1 - beta2) * sqrt(t))),
).printed()
u = index("u", 2, steps)
printed_sum, right_sum = (sqrt(steps) - 2) / 2, 2 * (sqrt(steps) - 1)
inverse_roots = proof.step(
    "inverse_root_sum",
    "A sum of inverse roots is bounded",
    place={
        "note": "the bound of P(T) - P(1), without its factors; the sum from t = 2 is empty for "
        "T = 1, and the printed bound fails there as it does for every other T"
    },
    latex=r"\frac{d\alpha}{(1-\beta_2)} \sum_{t=2}^T \frac{1}{\sqrt{t}} \leq "
    r"\frac{d\alpha}{2(1-\beta_2)} (\sqrt{T} - 2)",
    concludes=Le(Sum(1 / sqrt(u), u), printed_sum),
)
inverse_root_sum = inverse_roots.printed()
inverse_root_sum_corrected = inverse_roots.corrected(
    concludes=Le(Sum(1 / sqrt(u), u), right_sum),
    note="Integrates the inverse root from 1 to T: twice the root, where print has half of it.",
)

# The final inequality.
mean_square = measured(
    "mean_square",
    r"\frac{1}{T} \sum_{t=1}^T \|\nabla f(x_t)\|^2",
    dimension=slope**2,
    says="mean squared gradient norm over the first T iterates",
)
first_term = measured(
    "first_term",
    "P(1)",
    dimension=n.length,
    says="first step size times the squared norm of the first preconditioned gradient",
)


def mean_at_most(sums: object) -> object:
    """Return the bound of the mean squared gradient, with a bound of the sum of inverse roots."""
    later = first_term + coordinates * alpha / (1 - beta2) * sums
    return Le(mean_square, sigma / steps * (within_bounds + smooth_L / 2 * later))


last = proof.step(
    "final",
    "The mean squared gradient of RMSProp without a shift",
    place={"note": "the final inequality"},
    latex=r"\frac{1}{T} \sum_{t=1}^T \|\nabla f(x_t)\|^2 \leq \frac{\sigma}{T} \left( "
    r"\frac{B_u}{\alpha} - \frac{B_\ell \sqrt{T+1}}{\alpha} + \frac{B_u}{\alpha} (\sqrt{T+1} - 1) "
    r"+ \frac{L}{2} \left[ P(1) + \frac{d\alpha}{2(1-\beta_2)} (\sqrt{T} - 2) \right] \right)",
    assuming=theorem.assuming,
    concludes=mean_at_most(printed_sum),
    providing=[proviso("the bound of the sum is not negative", Ge(steps, 4))],
)
final = last.printed()
final_corrected = last.corrected(
    concludes=mean_at_most(right_sum),
    note="With the corrected bound of the sum of inverse roots. It is not tight: the root of T + 1 "
    "stands where that of T would do, no f is as large as B_u where its gradient is as large as "
    "sigma, and sigma replaces every gradient in the average.",
)

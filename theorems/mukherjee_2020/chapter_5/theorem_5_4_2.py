"""Deterministic RMSProp without a shift: as printed, and with the step sizes of its proof.

The theorem speaks of Algorithm 6, whose step size is constant; its proof takes alpha / sqrt(t),
the "step size modulation" that the text announces.
"""

from falsum import (
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    ceiling,
    constant,
    defined,
    hidden,
    hypothesis,
    measured,
    parameter,
    positive,
    rate,
    sqrt,
)

from . import notation as n
from .notation import accuracy, beta2, coordinates, least_gradient, sigma, smooth_L, value

alpha = parameter(
    "alpha",
    "first step size: alpha_t is alpha / sqrt(t)",
    domain=positive,
    latex=r"\alpha",
    dimension=n.length,
    place="after (5.37)",
)
BOUNDS = "'the function f be bounded from above and below by constants'"
lower_bound = parameter("B_low", "lower bound of f", latex=r"B_\ell", dimension=value, place=BOUNDS)
upper_bound = parameter("B_up", "upper bound of f", latex="B_u", dimension=value, place=BOUNDS)
least_of_f = measured("least_of_f", r"\inf_x f(x)", latex=r"\inf f", dimension=value)
supremum_of_f = measured("supremum_of_f", r"\sup_x f(x)", latex=r"\sup f", dimension=value)
bounded_below = hypothesis("f is at least B_low", Ge(least_of_f, lower_bound), place=BOUNDS)
bounded_above = hypothesis("f is at most B_up", Le(supremum_of_f, upper_bound), place=BOUNDS)
INPUT = "Algorithm 6, line 1"
constant_step = parameter(
    "alpha", "step size", domain=positive, latex=r"\alpha", dimension=n.length, place=INPUT
)
algorithm_6 = [
    hypothesis("the step size is positive", Gt(constant_step, 0), place=INPUT),
    hypothesis("beta_2 is below 1", Lt(beta2, 1), place=INPUT),
]
least_ever = measured(
    "least_ever",
    r"\inf_{t \geq 1} \|\nabla f(x_t)\|, \text{ where } x_t \text{ are the iterates of Algorithm 6 "
    r"with the constant step } \alpha \text{ and } \xi = 0",
    latex=r"\inf_{t \geq 1} \|\nabla f(x_t)\|",
    dimension=n.slope,
)
theorem = n.thesis.statement(
    __name__,
    "RMSProp without a shift finds a critical point",
    "Theorem 5.4.2",
    note="the conclusion is what any T at all would give: some iterate is as good as eps",
    latex=r"B_\ell \leq f(x) \leq B_u, \quad \exists T = O(\frac{1}{\epsilon^4}): "
    r"1 \leq t \leq T \text{ and } \|\nabla f(x_t)\| \leq \epsilon",
    assuming=[
        n.smooth_objective,
        n.bounded_gradient,
        n.has_minimiser,
        bounded_below,
        bounded_above,
    ],
    concludes=Le(least_ever, accuracy),
    providing=[n.FALLING],
)
printed = theorem.printed(
    adding=algorithm_6,
    note="A constant step goes back and forth between two points for ever, where the slopes are "
    "as large as ever. The proof takes alpha / sqrt(t) instead (theorem_5_4_2.corrected).",
)

# With the step sizes of the proof.
hidden_1 = constant("hidden_1", 2, meaning="hidden in the O(1/eps^4), under a root")
hidden_2 = constant("hidden_2", 1, meaning="hidden in the O(1/eps^4)")
enough = ceiling(
    sigma**2
    / accuracy**4
    * (
        sqrt(hidden_1) * (upper_bound - lower_bound) / alpha
        + hidden_2 * smooth_L * alpha * coordinates / (1 - beta2)
    )
    ** 2
)
T = defined("T", Max(1, enough), meaning="number of steps allowed", dimension=0, counts=True)
corrected = theorem.corrected(
    defining=[T],
    concludes=Le(least_gradient, accuracy),
    note="Takes the step sizes alpha / sqrt(t) of the proof, and for the O(1/eps^4) the number of "
    "steps that the corrected final inequality of the proof gives (proof_5_4_2.final.corrected).",
)
C = hidden("C", "the constant of T = O(1/eps^4)", dimension=n.slope**4)
first_critical = measured(
    "first_critical", r"\min\{t : \|\nabla f(x_t)\| \leq \epsilon\}", latex="T", dimension=0
)
of_order = theorem.shadow(
    "rate",
    title="RMSProp without a shift finds a critical point in O(1/eps^4) steps",
    place={
        "note": "eps tends to 0 for one objective and every start, with step sizes "
        "alpha / sqrt(t) as in the proof; theorem_5_4_2.corrected has constants"
    },
    quantifier=rate(1 / accuracy),
    concludes=Le(first_critical, C / accuracy**4),
    note="Runs take O(1/eps^2) steps here, so that a smaller power than 4 survives too.",
)

"""Deterministic RMSProp without a shift: the theorem with its constants, and as printed.

The theorem says only that some T = O(1/eps^4) exists; the step sizes alpha / sqrt(t) and the
inequality that T comes from stand in its proof.
"""

from falsum import (
    Ge,
    Le,
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
)
lower_bound = parameter("B_low", "lower bound of f", latex=r"B_\ell", dimension=value)
upper_bound = parameter("B_up", "upper bound of f", latex="B_u", dimension=value)
least_of_f = measured("least_of_f", r"\inf_x f(x)", latex=r"\inf f", dimension=value)
supremum_of_f = measured("supremum_of_f", r"\sup_x f(x)", latex=r"\sup f", dimension=value)
bounded_below = hypothesis("f is at least B_low", Ge(least_of_f, lower_bound))
bounded_above = hypothesis("f is at most B_up", Le(supremum_of_f, upper_bound))
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
theorem = n.thesis.statement(
    __name__,
    "RMSProp without a shift finds a critical point",
    "Theorem 5.4.2",
    latex=r"B_\ell \leq f(x) \leq B_u, \quad \exists T = O(\frac{1}{\epsilon^4}): "
    r"1 \leq t \leq T \text{ and } \|\nabla f(x_t)\| \leq \epsilon",
    assuming=[
        n.smooth_objective,
        n.bounded_gradient,
        n.has_minimiser,
        bounded_below,
        bounded_above,
    ],
)
printed = theorem.printed(
    place={
        "note": "with step sizes alpha / sqrt(t) as in its proof; the constants hidden in "
        "O(1/eps^4) come from the corrected final inequality of the proof"
    },
    defining=[defined("T", Max(1, enough), meaning="number of steps allowed", dimension=0)],
    concludes=Le(least_gradient, accuracy),
    note="The first step of the proof that does not hold bounds V^(1/2) where V^(-1/2) is meant "
    "(proof_5_4_2.norm), with an equality that is none (proof_5_4_2.root_bound); the one that "
    "matters for the constants is the sum of inverse roots (proof_5_4_2.inverse_root_sum).",
)

# As printed, with a hidden constant.
C = hidden("C", "the constant of T = O(1/eps^4)", dimension=n.slope**4)
first_critical = measured(
    "first_critical", r"\min\{t : \|\nabla f(x_t)\| \leq \epsilon\}", latex="T", dimension=0
)
of_order = theorem.shadow(
    "rate",
    title="RMSProp without a shift finds a critical point in O(1/eps^4) steps",
    place={
        "note": "eps tends to 0 for one objective and every start, with step sizes "
        "alpha / sqrt(t) as in the proof; theorem_5_4_2 has the constants of the proof"
    },
    quantifier=rate(1 / accuracy),
    concludes=Le(first_critical, C / accuracy**4),
    note="A hidden constant leaves nothing to tighten; theorem_5_4_2 has explicit ones.",
)

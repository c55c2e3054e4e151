"""Deterministic RMSProp without a shift: the theorem with its constants, and the proof's sums.

The theorem says only that some T = O(1/eps^4) exists; the step sizes alpha / sqrt(t) and the
inequality that T comes from stand in its proof.
"""

from typing import Any

from falsum import (
    Claim,
    Ge,
    Gt,
    Le,
    Max,
    Sum,
    always,
    ceiling,
    constant,
    defined,
    hypothesis,
    index,
    measured,
    parameter,
    positive,
    sqrt,
)

from .notation import (
    CORRECTED,
    accuracy,
    beta2,
    bounded_gradient,
    coordinates,
    gradient_norm,
    has_minimiser,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    steps,
    t,
)

slope = {"value": 1, "length": -1}
alpha = parameter(
    "alpha",
    "first step size: alpha_t is alpha / sqrt(t)",
    domain=positive,
    latex=r"\alpha",
    dimension={"length": 1},
)
lower_bound = parameter("B_low", "lower bound of f", latex=r"B_\ell", dimension={"value": 1})
upper_bound = parameter("B_up", "upper bound of f", latex="B_u", dimension={"value": 1})
least_of_f = measured("least_of_f", r"\inf_x f(x)", latex=r"\inf f", dimension={"value": 1})
supremum_of_f = measured("supremum_of_f", r"\sup_x f(x)", latex=r"\sup f", dimension={"value": 1})
bounded_below = hypothesis("f is at least B_low", Ge(least_of_f, lower_bound))
bounded_above = hypothesis("f is at most B_up", Le(supremum_of_f, upper_bound))
setting = [smooth_objective, bounded_gradient, has_minimiser, bounded_below, bounded_above]
least_gradient = measured(
    "least_gradient",
    r"\min_{1 \leq t \leq T} \|\nabla f(x_t)\|",
    latex=r"\min_{t \leq T} \|\nabla f(x_t)\|",
    dimension=slope,
)
hidden_1 = constant("hidden_1", 2, meaning="hidden in the O(1/eps^4), under a root")
hidden_2 = constant("hidden_2", 1, meaning="hidden in the O(1/eps^4)")
enough_steps = defined(
    "T",
    Max(
        1,
        ceiling(
            sigma**2
            / accuracy**4
            * (
                sqrt(hidden_1) * (upper_bound - lower_bound) / alpha
                + hidden_2 * smooth_L * alpha * coordinates / (1 - beta2)
            )
            ** 2
        ),
    ),
    meaning="number of steps allowed",
    dimension=0,
)
theorem_5_4_2 = Claim(
    id="mukherjee_2020.theorem_5_4_2",
    title="RMSProp without a shift finds a critical point",
    source=source(
        "Theorem 5.4.2",
        note="with step sizes alpha / sqrt(t) as in its proof; the constants hidden in O(1/eps^4) "
        "come from the corrected final inequality of the proof",
    ),
    quantifier=always,
    hypotheses=setting,
    conclusion=Le(least_gradient, accuracy),
    definitions=[enough_steps],
    note="The first step of the proof that does not hold bounds V^(1/2) where V^(-1/2) is meant "
    "(proof_5_4_2.norm), with an equality that is none (proof_5_4_2.root_bound); the one that "
    "matters for the constants is the sum of inverse roots (proof_5_4_2.inverse_root_sum).",
)

# The proof in Appendix 5.C.
u = index("u", 2, steps)


def inverse_root_sum(part: str, bound: Any, *, note: str = "") -> Claim:
    """Return the claim on the sum of inverse roots."""
    return Claim(
        id="mukherjee_2020.proof_5_4_2.inverse_root_sum" + part,
        title="A sum of inverse roots is bounded",
        source=source(
            "Appendix 5.C",
            note="the bound of P(T) - P(1), without its factors; the sum from t = 2 is empty for "
            "T = 1, and the printed bound fails there as it does for every other T",
        ),
        quantifier=always,
        conclusion=Le(Sum(1 / sqrt(u), u), bound),
        note=note,
    )


proof_5_4_2_inverse_root_sum = inverse_root_sum("", (sqrt(steps) - 2) / 2)
proof_5_4_2_inverse_root_sum_corrected = inverse_root_sum(
    ".corrected",
    2 * (sqrt(steps) - 1),
    note="Integrates the inverse root from 1 to T: twice the root, where print has half of it.",
)

decrease = measured("decrease", r"f(x_t) - f(x_{t+1})", indices=(t,), dimension={"value": 1})
proof_5_4_2_telescoped = Claim(
    id="mukherjee_2020.proof_5_4_2.telescoped",
    title="The weighted decreases of a bounded function are bounded",
    source=source("Appendix 5.C", note="the first sum on the right of (5.37)"),
    quantifier=always,
    hypotheses=[bounded_below, bounded_above],
    conclusion=Le(
        Sum(1 / (alpha / sqrt(t)) * decrease, t),
        upper_bound / alpha
        - lower_bound * sqrt(steps + 1) / alpha
        + upper_bound / alpha * (sqrt(steps + 1) - 1),
    ),
    note="Not attained: the root of T + 1 stands where that of T would do, so that only long runs "
    "come near.",
)

root = measured("root", r"\|V_t^{1/2}\| = \max_i \sqrt{v_{t,i}}", indices=(t,), dimension=slope)
alignment = measured(
    "alignment",
    r"\langle \nabla f(x_t), V_t^{-1/2} \nabla f(x_t) \rangle",
    indices=(t,),
    dimension=slope,
)
proof_5_4_2_norm = Claim(
    id="mukherjee_2020.proof_5_4_2.norm",
    title="A lower bound of the norm of the root of the average",
    source=source(
        "Appendix 5.C",
        note="the first display after (5.36), as printed: with V^(1/2) on the left, where V^(-1/2) "
        "is meant; the largest entry is the largest on the support",
    ),
    quantifier=always,
    hypotheses=[hypothesis("the support is not empty", Gt(root, 0))],
    conclusion=Ge(root, 1 / root),
)
proof_5_4_2_norm_corrected = Claim(
    id="mukherjee_2020.proof_5_4_2.norm.corrected",
    title="The gradient and its preconditioned form are aligned",
    source=source("Appendix 5.C", note="the display before (5.37), its first inequality"),
    quantifier=always,
    hypotheses=[bounded_gradient, hypothesis("sigma is positive", Gt(sigma, 0))],
    conclusion=Ge(alignment, 1 / (sigma * sqrt(1 - beta2**t)) * gradient_norm**2),
    note="Says what the display is for: a lower bound of the preconditioned inner product.",
)

increment = measured(
    "increment",
    r"P(t) - P(t-1) = \alpha_t \|V_t^{-1/2} \nabla f(x_t)\|^2",
    indices=(t,),
    dimension={"length": 1},
)
proof_5_4_2_increment = Claim(
    id="mukherjee_2020.proof_5_4_2.increment",
    title="Each preconditioned gradient has a bounded norm",
    source=source("Appendix 5.C", note="P(T) - P(T - 1)"),
    quantifier=always,
    conclusion=Le(increment, coordinates * alpha / ((1 - beta2) * sqrt(t))),
)

mean_square = measured(
    "mean_square",
    r"\frac{1}{T} \sum_{t=1}^T \|\nabla f(x_t)\|^2",
    dimension={"value": 2, "length": -2},
)
first_term = measured("first_term", "P(1)", latex="P(1)", dimension={"length": 1})


def final(part: str, sums: Any, *, note: str = "", least: int | None = None) -> Claim:
    """Return the claim of the final inequality, with ``sums`` for the sum of inverse roots."""
    edge = [] if least is None else [hypothesis(f"T is at least {least}", Ge(steps, least))]
    return Claim(
        id="mukherjee_2020.proof_5_4_2.final" + part,
        title="The mean squared gradient of RMSProp without a shift",
        source=source("Appendix 5.C", note="the final inequality"),
        quantifier=always,
        hypotheses=[*setting, *edge],
        conclusion=Le(
            mean_square,
            sigma
            / steps
            * (
                upper_bound / alpha
                - lower_bound * sqrt(steps + 1) / alpha
                + upper_bound / alpha * (sqrt(steps + 1) - 1)
                + smooth_L / 2 * (first_term + coordinates * alpha / (1 - beta2) * sums)
            ),
        ),
        note=note,
    )


proof_5_4_2_final = final("", (sqrt(steps) - 2) / 2)
proof_5_4_2_final_reading_four_steps = final(
    ".reading_four_steps",
    (sqrt(steps) - 2) / 2,
    least=4,
    note="Leaves out fewer than four steps, for which the printed bound of the sum is negative. "
    + CORRECTED,
)
proof_5_4_2_final_corrected = final(
    ".corrected",
    2 * (sqrt(steps) - 1),
    note="With the corrected bound of the sum of inverse roots. It is not tight: the root of T + 1 "
    "stands where that of T would do, no f is as large as B_u where its gradient is as large as "
    "sigma, and sigma replaces every gradient in the average.",
)

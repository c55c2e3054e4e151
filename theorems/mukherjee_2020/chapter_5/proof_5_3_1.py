"""The explicit steps in the proof of Theorem 5.3.1, Section 5.7.1."""

from typing import Any

from falsum import (
    Abs,
    And,
    Claim,
    Eq,
    Ge,
    Gt,
    Le,
    Sum,
    always,
    hypothesis,
    index,
    measured,
    nonnegative,
    parameter,
    sqrt,
)

from .notation import coordinates, growth, sigma, smooth_L, source, xi
from .theorem_5_3_1 import (
    beta2,
    gradient_norm,
    hypotheses,
    interpolating,
    progress,
    q,
    queries,
    slope,
    step_size,
    suitable_decay,
    unbiased,
)

square = {"value": 2, "length": -2}
reply = parameter("g", "one coordinate of the oracle's reply", dimension=slope)
old_average = parameter(
    "v",
    "the same coordinate of the running average before the reply",
    domain=nonnegative,
    latex="v_{t-1}",
    dimension=square,
)
new_average = beta2 * old_average + (1 - beta2) * (reply**2 + xi)


def difference(part: str, *, note: str = "", later: bool = False) -> Claim:
    """Return the claim on the change of the preconditioned reply."""
    after = hypothesis("it is not the first step", Ge(old_average, (1 - beta2) * xi))
    return Claim(
        id="mukherjee_2020.proof_5_3_1.difference" + part,
        title="Preconditioning with the old average changes a reply by little",
        source=source("Section 5.7.1", note="between (5.4) and (5.5), by modulus"),
        quantifier=always,
        hypotheses=[after] if later else [],
        conclusion=Le(
            Abs(reply / sqrt(new_average) - reply / sqrt(beta2 * old_average)),
            sqrt(1 - beta2)
            * Abs(reply * sqrt(reply**2 + xi) / (sqrt(new_average) * sqrt(beta2 * old_average))),
        ),
        note=note,
    )


proof_5_3_1_difference = difference("")
proof_5_3_1_difference_corrected = difference(
    ".corrected",
    later=True,
    note="Leaves out the first step, where the old average is 0 and stands in a denominator.",
)

r = index("r", 2, queries)
later_norm = measured(
    "later_norm", r"\|\nabla f(x_r)\|", latex=r"\|\nabla f(x_r)\|", indices=(r,), dimension=slope
)
weighted = measured(
    "weighted",
    r"\sum_i (\nabla_i f(x_r))^2 / \sqrt{v_{t-1,i}}",
    indices=(r,),
    dimension=slope,
)
reply_bound = measured(
    "reply_bound",
    r"\max_{t, i} |g_{t,i}|, \text{ the largest entry of any reply}",
    latex=r"\sigma_g",
    dimension=slope,
)


def preconditioner(part: str, bound: Any, *, note: str = "") -> Claim:
    """Return the claim that a bound of the average replaces it."""
    return Claim(
        id="mukherjee_2020.proof_5_3_1.preconditioner" + part,
        title="The running average is replaced by a bound",
        source=source(
            "Section 5.7.1",
            equation="5.9",
            note="its first sum, from the second step on, where the average is not 0",
        ),
        quantifier=always,
        hypotheses=hypotheses,
        conclusion=Ge(weighted / sqrt(beta2), later_norm**2 / sqrt(beta2 * bound)),
        definitions=[step_size],
        note=note,
    )


proof_5_3_1_preconditioner = preconditioner("", sigma)
proof_5_3_1_preconditioner_corrected = preconditioner(
    ".corrected",
    reply_bound**2 + xi,
    note="Bounds v by the squares that it averages: those of the replies, shifted by xi.",
)

i = index("i", 1, coordinates)
entry = measured("entry", "|g_i|", latex="|g_i|", indices=(i,), dimension=slope)
reply_norm = measured("reply_norm", r"\|g\|", latex=r"\|g\|", dimension=slope)
proof_5_3_1_sum_root = Claim(
    id="mukherjee_2020.proof_5_3_1.sum_root",
    title="The mixed term of a reply completes a square",
    source=source("Section 5.7.1", note="after (5.9); the norm there has a stray index"),
    quantifier=always,
    conclusion=And(
        Le(
            Sum(sqrt(entry**4 + xi * entry**2), i),
            reply_norm**2 + sqrt(coordinates * xi) * reply_norm,
        ),
        Le(
            Sum(sqrt(entry**4 + xi * entry**2), i),
            (reply_norm + sqrt(coordinates * xi) / 2) ** 2 - coordinates * xi / 4,
        ),
    ),
)

mean_mixed = measured(
    "mean_mixed",
    r"\mathbb{E} \sum_i \sqrt{g_{q,i}^4 + \xi g_{q,i}^2}",
    indices=(q,),
    dimension=square,
)
proof_5_3_1_oracle = Claim(
    id="mukherjee_2020.proof_5_3_1.oracle",
    title="The interpolating oracle bounds the mixed term by the gradient",
    source=source(
        "Section 5.7.1",
        note="where Definition 19 enters; of the theorem's conditions it needs no other",
    ),
    quantifier=always,
    hypotheses=[unbiased, interpolating],
    conclusion=Le(mean_mixed, growth * gradient_norm**2),
)

gain = 1 / sqrt(beta2 * sigma)
cost = growth * (sigma * step_size * sqrt(1 - beta2) + smooth_L * step_size**2 / 2)
proof_5_3_1_optimum = Claim(
    id="mukherjee_2020.proof_5_3_1.optimum",
    title="The printed step size turns (5.10) into the printed decrease",
    source=source("Section 5.7.1", note="the display after (5.10)"),
    quantifier=always,
    hypotheses=[suitable_decay, hypothesis("sigma is positive", Gt(sigma, 0))],
    conclusion=Eq(
        -step_size * gain + cost / (xi * beta2 * (1 - beta2)),
        -1 / (2 * growth * smooth_L) * progress,
    ),
)

mean_decrease = measured(
    "mean_decrease",
    r"f(x_q) - \mathbb{E}[f(x_{q+1}) \mid x_1, \dots, x_q]",
    indices=(q,),
    dimension={"value": 1},
)
proof_5_3_1_descent = Claim(
    id="mukherjee_2020.proof_5_3_1.descent",
    title="Each step with an interpolating oracle decreases the objective in expectation",
    source=source("Section 5.7.1", note="the display before the expectation is taken"),
    quantifier=always,
    hypotheses=hypotheses,
    conclusion=Ge(mean_decrease, 1 / (2 * growth * smooth_L) * progress * gradient_norm**2),
    definitions=[step_size],
)
later_decrease = measured(
    "later_decrease",
    r"f(x_r) - \mathbb{E}[f(x_{r+1}) \mid x_1, \dots, x_r]",
    indices=(r,),
    dimension={"value": 1},
)
proof_5_3_1_descent_corrected = Claim(
    id="mukherjee_2020.proof_5_3_1.descent.corrected",
    title="What a step with an interpolating oracle decreases, from the second step on",
    source=source("Section 5.7.1", equation="5.10"),
    quantifier=always,
    hypotheses=hypotheses,
    conclusion=Ge(
        later_decrease,
        (step_size / sqrt(beta2 * (reply_bound**2 + xi)) - cost / (xi * beta2 * (1 - beta2)))
        * later_norm**2,
    ),
    definitions=[step_size],
    note="Bounds v by the squared replies plus xi, and leaves out the first step. The factor of "
    "the gradient is negative wherever an unbiased oracle exists, as "
    "theorem_5_3_1.reading_bounded_average shows: what is left is true and says little, so that "
    "no tightening shows.",
)

"""The start of the proof of the recursion estimate: the recursion unrolled, for any step length."""

from typing import Any

from falsum import (
    Claim,
    Eq,
    Ge,
    Le,
    Lt,
    always,
    hypothesis,
    measured,
    naturals,
    parameter,
    positive,
    sqrt,
)

from .lemma_3_e_1 import C, b, c1, c2, high_start, level, present, smaller_offset, step_2
from .notation import source

any_step = parameter(
    "step", "any step length", domain=positive, latex=r"\eta'", dimension={"rate": -1}
)
steps = parameter("steps", "number of terms after the first", domain=naturals, dimension=0)
alpha = 1 - any_step * b + any_step**2 * c1
beta = any_step**2 * c2
last = measured(
    "last",
    r"X_t, \ t = 1 + \text{steps}, \text{ where } X_1 = C \text{ and } "
    r"X_{t+1} \leq \alpha X_t + \beta",
    latex="X_t",
    dimension={"term": 1},
)


def unrolled(part: str, assumed: list[Any], *, note: str = "") -> Claim:
    """Return the claim that the recursion may be unrolled."""
    return Claim(
        id="mukherjee_2020.proof_3_e_1.unrolled" + part,
        title="The recursion unrolled",
        source=source(
            "proof of Lemma 3.E.1",
            note="the first display, before any step length is chosen: the first step of the proof "
            "that does not hold",
        ),
        quantifier=always,
        hypotheses=assumed,
        conclusion=Le(last, alpha**steps * C + beta * ((1 - alpha**steps) / (1 - alpha))),
        note=note,
    )


proof_3_e_1_unrolled = unrolled("", [])
proof_3_e_1_unrolled_corrected = unrolled(
    ".corrected",
    [
        hypothesis("the multiplier is not negative", Ge(alpha, 0)),
        hypothesis("the multiplier is below 1", Lt(alpha, 1)),
    ],
    note="Asks for 0 <= alpha < 1: a negative multiplier turns an inequality round, so that a term "
    "far below its bound has a successor above it; at alpha = 1 the sum is divided by 0.",
)
proof_3_e_1_square = Claim(
    id="mukherjee_2020.proof_3_e_1.square",
    title="The multiplier as a square and what is left",
    source=source("proof of Lemma 3.E.1, case 1"),
    quantifier=always,
    conclusion=Eq(alpha, (any_step * sqrt(c1) - b / (2 * sqrt(c1))) ** 2 + (1 - b**2 / (4 * c1))),
)
multiplier_2 = 1 - step_2 * b + step_2**2 * c1
offset_2 = step_2**2 * c2
proof_3_e_1_power = Claim(
    id="mukherjee_2020.proof_3_e_1.power",
    title="The power of the multiplier that case 2 solves for",
    source=source(
        "proof of Lemma 3.E.1, case 2",
        equation="3.26",
        note="the last display; a factor delta that is printed in it, and in the lemma for nothing "
        "else, is left out",
    ),
    quantifier=always,
    hypotheses=[present, smaller_offset, high_start],
    conclusion=Eq(
        (level**2 * (1 - multiplier_2) - offset_2) / (C * (1 - multiplier_2) - offset_2),
        level**2 * (c1 - c2) / (C * c1 - c2 * level**2),
    ),
)

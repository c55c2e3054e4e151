"""Theorem 3.4.1 with no more asked of the first noise than is printed."""

from falsum import Claim, Le, with_probability

from .notation import source
from .notation_3_4 import (
    SETTING,
    clipped_centred,
    i_max,
    large_radius,
    r,
    small_step,
    tail,
    uncoupled,
)
from .theorem_3_4_1 import greatest, squared_tail


def literal(part: str, reading: str, note: str) -> Claim:
    """Return the corrected bound for a first noise that is free in one respect."""
    return Claim(
        id="mukherjee_2020.theorem_3_4_1.reading_" + part,
        title="Noise assisted gradient descent stays near the target, whatever its first noise",
        source=source("Theorem 3.4.1", note="Algorithm 3, a constant step length; " + reading),
        quantifier=with_probability(1 - i_max * (tail + squared_tail)),
        hypotheses=[*SETTING, small_step, large_radius, clipped_centred, uncoupled],
        conclusion=Le(greatest, r),
        note="Squares k in the exponent and asks for a centred clipped noise, uncorrelated with "
        "the first. " + note,
    )


theorem_3_4_1_reading_repeated = literal(
    "repeated",
    "print asks of the first noise that it be centred and bounded, and of the second alone that "
    "the steps be independent: here the first noise is drawn once, for all steps",
    "What is at stake is that the steps be independent: the delayed process needs a first noise "
    "that is centred given the past.",
)
theorem_3_4_1_reading_from_one = literal(
    "from_one",
    "print bounds the first noise by S_1 for t = 1, 2, ..., but the algorithm starts at t = 0",
    "What is at stake is the first step, whose first noise nothing bounds.",
)

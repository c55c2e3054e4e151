"""Theorem 3.4.1 where the first noise of one step depends on that of the others."""

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

theorem_3_4_1_reading_repeated = Claim(
    id="mukherjee_2020.theorem_3_4_1.reading_repeated",
    title="Noise assisted gradient descent stays near the target, its first noise repeated",
    source=source(
        "Theorem 3.4.1",
        note="Algorithm 3, a constant step length; print asks of the first noise that it be "
        "centred and bounded, and of the second alone that the steps be independent: here the "
        "first noise is drawn once, for all steps",
    ),
    quantifier=with_probability(1 - i_max * (tail + squared_tail)),
    hypotheses=[*SETTING, small_step, large_radius, clipped_centred, uncoupled],
    conclusion=Le(greatest, r),
    note="Squares k in the exponent and asks for a centred clipped noise, uncorrelated with the "
    "first, so that independence of the steps alone is at stake. The process needs a first noise "
    "that is centred given the past.",
)

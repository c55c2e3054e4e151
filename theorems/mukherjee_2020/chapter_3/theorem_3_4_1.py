"""Noise assisted gradient descent on a ReLU gate stays near the target."""

from typing import Any

from falsum import Le, Quantifier, exp, measured, with_probability

from .notation import CORRECTED, thesis
from .notation_3_4 import (
    SETTING,
    clipped_centred,
    i_max,
    k,
    lam,
    large_radius,
    length,
    r,
    small_step,
    tail,
    uncoupled,
)

NOISE = (
    "Algorithm 3, a constant step length; the pairs (zeta_1, zeta_2) of different steps are "
    "independent and have one law, and S_1 bounds the first one too (printed for t >= 1)"
)
LOOSE = (
    "It is loose: k bounds every change of the process by its worst case, and the process falls in "
    "expectation, so that the few steps that are run do not come near the level."
)
printed_tail = exp(-(lam**2) / (2 * i_max) * (1 / k))
squared_tail = exp(-(lam**2) / (2 * i_max) * (1 / k**2))
greatest = measured(
    "greatest",
    r"\max_{1 \leq i \leq i_{\max}} \|w_i - w_*\|",
    latex=r"\max_i \|w_i - w_*\|",
    dimension=length,
)


def but_for(failure: Any) -> Quantifier:
    """Return the probability of the theorem, with that of an escape of the delayed process."""
    return with_probability(1 - i_max * (tail + failure))


theorem = thesis.statement(
    __name__,
    "Noise assisted gradient descent stays near the target",
    "Theorem 3.4.1",
    note=NOISE,
    latex=r"\mathbb{P} \left[ \exists i \in \{1, \dots, i_{\max}\} \mid \|w_i - w_*\| > r_* "
    r"\right] \leq i_{\max} \left( \mathbb{P}[\|\xi_2\| > C_L] + \exp \left\{ "
    r"-\frac{\lambda^2}{2i_{\max}} \times \frac{1}{2\sqrt{\eta}C_L(r_* + \eta(C^2 r_* + S_1)) + "
    r"\eta(2S_1 r_* + n + 2C^2 r_*^2 + 2\eta(C^4 r_*^2 + S_1^2))} \right\} \right)",
    quantifier=but_for(printed_tail),
    assuming=[*SETTING, small_step, large_radius],
    concludes=Le(greatest, r),
)
printed = theorem.printed(
    note="The first lines of the proof that do not hold, (3.6) and the next, have two wrong signs "
    "that cancel (proof_3_4_1.expansion). The first step that matters is that the delayed process "
    "falls in expectation (proof_3_4_1.supermartingale), the second the exponent of (3.12) "
    "(proof_3_4_1.concentration); a third one, the union over steps, fails at an edge "
    "(proof_3_4_1.union). The lemmas also ask that the first noise be centred given the past and "
    "bounded from the start, and print asks for neither (theorem_3_4_1.reading_repeated, "
    "theorem_3_4_1.reading_from_one).",
)
centred = theorem.reading(
    "centred",
    adding=[clipped_centred, uncoupled],
    note="Keeps the printed exponent, and asks that the clipped noise be centred and uncorrelated "
    "with the first noise, so that the exponent alone is at stake. " + CORRECTED,
)
squared = theorem.reading(
    "squared",
    quantifier=but_for(squared_tail),
    note="Squares k in the exponent, as Theorem 3.D.1 does; the printed exponent has a unit. "
    + CORRECTED,
)
squared_coupled = theorem.reading(
    "squared_coupled",
    quantifier=but_for(squared_tail),
    adding=[clipped_centred],
    note="Squares k in the exponent and asks for a centred clipped noise, but lets the noises of "
    "one step depend on each other, which the text does not forbid. " + CORRECTED,
)
corrected = theorem.corrected(
    quantifier=but_for(squared_tail),
    adding=[clipped_centred, uncoupled],
    note="Squares k in the exponent, and asks that the clipped noise be centred and uncorrelated "
    "with the first noise: clipping a centred noise may leave a drift. Neither the exponent nor "
    "one of the conditions is enough alone. " + LOOSE,
)

# No more asked of the first noise than is printed.
FREE = {
    "title": "Noise assisted gradient descent stays near the target, whatever its first noise",
    "quantifier": but_for(squared_tail),
    "adding": [clipped_centred, uncoupled],
}
REPAIRED = (
    "Squares k in the exponent and asks for a centred clipped noise, uncorrelated with the first. "
)
repeated = theorem.reading(
    "repeated",
    place={
        "note": "Algorithm 3, a constant step length; print asks of the first noise that it be "
        "centred and bounded, and of the second alone that the steps be independent: here the "
        "first noise is drawn once, for all steps"
    },
    note=REPAIRED + "What is at stake is that the steps be independent: the delayed process needs "
    "a first noise that is centred given the past.",
    **FREE,
)
from_one = theorem.reading(
    "from_one",
    place={
        "note": "Algorithm 3, a constant step length; print bounds the first noise by S_1 for "
        "t = 1, 2, ..., but the algorithm starts at t = 0"
    },
    note=REPAIRED + "What is at stake is the first step, whose first noise nothing bounds.",
    **FREE,
)

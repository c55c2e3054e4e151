"""Noise assisted gradient descent on a ReLU gate stays near the target; steps of the proof."""

from typing import Any

from falsum import And, Claim, Le, Lt, exp, hypothesis, measured, with_probability

from .notation import CORRECTED, source
from .notation_3_4 import (
    SETTING,
    C,
    clipped_centred,
    i_max,
    k,
    lam,
    large_radius,
    one_step,
    r,
    realisable,
    small_step,
    start_distance,
    tail,
    uncoupled,
)

printed_tail = exp(-(lam**2) / (2 * i_max) * (1 / k))
squared_tail = exp(-(lam**2) / (2 * i_max) * (1 / k**2))

NOISE = (
    "Algorithm 3, a constant step length; the pairs (zeta_1, zeta_2) of different steps are "
    "independent and have one law, and S_1 bounds the first one too (printed for t >= 1)"
)

LOOSE = (
    "It is loose: k bounds every change of the process by its worst case, and the process falls in "
    "expectation, so that the few steps that are run do not come near the level."
)

# Theorem 3.4.1.
greatest = measured(
    "greatest",
    r"\max_{1 \leq i \leq i_{\max}} \|w_i - w_*\|",
    latex=r"\max_i \|w_i - w_*\|",
    dimension={"length": 1},
)


def stays(part: str, failure: Any, extra: list[Any], *, note: str = "") -> Claim:
    """Return the claim that no iterate leaves the ball, but for a stated probability."""
    return Claim(
        id="mukherjee_2020.theorem_3_4_1" + part,
        title="Noise assisted gradient descent stays near the target",
        source=source("Theorem 3.4.1", note=NOISE),
        quantifier=with_probability(1 - i_max * (tail + failure)),
        hypotheses=[*SETTING, small_step, large_radius, *extra],
        conclusion=Le(greatest, r),
        note=note,
    )


theorem_3_4_1 = stays(
    "",
    printed_tail,
    [],
    note="The first lines of the proof that do not hold, (3.6) and the next, have two wrong signs "
    "that cancel (proof_3_4_1.expansion). The first step that matters is that the delayed process "
    "falls in expectation (proof_3_4_1.supermartingale), the second the exponent of (3.12) "
    "(proof_3_4_1.concentration); a third one, the union over steps, fails at an edge "
    "(proof_3_4_1.union). The lemmas also ask that the first noise be centred given the past and "
    "bounded from the start, and print asks for neither (theorem_3_4_1.reading_repeated, "
    "theorem_3_4_1.reading_from_one).",
)
theorem_3_4_1_reading_centred = stays(
    ".reading_centred",
    printed_tail,
    [clipped_centred, uncoupled],
    note="Keeps the printed exponent, and asks that the clipped noise be centred and uncorrelated "
    "with the first noise, so that the exponent alone is at stake. " + CORRECTED,
)
theorem_3_4_1_reading_squared = stays(
    ".reading_squared",
    squared_tail,
    [],
    note="Squares k in the exponent, as Theorem 3.D.1 does; the printed exponent has a unit. "
    + CORRECTED,
)
theorem_3_4_1_reading_squared_coupled = stays(
    ".reading_squared_coupled",
    squared_tail,
    [clipped_centred],
    note="Squares k in the exponent and asks for a centred clipped noise, but lets the noises of "
    "one step depend on each other, which the text does not forbid. " + CORRECTED,
)
theorem_3_4_1_corrected = stays(
    ".corrected",
    squared_tail,
    [clipped_centred, uncoupled],
    note="Squares k in the exponent, and asks that the clipped noise be centred and uncorrelated "
    "with the first noise: clipping a centred noise may leave a drift. Neither the exponent nor "
    "one of the conditions is enough alone. " + LOOSE,
)

# The proof's concentration step.
rise = measured("rise", r"z_t - z_0, \ t = i_{\max}", latex="z_t - z_0", dimension={"length": 2})


def concentrates(part: str, failure: Any, extra: list[Any], *, note: str = "") -> Claim:
    """Return the tail bound for the delayed process."""
    return Claim(
        id="mukherjee_2020.proof_3_4_1.concentration" + part,
        title="Concentration of the delayed process",
        source=source("proof of Theorem 3.4.1", equation="3.12", note=NOISE),
        quantifier=with_probability(1 - failure),
        hypotheses=[*SETTING, small_step, large_radius, *extra],
        conclusion=Lt(rise, lam),
        note=note,
    )


proof_3_4_1_concentration = concentrates("", printed_tail, [])
proof_3_4_1_concentration_reading_squared = concentrates(
    ".reading_squared",
    squared_tail,
    [],
    note="Squares k in the exponent, as Theorem 3.D.1 does; the printed exponent has a unit. "
    + CORRECTED,
)
proof_3_4_1_concentration_corrected = concentrates(
    ".corrected",
    squared_tail,
    [clipped_centred, uncoupled],
    note="Squares k in the exponent, and asks for a centred clipped noise. " + LOOSE,
)

# One step.
expected_rise = measured(
    "expected_rise",
    r"E[z_{t+1} - z_t | w'_t]",
    latex=r"E[z_{t+1} - z_t | F_t]",
    dimension={"length": 2},
)
gradient_norm = measured("gradient_norm", r"\|g_t\|", latex=r"\|g_t\|", dimension={"length": -1})
mean_gap = measured(
    "mean_gap",
    r"\frac{1}{S} \sum_i |(w_* - w_t)^T x_i|",
    latex=r"\frac{1}{S} \sum_i |(w_* - w_t)^T x_i|",
    dimension=0,
)
within = hypothesis("w_t is within r_*", Le(start_distance, r))
SUPER = {"label": "proof of Theorem 3.4.1", "title": "The delayed process falls in expectation"}
proof_3_4_1_supermartingale = one_step(
    "proof_3_4_1.supermartingale", Le(expected_rise, 0), SETTING, **SUPER
)
proof_3_4_1_supermartingale_corrected = one_step(
    "proof_3_4_1.supermartingale.corrected",
    Le(expected_rise, 0),
    [*SETTING, clipped_centred, uncoupled],
    note="Asks that the clipped noise be centred and uncorrelated with the first noise. Nothing "
    "can be tightened by a factor here, for the right side is 0.",
    **SUPER,
)
proof_3_4_1_gradient = one_step(
    "proof_3_4_1.gradient",
    And(Le(gradient_norm, C * mean_gap), Le(C * mean_gap, C**2 * r)),
    [realisable, within],
    equation="3.9",
    label="proof of Theorem 3.4.1",
    title="The gradient is bounded near the target",
)

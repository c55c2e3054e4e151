"""Steps in the proof of Theorem 3.4.1: the expansion of one step, its bound, the union bound."""

from typing import Any

from falsum import (
    And,
    Claim,
    Eq,
    Le,
    Lt,
    Sum,
    always,
    index,
    measured,
    naturals,
    parameter,
    sqrt,
    with_probability,
)

from .notation import source
from .notation_3_4 import (
    S1,
    SETTING,
    bounded_first,
    clipped_centred,
    drift,
    eta,
    i_max,
    large_radius,
    n,
    one_step,
    r,
    realisable,
    small_step,
    start_distance,
    tail,
    uncoupled,
)
from .theorem_3_4_1 import NOISE, gradient_norm, printed_tail, squared_tail, within

square = {"length": 2}
outcomes = parameter("outcomes", "number of outcomes of the noise", domain=naturals, dimension=0)
j = index("j", 1, outcomes)
after = measured(
    "after", r"\|w_{t+1} - w_*\|^2", latex=r"\|w_{t+1} - w_*\|^2", indices=(j,), dimension=square
)
added = measured(
    "added",
    r"\|\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2",
    latex=r"\|\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2",
    indices=(j,),
    dimension=square,
)
moved = measured(
    "moved",
    r"\|-\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2",
    latex=r"\|-\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2",
    indices=(j,),
    dimension=square,
)
along = measured(
    "along",
    r"\langle w_t - w_*, -\eta \tilde g_t + \sqrt{\eta} \zeta_2 \rangle",
    indices=(j,),
    dimension=square,
)
noisy_square = measured(
    "noisy_square",
    r"\|\tilde g_t\|^2",
    latex=r"\|\tilde g_t\|^2",
    indices=(j,),
    dimension={"length": -2},
)
second_square = measured(
    "second_norm", r"\|\zeta_2\|^2", latex=r"\|\zeta_2\|^2", indices=(j,), dimension=0
)
mixed = measured(
    "mixed",
    r"\langle \tilde g_t, \zeta_2 \rangle",
    latex=r"\langle \tilde g_t, \zeta_2 \rangle",
    indices=(j,),
    dimension={"length": -1},
)
EXPANDED = {
    "label": "proof of Theorem 3.4.1",
    "title": "One step expanded",
}
expanded = eta**2 * noisy_square + eta * second_square - 2 * eta * sqrt(eta) * mixed
proof_3_4_1_expansion = one_step(
    "proof_3_4_1.expansion",
    And(Eq(after, start_distance**2 + added + 2 * along), Eq(added, expanded)),
    [],
    equation="3.6",
    remark="both lines, with the display after them; the first steps of the proof, and the first "
    "that do not hold: two wrong signs, which cancel in (3.7)",
    **EXPANDED,
)
proof_3_4_1_expansion_corrected = one_step(
    "proof_3_4_1.expansion.corrected",
    And(Eq(after, start_distance**2 + moved + 2 * along), Eq(moved, expanded)),
    [],
    equation="3.6",
    note="Moves against the noisy gradient in the square too, as in the inner product.",
    **EXPANDED,
)

first_pull = measured(
    "first_pull",
    r"\langle w_t - w_*, \zeta_1 \rangle",
    latex=r"\langle w_t - w_*, \zeta_1 \rangle",
    indices=(j,),
    dimension=0,
)
second_pull = measured(
    "second_pull",
    r"\langle \zeta_2, w_t - w_* \rangle",
    latex=r"\langle \zeta_2, w_t - w_* \rangle",
    indices=(j,),
    dimension={"length": 1},
)
bracket = (
    -2 * eta * first_pull
    - 2 * sqrt(eta) * (eta * mixed)
    + 2 * sqrt(eta) * second_pull
    + eta * (second_square - n)
)
proof_3_4_1_one_step = one_step(
    "proof_3_4_1.one_step",
    And(
        Le(after - start_distance**2, 2 * eta**2 * (gradient_norm**2 + S1**2) + eta * n + bracket),
        Le(after - start_distance**2, drift + bracket),
    ),
    [realisable, bounded_first, within],
    equation="3.8 and 3.10",
    label="proof of Theorem 3.4.1",
    title="The squared distance grows by at most the drift and what the noise adds",
)

# The union over steps, in which a process that rests on the sphere is lost.
i = index("i", 1, i_max)
chance = measured(
    "chance",
    r"P[\exists i \leq i_{\max} : \|w_i - w_*\| > r_*]",
    latex=r"P[\exists i : \|w_i - w_*\| > r_*]",
    dimension=0,
)
delayed_outside = measured(
    "delayed_outside",
    r"P[\|w'_i - w_*\| > r_*]",
    latex=r"P[\|w'_i - w_*\| > r_*]",
    indices=(i,),
    dimension=0,
)
delayed_at_least = measured(
    "delayed_at_least",
    r"P[\|w'_i - w_*\| \geq r_*]",
    latex=r"P[\|w'_i - w_*\| \geq r_*]",
    indices=(i,),
    dimension=0,
)


def union(part: str, left: Any, *, note: str = "") -> Claim:
    """Return the claim that clipping and the delayed process account for every escape."""
    return Claim(
        id="mukherjee_2020.proof_3_4_1.union" + part,
        title="An escape is clipped, or the delayed process escapes too",
        source=source(
            "proof of Theorem 3.4.1", note="after (3.14): the display after 'combining the above'"
        ),
        quantifier=always,
        hypotheses=[*SETTING, small_step, large_radius],
        conclusion=Le(chance, Sum(tail + left, i)),
        note=note,
    )


proof_3_4_1_union = union("", delayed_outside)
proof_3_4_1_union_corrected = union(
    ".corrected",
    delayed_at_least,
    note="Counts the sphere as left: the delayed process stops there, at distance r_* itself, and "
    "never gets outside, while the algorithm goes on. (3.13) bounds this larger event, so that "
    "the theorem loses nothing.",
)

# The tail of the delayed process at one step.
delayed = measured(
    "delayed",
    r"\|w'_t - w_*\|, \ t = i_{\max}",
    latex=r"\|w'_t - w_*\|",
    dimension={"length": 1},
)


def leaves(part: str, failure: Any, extra: list[Any], *, note: str = "") -> Claim:
    """Return the claim that the delayed process seldom reaches the sphere."""
    return Claim(
        id="mukherjee_2020.proof_3_4_1.leaves" + part,
        title="The delayed process seldom reaches the sphere",
        source=source("proof of Theorem 3.4.1", equation="3.13", note=NOISE),
        quantifier=with_probability(1 - failure),
        hypotheses=[*SETTING, small_step, large_radius, *extra],
        conclusion=Lt(delayed**2, r**2),
        note=note,
    )


proof_3_4_1_leaves = leaves("", printed_tail, [])
proof_3_4_1_leaves_corrected = leaves(
    ".corrected",
    squared_tail,
    [clipped_centred, uncoupled],
    note="Squares k in the exponent, and asks for a centred clipped noise.",
)

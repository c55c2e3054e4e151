"""The proof of the recursion estimate: the recursion unrolled, and the computation of case 2."""

from falsum import Eq, Ge, Gt, Le, Lt, hypothesis, measured, naturals, parameter, positive, sqrt

from .lemma_3_e_1 import (
    C,
    b,
    c1,
    c2,
    factor_2,
    high_start,
    length_2,
    level,
    needed_ratio,
    present,
    printed_ratio,
    rate,
    size,
    small_offset,
    smaller_offset,
)
from .notation import thesis

proof = thesis.statement(
    __name__, "A step of the proof of the recursion estimate", "proof of Lemma 3.E.1"
)
any_step = parameter("step", "any step length", domain=positive, latex=r"\eta'", dimension=rate**-1)
steps = parameter("steps", "number of terms after the first", domain=naturals, dimension=0)
alpha = 1 - any_step * b + any_step**2 * c1
beta = any_step**2 * c2
last = measured(
    "last",
    r"X_t, \ t = 1 + \text{steps}, \text{ where } X_1 = C \text{ and } "
    r"X_{t+1} \leq \alpha X_t + \beta",
    latex="X_t",
    dimension=size,
)
not_negative = hypothesis("the multiplier is not negative", Ge(alpha, 0))
below_1 = hypothesis("the multiplier is below 1", Lt(alpha, 1))
unrolling = proof.step(
    "unrolled",
    "The recursion unrolled",
    place={
        "note": "the first display, before any step length is chosen: the first step of the proof "
        "that does not hold"
    },
    latex=r"X_t \leq \alpha^{t-1} X_1 + \beta \frac{1 - \alpha^{t-1}}{1 - \alpha}",
    concludes=Le(last, alpha**steps * C + beta * ((1 - alpha**steps) / (1 - alpha))),
)
unrolled = unrolling.printed()
unrolled_corrected = unrolling.corrected(
    adding=[not_negative, below_1],
    note="Asks for 0 <= alpha < 1: a negative multiplier turns an inequality round, so that a term "
    "far below its bound has a successor above it; at alpha = 1 the sum is divided by 0.",
)
square = proof.step(
    "square",
    "The multiplier as a square and what is left",
    place={"label": "proof of Lemma 3.E.1, case 1"},
    latex=r"\alpha = \eta'^2 c_1 - \eta'b + 1 = \left(\eta' \sqrt{c_1} - "
    r"\frac{b}{2\sqrt{c_1}}\right)^2 + \left(1 - \frac{b^2}{4c_1}\right)",
    concludes=Eq(alpha, (any_step * sqrt(c1) - b / (2 * sqrt(c1))) ** 2 + (1 - b**2 / (4 * c1))),
).printed()

# Case 2, with the step length of the lemma: b / (theta c_1) with theta = 1 + 1/eps'^2.
CASE_2 = {"label": "proof of Lemma 3.E.1, case 2"}
theta = 1 + 1 / level**2
multiplier_2 = 1 - length_2 * b + length_2**2 * c1
offset_2 = length_2**2 * c2
power = proof.step(
    "power",
    "The power of the multiplier that case 2 solves for",
    place={
        **CASE_2,
        "equation": "3.26",
        "note": "the last display; a factor delta that is printed in it, and in the lemma for "
        "nothing else, is left out",
    },
    latex=r"\alpha^{T-1} = \frac{\epsilon'^2(1-\alpha) - \beta}{C(1-\alpha) - \beta}, \quad "
    r"\alpha^{T-1} = \frac{\epsilon'^2 \delta(c_1 - c_2)}{C c_1 - c_2 \epsilon'^2}",
    assuming=[present, smaller_offset, high_start],
    concludes=Eq(
        (level**2 * (1 - multiplier_2) - offset_2) / (C * (1 - multiplier_2) - offset_2),
        level**2 * (c1 - c2) / (C * c1 - c2 * level**2),
    ),
).printed()
multiplier = measured("multiplier", r"1 - \eta' b + \eta'^2 c_1", latex=r"\alpha", dimension=0)
given_multiplier = {multiplier: factor_2}
above_zero = proof.step(
    "positive",
    proof.title,
    place=CASE_2,
    latex=r"\alpha > 0",
    assuming=[printed_ratio],
    concludes=Gt(multiplier, 0),
)
positive_printed = above_zero.printed()
positive_corrected = above_zero.corrected(
    assuming=[needed_ratio],
    note="Takes the ratio from the last line of the computation, strictly. Nothing can be "
    "tightened by a factor here, for the right side is 0.",
)
enough_room = proof.step(
    "room",
    proof.title,
    place=CASE_2,
    latex=r"\beta < \epsilon'^2 \delta(1-\alpha)",
    assuming=[present, small_offset],
    concludes=Lt(offset_2, level**2 * (length_2 * b - length_2**2 * c1)),
)
room = enough_room.printed()
room_corrected = enough_room.corrected(
    assuming=[present, smaller_offset],
    note="Asks for c_2 < c_1 strictly: at equality the recursion's fixed point is the level.",
)
substitution = proof.step(
    "substituted",
    proof.title,
    place=CASE_2,
    latex=r"\alpha = 1 + \eta'^2 c_1 - \eta' b = 1 + \frac{b^2}{\theta^2 c_1^2} - "
    r"\frac{b}{\theta c_1}",
    concludes=Eq(multiplier_2, 1 + b**2 / (theta**2 * c1**2) - b / (theta * c1)),
)
substituted = substitution.printed()
substituted_corrected = substitution.corrected(
    concludes=Eq(multiplier_2, 1 + b**2 / (theta**2 * c1) - b**2 / (theta * c1)),
    note="Restores the factor c_1 of the second term and the factor b of the third one.",
)
new_offset = proof.step(
    "offset",
    proof.title,
    place=CASE_2,
    latex=r"\beta = \eta'^2 c_2 = \frac{b^2}{\theta^2 c_1} \cdot c_2",
    assuming=[present],
    concludes=Eq(offset_2, b**2 / (theta**2 * c1) * c2),
)
offset = new_offset.printed()
offset_corrected = new_offset.corrected(
    concludes=Eq(offset_2, b**2 / (theta**2 * c1**2) * c2),
    note="Restores the square of c_1, with which the printed T follows.",
)

"""The proof of the recursion estimate: unrolled, solved for T, and the computation of case 2."""

from falsum import Eq, Ge, Gt, Le, Lt, hypothesis, measured, naturals, parameter, positive, sqrt

from .lemma_3_e_1 import (
    C,
    b,
    c1,
    c2,
    factor_2,
    first,
    high_start,
    inside,
    inverse,
    length_2,
    level,
    logs_2,
    number,
    present,
    second,
    size,
    small_offset,
    small_ratio,
    smaller_offset,
    smaller_ratio,
    step_1,
    step_2,
    terms_1,
)
from .notation import thesis

proof = thesis.proof(
    __name__, "A step of the proof of the recursion estimate", "proof of Lemma 3.E.1"
)
any_step = parameter(
    "step", "any step length", domain=positive, latex=r"\eta'", dimension=inverse**-1
)
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
WITHIN = "'if eta > 0 is s.t alpha in (0, 1)'; in both cases the step length is such that it is"
not_negative = hypothesis("the multiplier is not negative", Ge(alpha, 0), place=WITHIN)
below_1 = hypothesis("the multiplier is below 1", Lt(alpha, 1), place=WITHIN)
unrolled = proof.step(
    "unrolled",
    "The recursion unrolled",
    place={"note": "the first display"},
    latex=r"X_t \leq \alpha^{t-1} X_1 + \beta \frac{1 - \alpha^{t-1}}{1 - \alpha}",
    assuming=[not_negative, below_1],
    concludes=Le(last, alpha**steps * C + beta * ((1 - alpha**steps) / (1 - alpha))),
).printed()

# The T that are solved for.
term = measured(
    "term",
    r"X_T, \text{ where } X_1 = C \text{ and } X_{t+1} \leq (1 - \eta' b + \eta'^2 c_1) X_t "
    r"+ \eta'^2 c_2",
    latex="X_T",
    dimension=size,
)
low = Le(term, level**2)
count_1 = proof.step(
    "count_1",
    "The number of terms of case 1",
    place={"label": "proof of Lemma 3.E.1, case 1", "note": "T, a real number there, rounded up"},
    latex=r"\alpha^{T-1} = \frac{\epsilon'^2}{C} \implies T = 1 + "
    r"\frac{\log \frac{C}{\epsilon'^2}}{\log \frac{1}{\alpha}}",
    assuming=first,
    defining=[step_1, number(terms_1)],
    concludes=low,
).printed()
solved_2 = proof.step(
    "count_2",
    "The number of terms of case 2",
    place={
        "label": "proof of Lemma 3.E.1, case 2",
        "note": "the last display; T, a real number there, rounded up; a factor delta that is "
        "printed in it, and not in the T that it gives, is left out",
    },
    latex=r"\alpha^{T-1} = \frac{\epsilon'^2 \delta(c_1 - c_2)}{C c_1 - c_2 \epsilon'^2} \implies "
    r"T = 1 + \frac{\log\left(\frac{\epsilon'^2(c_1 - c_2)}{C c_1 - c_2 \epsilon'^2}\right)}"
    r"{\log\left(1 - \frac{b^2}{c_1} \cdot \frac{\epsilon'^2}{(1 + \epsilon'^2)^2}\right)}",
    assuming=second,
    providing=inside,
    defining=[step_2, number(1 + logs_2)],
    concludes=low,
)
count_2 = solved_2.printed(
    note="At c_2 = c_1 it is the logarithm of 0: no number of terms is enough, since the sequence "
    "stays above its limit, the level (proof_3_e_1.room). At the greatest ratio with eps' = 1 it "
    "divides by a logarithm of 0 (proof_3_e_1.positive)."
)
strictly = hypothesis(
    "c_2 is less than c_1",
    smaller_offset,
    place="not printed: at equality the logarithm is of 0",
)
strict_ratio = hypothesis("b^2/c_1 is less than its bound", smaller_ratio)
count_2_corrected = solved_2.corrected(
    assuming=[present, strictly, high_start, strict_ratio],
    note="Makes both inequalities between the constants strict.",
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
IN_CASE_2 = {"label": "proof of Lemma 3.E.1, case 2"}
theta = 1 + 1 / level**2
multiplier_2 = 1 - length_2 * b + length_2**2 * c1
offset_2 = length_2**2 * c2
higher_start = hypothesis(
    "the first term is above eps'^2", Lt(level**2, C), place="'Since eps'^2 < C'"
)
power = proof.step(
    "power",
    "The power of the multiplier that case 2 solves for",
    place={
        **IN_CASE_2,
        "equation": "3.26",
        "note": "the last display; a factor delta that is printed in it, and in the lemma for "
        "nothing else, is left out",
    },
    latex=r"\alpha^{T-1} = \frac{\epsilon'^2(1-\alpha) - \beta}{C(1-\alpha) - \beta}, \quad "
    r"\alpha^{T-1} = \frac{\epsilon'^2 \delta(c_1 - c_2)}{C c_1 - c_2 \epsilon'^2}",
    assuming=[present, small_offset, higher_start],
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
    place=IN_CASE_2,
    latex=r"\alpha > 0",
    assuming=[small_ratio],
    concludes=Gt(multiplier, 0),
)
positive_printed = above_zero.printed()
positive_corrected = above_zero.corrected(
    assuming=[strict_ratio],
    note="Makes the inequality for the ratio strict, which matters at eps' = 1 alone.",
)
enough_room = proof.step(
    "room",
    proof.title,
    place={
        **IN_CASE_2,
        "note": "the display after (3.26), which goes on with <= for <; a factor delta that is "
        "printed in it alone is left out",
    },
    latex=r"\beta < \epsilon'^2 \delta(1-\alpha)",
    assuming=[present, small_offset],
    concludes=Lt(offset_2, level**2 * (length_2 * b - length_2**2 * c1)),
)
room = enough_room.printed()
room_corrected = enough_room.corrected(
    assuming=[present, strictly],
    note="Asks for c_2 < c_1 strictly: at equality the recursion's fixed point is the level.",
)
substitution = proof.step(
    "substituted",
    proof.title,
    place=IN_CASE_2,
    latex=r"\alpha = 1 + \eta'^2 c_1 - \eta' b = 1 + \frac{b^2}{\theta^2 c_1^2} - "
    r"\frac{b}{\theta c_1}",
    concludes=Eq(multiplier_2, 1 + b**2 / (theta**2 * c1**2) - b / (theta * c1)),
)
substituted = substitution.printed(misprint="the last equality of the same line")
substituted_corrected = substitution.corrected(
    concludes=Eq(multiplier_2, 1 + b**2 / (theta**2 * c1) - b**2 / (theta * c1)),
    note="Restores the factor c_1 of the second term and the factor b of the third one.",
)
new_offset = proof.step(
    "offset",
    proof.title,
    place=IN_CASE_2,
    latex=r"\beta = \eta'^2 c_2 = \frac{b^2}{\theta^2 c_1} \cdot c_2",
    assuming=[present],
    concludes=Eq(offset_2, b**2 / (theta**2 * c1) * c2),
)
offset = new_offset.printed(misprint="the T of Lemma 3.E.1, case 2")
offset_corrected = new_offset.corrected(
    concludes=Eq(offset_2, b**2 / (theta**2 * c1**2) * c2),
    note="Restores the square of c_1, with which the printed T follows.",
)

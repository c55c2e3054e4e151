"""A linear recursion falls below a level within an explicit number of terms."""

from typing import Any

from falsum import (
    Claim,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Rational,
    always,
    ceiling,
    constant,
    defined,
    hypothesis,
    log,
    measured,
    nonnegative,
    parameter,
    positive,
    sqrt,
)

from .notation import CORRECTED, source

b = parameter("b", "linear coefficient", domain=positive, dimension={"rate": 1})
c1 = parameter("c1", "quadratic coefficient", domain=positive, latex="c_1", dimension={"rate": 2})
c2 = parameter(
    "c2",
    "coefficient of the offset",
    domain=nonnegative,
    latex="c_2",
    dimension={"rate": 2, "term": 1},
)
C = parameter("C", "first term of the sequence", dimension={"term": 1})
level = parameter(
    "eps",
    "root of the level to be reached",
    domain=positive,
    latex=r"\epsilon'",
    dimension={"term": Rational(1, 2)},
)
term = measured(
    "term",
    r"X_T, \text{ where } X_1 = C \text{ and } X_{t+1} \leq (1 - \eta' b + \eta'^2 c_1) X_t "
    r"+ \eta'^2 c_2; \ +\infty \text{ for } T < 1",
    latex="X_T",
    dimension={"term": 1},
)
HIDDEN = (
    "T is given up to a hidden constant; this is the T that the proof solves for, and X_T is the "
    "last term whose number is at most T. With its constants it says more than the rate, which "
    "theorem_3_3_1 states for what case 1 is applied to; case 1 also asks for a positive delta, on "
    "which nothing depends"
)


def step_length(value: Any) -> Any:
    """Return the definition of the step length."""
    return defined("step", value, meaning="step length", latex=r"\eta'", dimension={"rate": -1})


def reaches(part: str, assumed: list[Any], step: Any, steps: Any, *, note: str = "") -> Claim:
    """Return the claim that the term number ``steps`` is at most the level."""
    return Claim(
        id="mukherjee_2020.lemma_3_e_1." + part,
        title="A linear recursion falls below a level",
        source=source("Lemma 3.E.1, case " + part[5], note=HIDDEN),
        quantifier=always,
        hypotheses=assumed,
        conclusion=Le(term, level**2),
        definitions=[
            step_length(step),
            defined("T", steps, meaning="number of the term", dimension=0),
        ],
        note=note,
    )


# Case 1: no offset.
curved = hypothesis("c_1 is greater than b^2/4", Gt(c1, b**2 / 4))
positive_start = hypothesis("the first term is positive", Gt(C, 0))
no_offset = hypothesis("c_2 is 0", Le(c2, 0))
CASE_1 = [no_offset, curved, positive_start]
step_1 = b / (2 * c1)
factor_1 = 1 - b**2 / (4 * c1)
steps_1 = 1 + log(C / level**2) / log(1 / factor_1)
K = constant("K", 1, meaning="hidden constant of T = K log(C / eps'^2)")

lemma_3_e_1_case_1 = reaches(
    "case_1",
    CASE_1,
    step_1,
    steps_1,
    note="The proof unrolls the recursion for any step length (proof_3_e_1.unrolled), which needs "
    "a multiplier of at least 0 and has one here; what fails is that T is at least 1.",
)
lemma_3_e_1_case_1_reading_ceiling = reaches(
    "case_1.reading_ceiling",
    CASE_1,
    step_1,
    ceiling(steps_1),
    note="Rounds T up to an integer, which is less than 1 where the first term is low enough. "
    + CORRECTED,
)
lemma_3_e_1_case_1_reading_absolute = reaches(
    "case_1.reading_absolute",
    CASE_1,
    step_1,
    Max(1, 1 + ceiling(K * log(C / level**2))),
    note="Takes O(log) at its word: one hidden constant, here 1, for all b, c_1, C and eps'. "
    + CORRECTED,
)
lemma_3_e_1_case_1_corrected = reaches(
    "case_1.corrected",
    CASE_1,
    step_1,
    Max(1, ceiling(steps_1)),
    note="Rounds T up and keeps it at 1 where the first term is low enough already.",
)

# Case 2: an offset.
present = hypothesis("c_2 is positive", Gt(c2, 0))
small_offset = hypothesis("c_2 is at most c_1", Le(c2, c1))
smaller_offset = hypothesis("c_2 is less than c_1", Lt(c2, c1))
high_start = hypothesis("the first term is at least eps'^2", Le(level**2, C))
printed_ratio = hypothesis(
    "b^2/c_1 is at most (sqrt(eps') + 1/sqrt(eps'))^2",
    Le(b**2 / c1, (sqrt(level) + 1 / sqrt(level)) ** 2),
)
needed_ratio = hypothesis(
    "b^2/c_1 is less than (eps' + 1/eps')^2", Lt(b**2 / c1, (level + 1 / level) ** 2)
)
CASE_2 = [present, small_offset, high_start, printed_ratio]
step_2 = b / c1 * (level**2 / (1 + level**2))
factor_2 = 1 - b**2 / c1 * (level**2 / (1 + level**2) ** 2)
steps_2 = 1 + log(level**2 * (c1 - c2) / (C * c1 - c2 * level**2)) / log(factor_2)

lemma_3_e_1_case_2 = reaches(
    "case_2",
    CASE_2,
    step_2,
    steps_2,
    note="The proof unrolls the recursion for any step length (proof_3_e_1.unrolled); the next "
    "step that does not hold is the strict inequality from c_2 <= c_1 (proof_3_e_1.room), and the "
    "multiplier need not be positive (proof_3_e_1.positive).",
)
count_2 = defined("T", steps_2, meaning="number of the term", dimension=0)
lemma_3_e_1_case_2_reading_number = Claim(
    id="mukherjee_2020.lemma_3_e_1.case_2.reading_number",
    title="The number of terms of the recursion estimate is a number",
    source=source("Lemma 3.E.1, case 2"),
    quantifier=always,
    hypotheses=CASE_2,
    conclusion=Ge(count_2, 1),
    note="Asks only that the printed T exists and that the sequence has a term of that number. "
    + CORRECTED,
)
lemma_3_e_1_case_2_corrected = reaches(
    "case_2.corrected",
    [present, smaller_offset, high_start, needed_ratio],
    step_2,
    ceiling(steps_2),
    note="Rounds T up, asks for c_2 < c_1 strictly and for the ratio that makes the multiplier "
    "positive: at c_2 = c_1 no finite T is enough, at ratio 4 and eps' = 1 the log is of 0.",
)


def inside(part: str, assumed: list[Any], conclusion: Any, *, note: str = "") -> Claim:
    """Return a claim of case 2 of the proof, which speaks of scalars only."""
    return Claim(
        id="mukherjee_2020.proof_3_e_1." + part,
        title="A step of the proof of the recursion estimate",
        source=source("proof of Lemma 3.E.1, case 2"),
        quantifier=always,
        hypotheses=assumed,
        conclusion=conclusion,
        note=note,
    )


multiplier = measured("multiplier", r"1 - \eta' b + \eta'^2 c_1", latex=r"\alpha", dimension=0)
given_multiplier = {multiplier: factor_2}
room = Lt(step_2**2 * c2, level**2 * (step_2 * b - step_2**2 * c1))
proof_3_e_1_positive = inside("positive", [printed_ratio], Gt(multiplier, 0))
proof_3_e_1_positive_corrected = inside(
    "positive.corrected",
    [needed_ratio],
    Gt(multiplier, 0),
    note="Takes the ratio from the last line of the computation, strictly. Nothing can be "
    "tightened by a factor here, for the right side is 0.",
)
proof_3_e_1_room = inside("room", [present, small_offset], room)
proof_3_e_1_room_corrected = inside(
    "room.corrected",
    [present, smaller_offset],
    room,
    note="Asks for c_2 < c_1 strictly: at equality the recursion's fixed point is the level.",
)

# Two lines of the computation, with theta = 1 + 1/eps'^2.
theta = 1 + 1 / level**2
recursion_multiplier = 1 - step_2 * b + step_2**2 * c1
proof_3_e_1_substituted = inside(
    "substituted", [], Eq(recursion_multiplier, 1 + b**2 / (theta**2 * c1**2) - b / (theta * c1))
)
proof_3_e_1_substituted_corrected = inside(
    "substituted.corrected",
    [],
    Eq(recursion_multiplier, 1 + b**2 / (theta**2 * c1) - b**2 / (theta * c1)),
    note="Restores the factor c_1 of the second term and the factor b of the third one.",
)
proof_3_e_1_offset = inside("offset", [present], Eq(step_2**2 * c2, b**2 / (theta**2 * c1) * c2))
proof_3_e_1_offset_corrected = inside(
    "offset.corrected",
    [present],
    Eq(step_2**2 * c2, b**2 / (theta**2 * c1**2) * c2),
    note="Restores the square of c_1, with which the printed T follows.",
)

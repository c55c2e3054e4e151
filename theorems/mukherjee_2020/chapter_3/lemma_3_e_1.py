"""A linear recursion falls below a level within an explicit number of terms."""

from typing import Any

from falsum import (
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Rational,
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
    unit,
)

from .notation import CORRECTED, thesis

rate, size = unit("rate"), unit("term")
b = parameter("b", "linear coefficient", domain=positive, dimension=rate)
c1 = parameter("c1", "quadratic coefficient", domain=positive, latex="c_1", dimension=rate**2)
c2 = parameter(
    "c2", "coefficient of the offset", domain=nonnegative, latex="c_2", dimension=rate**2 * size
)
C = parameter("C", "first term of the sequence", dimension=size)
level = parameter(
    "eps",
    "root of the level to be reached",
    domain=positive,
    latex=r"\epsilon'",
    dimension=size ** Rational(1, 2),
)
term = measured(
    "term",
    r"X_T, \text{ where } X_1 = C \text{ and } X_{t+1} \leq (1 - \eta' b + \eta'^2 c_1) X_t "
    r"+ \eta'^2 c_2; \ +\infty \text{ for } T < 1",
    latex="X_T",
    dimension=size,
)


def number(steps: Any) -> Any:
    """Return the definition of the number of the term."""
    return defined("T", steps, meaning="number of the term", dimension=0)


def step_length(value: Any) -> Any:
    """Return the definition of the step length."""
    return defined("step", value, meaning="step length", latex=r"\eta'", dimension=rate**-1)


lemma = thesis.statement(
    __name__,
    "A linear recursion falls below a level",
    "Lemma 3.E.1",
    note="T is given up to a hidden constant; this is the T that the proof solves for, and X_T is "
    "the last term whose number is at most T. With its constants it says more than the rate, which "
    "theorem_3_3_1 states for what case 1 is applied to; case 1 also asks for a positive delta, on "
    "which nothing depends",
)

# Case 1: no offset.
curved = hypothesis("c_1 is greater than b^2/4", Gt(c1, b**2 / 4))
positive_start = hypothesis("the first term is positive", Gt(C, 0))
no_offset = hypothesis("c_2 is 0", Le(c2, 0))
step_1 = step_length(b / (2 * c1))
factor_1 = 1 - b**2 / (4 * c1)
steps_1 = 1 + log(C / level**2) / log(1 / factor_1)
K = constant("K", 1, meaning="hidden constant of T = K log(C / eps'^2)")
case_1 = lemma.step(
    "case_1",
    lemma.title,
    place={"label": "Lemma 3.E.1, case 1"},
    latex=r"\eta' = \frac{b}{2c_1}, \quad T = O\left(\log \frac{C}{\epsilon'^2}\right), \quad "
    r"X_T \leq \epsilon'^2",
    assuming=[no_offset, curved, positive_start],
    defining=[step_1, number(steps_1)],
    concludes=Le(term, level**2),
)
printed_1 = case_1.printed(
    note="The proof unrolls the recursion for any step length (proof_3_e_1.unrolled), which needs "
    "a multiplier of at least 0 and has one here; what fails is that T is at least 1."
)
rounded_1 = case_1.reading(
    "ceiling",
    defining=[step_1, number(ceiling(steps_1))],
    note="Rounds T up to an integer, which is less than 1 where the first term is low enough. "
    + CORRECTED,
)
absolute_1 = case_1.reading(
    "absolute",
    defining=[step_1, number(Max(1, 1 + ceiling(K * log(C / level**2))))],
    note="Takes O(log) at its word: one hidden constant, here 1, for all b, c_1, C and eps'. "
    + CORRECTED,
)
corrected_1 = case_1.corrected(
    defining=[step_1, number(Max(1, ceiling(steps_1)))],
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
length_2 = b / c1 * (level**2 / (1 + level**2))
step_2 = step_length(length_2)
factor_2 = 1 - b**2 / c1 * (level**2 / (1 + level**2) ** 2)
steps_2 = 1 + log(level**2 * (c1 - c2) / (C * c1 - c2 * level**2)) / log(factor_2)
count_2 = number(steps_2)
case_2 = lemma.step(
    "case_2",
    lemma.title,
    place={"label": "Lemma 3.E.1, case 2"},
    latex=r"\eta' = \frac{b}{c_1} \cdot \frac{\epsilon'^2}{(1+\epsilon'^2)}, \quad "
    r"T = O\left(\frac{\log\left(\frac{\epsilon'^2(c_1-c_2)}{Cc_1-c_2\epsilon'^2}\right)}"
    r"{\log\left(1-\frac{b^2}{c_1} \cdot \frac{\epsilon'^2}{(1+\epsilon'^2)^2}\right)}\right), "
    r"\quad X_T \leq \epsilon'^2",
    assuming=[present, small_offset, high_start, printed_ratio],
    defining=[step_2, count_2],
    concludes=Le(term, level**2),
)
printed_2 = case_2.printed(
    note="The proof unrolls the recursion for any step length (proof_3_e_1.unrolled); the next "
    "step that does not hold is the strict inequality from c_2 <= c_1 (proof_3_e_1.room), and the "
    "multiplier need not be positive (proof_3_e_1.positive)."
)
number_2 = case_2.reading(
    "number",
    title="The number of terms of the recursion estimate is a number",
    defining=(),
    concludes=Ge(count_2, 1),
    note="Asks only that the printed T exists and that the sequence has a term of that number. "
    + CORRECTED,
)
corrected_2 = case_2.corrected(
    assuming=[present, smaller_offset, high_start, needed_ratio],
    defining=[step_2, number(ceiling(steps_2))],
    note="Rounds T up, asks for c_2 < c_1 strictly and for the ratio that makes the multiplier "
    "positive: at c_2 = c_1 no finite T is enough, at ratio 4 and eps' = 1 the log is of 0.",
)

"""A linear recursion falls below a level in so many terms, up to a hidden constant."""

from typing import Any

from falsum import (
    Gt,
    Le,
    Lt,
    Max,
    Rational,
    ceiling,
    defined,
    hidden,
    hypothesis,
    log,
    measured,
    nonnegative,
    parameter,
    positive,
    proviso,
    rate,
    sqrt,
    unit,
)

from .notation import thesis

HEAD, CASE_1, CASE_2 = ("Lemma 3.E.1", "Lemma 3.E.1, case 1", "Lemma 3.E.1, case 2")
inverse, size = unit("rate"), unit("term")
b = parameter("b", "linear coefficient", domain=positive, dimension=inverse, place=HEAD)
c1 = parameter(
    "c1",
    "quadratic coefficient",
    domain=positive,
    latex="c_1",
    dimension=inverse**2,
    place=HEAD,
)
c2 = parameter(
    "c2",
    "coefficient of the offset",
    domain=nonnegative,
    latex="c_2",
    dimension=inverse**2 * size,
    place="positive in the head of Lemma 3.E.1, 0 in its case 1",
)
C = parameter("C", "first term of the sequence", dimension=size, place=HEAD)
level = parameter(
    "eps",
    "root of the level to be reached",
    domain=positive,
    latex=r"\epsilon'",
    dimension=size ** Rational(1, 2),
    place=HEAD,
)
enough = measured(
    "enough",
    r"\min\{T : X_t \leq \epsilon'^2 \text{ for all } t \geq T\}, \text{ where } X_1 = C, \ "
    r"X_{t+1} = (1 - \eta' b + \eta'^2 c_1) X_t + \eta'^2 c_2",
    latex="T",
    dimension=0,
)
K = hidden("K", "the constant of T = O(.)")


def number(steps: Any) -> Any:
    """Return the definition of the number of a term, rounded up and at least 1."""
    return defined("T", Max(1, ceiling(steps)), meaning="number of the term", dimension=0)


def step_length(value: Any) -> Any:
    """Return the definition of the step length."""
    return defined("step", value, meaning="step length", latex=r"\eta'", dimension=inverse**-1)


lemma = thesis.statement(
    __name__,
    "A linear recursion falls below a level",
    HEAD,
    note="the constants b, c_1 and c_2 are given, so that the hidden constant may depend on them; "
    "the T that the proof solves for are proof_3_e_1.count_1 and proof_3_e_1.count_2",
)

# Case 1: no offset.
curved = hypothesis("c_1 is greater than b^2/4", Gt(c1, b**2 / 4), place=CASE_1)
positive_start = hypothesis("the first term is positive", Gt(C, 0), place=CASE_1)
no_offset = hypothesis("c_2 is 0", Le(c2, 0), place=CASE_1)
first = [no_offset, curved, positive_start]
step_1 = step_length(b / (2 * c1))
terms_1 = 1 + log(C / level**2) / log(1 / (1 - b**2 / (4 * c1)))
case_1 = lemma.part(
    "case_1",
    "A linear recursion without offset falls below a level",
    is_step=False,
    place={"label": CASE_1},
    latex=r"\eta' = \frac{b}{2c_1}, \quad T = O\left(\log \frac{C}{\epsilon'^2}\right), \quad "
    r"X_T \leq \epsilon'^2",
    quantifier=rate(log(1 / level)),
    assuming=first,
    defining=[step_1],
    concludes=Le(enough, K * log(C / level**2)),
).printed(
    note="Its c_2 = 0 contradicts the c_2 > 0 of the lemma's head, and nothing depends on its "
    "delta. In the logarithm of 1/eps', since a constant that grows like it is no power of 1/eps'.",
)

# Case 2: an offset.
present = hypothesis("c_2 is positive", Gt(c2, 0), place=CASE_2)
small_offset = hypothesis("c_2 is at most c_1", Le(c2, c1), place=CASE_2)
high_start = hypothesis("the first term is at least eps'^2", Le(level**2, C), place=CASE_2)
most = (sqrt(level) + 1 / sqrt(level)) ** 2
small_ratio = hypothesis(
    "b^2/c_1 is at most (sqrt(eps') + 1/sqrt(eps'))^2", Le(b**2 / c1, most), place=CASE_2
)
second = [present, small_offset, high_start, small_ratio]
smaller_offset, smaller_ratio = Lt(c2, c1), Lt(b**2 / c1, most)
inside = [
    proviso("the first term is strictly above eps'^2", Lt(level**2, C)),
    proviso("c_2 is strictly below c_1", smaller_offset),
    proviso("b^2/c_1 is strictly below its bound", smaller_ratio),
]
length_2 = b / c1 * (level**2 / (1 + level**2))
step_2 = step_length(length_2)
factor_2 = 1 - b**2 / c1 * (level**2 / (1 + level**2) ** 2)
logs_2 = log(level**2 * (c1 - c2) / (C * c1 - c2 * level**2)) / log(factor_2)
case_2 = lemma.part(
    "case_2",
    "A linear recursion with an offset falls below a level",
    is_step=False,
    place={"label": CASE_2},
    latex=r"\eta' = \frac{b}{c_1} \cdot \frac{\epsilon'^2}{(1+\epsilon'^2)}, \quad "
    r"T = O\left(\frac{\log\left(\frac{\epsilon'^2(c_1-c_2)}{Cc_1-c_2\epsilon'^2}\right)}"
    r"{\log\left(1-\frac{b^2}{c_1} \cdot \frac{\epsilon'^2}{(1+\epsilon'^2)^2}\right)}\right), "
    r"\quad X_T \leq \epsilon'^2",
    quantifier=rate(1 / level),
    assuming=second,
    providing=inside,
    defining=[step_2],
    concludes=Le(enough, K * logs_2),
).printed(
    note="At c_2 = c_1, which is not excluded, the sequence stays above its limit, the level, and "
    "the printed T is the logarithm of 0 (proof_3_e_1.count_2).",
)

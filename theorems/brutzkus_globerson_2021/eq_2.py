"""Neither class is rare in the first half of the sample."""

from falsum import (
    And,
    E,
    Eq,
    Ge,
    Le,
    Rational,
    constant,
    hypothesis,
    measured,
    naturals,
    parameter,
    with_probability,
)

from .notation import supplement

m = parameter("m", "size of the sample", domain=naturals, dimension=0, place="Lemma C.3")
m_1 = parameter(
    "m_1",
    "size of its part that trains the first layer",
    domain=naturals,
    dimension=0,
    place="(2) and (3): S_1 has m_1 points",
)
p = parameter("p", "probability of a positive label", dimension=0)
positive_share = measured(
    "positive_share",
    r"|S_1^+| / m_1",
    dimension=0,
    says="share of positive labels in the first half of the sample",
)
negative_share = measured(
    "negative_share",
    r"|S_1^-| / m_1",
    dimension=0,
    says="share of negative labels in the first half of the sample",
)
rate = constant("b", 36, meaning="divisor in the exponent")
factor = constant("a", 4, meaning="factor of the probability")
balanced = hypothesis(
    "balanced labels",
    Eq(p, Rational(1, 2)),
    place="recovered from the exponent: m / 36 = 2 (m / 2) (1/2 - 1/3)^2",
)
half = hypothesis(
    "half of the sample",
    Le(m, 2 * m_1),
    place="recovered from the exponent m / 36; in part E the second half starts after ceil(m / 2)",
)

event = supplement.statement(
    __name__,
    "Balance of the classes in the first half of the sample",
    "Proof of Lemma C.3",
    equation="2",
    note="recovered: the labels are balanced and the first half S_1 of the sample has "
    "m_1 >= m / 2 points, as the exponent m / 36 needs",
    latex=r"\frac{|S_1^+|}{m_1}, \frac{|S_1^-|}{m_1} \geq \frac{m_1}{3}",
    quantifier=with_probability(1 - factor * E ** (-(m / rate))),
    assuming=[balanced, half],
    concludes=And(Ge(positive_share, m_1 / 3), Ge(negative_share, m_1 / 3)),
)
printed = event.printed(
    misprint="(8) uses (2) with 1/3: eta_1/3 times the share of S_1^+ is at least eta_1/9"
)
corrected = event.corrected(
    concludes=And(Ge(positive_share, Rational(1, 3)), Ge(negative_share, Rational(1, 3))),
    note="Compares the shares with 1/3: they were divided by m_1 already.",
)

"""Neither class is rare in the first half of the sample."""

from falsum import (
    And,
    Claim,
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

from .notation import source

m = parameter("m", "size of the sample", domain=naturals, dimension=0)
m_1 = parameter("m_1", "size of its part that trains the first layer", domain=naturals, dimension=0)
p = parameter("p", "probability of a positive label", dimension=0)
positive_share = measured("positive_share", r"|S_1^+| / m_1", latex="|S_1^+| / m_1", dimension=0)
negative_share = measured("negative_share", r"|S_1^-| / m_1", latex="|S_1^-| / m_1", dimension=0)
rate = constant("b", 36, meaning="divisor in the exponent")
factor = constant("a", 4, meaning="factor of the probability")


def balanced(part: str, least: object, note: str = "") -> Claim:
    """Return the claim that both shares are at least ``least`` with the printed probability."""
    return Claim(
        id="brutzkus_globerson_2021.eq_2" + part,
        title="Balance of the classes in the first half of the sample",
        source=source(
            "Proof of Lemma C.3",
            equation="2",
            note="recovered: the labels are balanced and the first half S_1 of the sample has "
            "m_1 >= m / 2 points, as the exponent m / 36 needs",
        ),
        quantifier=with_probability(1 - factor * E ** (-(m / rate))),
        hypotheses=[
            hypothesis("balanced labels", Eq(p, Rational(1, 2))),
            hypothesis("half of the sample", Le(m, 2 * m_1)),
        ],
        conclusion=And(Ge(positive_share, least), Ge(negative_share, least)),
        note=note,
    )


eq_2 = balanced("", m_1 / 3)
eq_2_corrected = balanced(
    ".corrected",
    Rational(1, 3),
    note="Compares the shares with 1/3: they were divided by m_1 already.",
)

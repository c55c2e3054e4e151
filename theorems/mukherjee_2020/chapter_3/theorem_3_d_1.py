"""A supermartingale with bounded differences seldom climbs far: a variant of Azuma's bound."""

from falsum import (
    Abs,
    Claim,
    Hypothesis,
    Le,
    Lt,
    Rational,
    Sum,
    constant,
    exp,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
    with_probability,
)

from .notation import source

n = parameter("n", "number of steps", domain=naturals, dimension=0)
i = index("i", 1, n)
X_before = parameter("X_before", "value before the start", latex="X_{-1}", dimension={"value": 1})
X_0 = parameter("X_0", "constant start", dimension={"value": 1})
c_0 = parameter("c_0", "bound for i = 0", domain=positive, dimension={"value": 1})
c = parameter("c", "bounds", latex="c_i", domain=positive, indices=(i,), dimension={"value": 1})
lam = parameter(
    "lambda_", "height climbed", latex=r"\lambda", domain=positive, dimension={"value": 1}
)
X_n = measured("X_n", r"X_n", dimension={"value": 1})
step = measured(
    "step", r"X_i - X_{i-1}", latex="(X_i - X_{i-1})", indices=(i,), dimension={"value": 1}
)
drift = measured(
    "drift",
    r"\mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]",
    latex=r"\mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]",
    indices=(i,),
    dimension={"value": 1},
)
half = constant("a", Rational(1, 2), meaning="factor in the exponent")

bounded = hypothesis("bounded differences", Le(Abs(step), c))
supermartingale = hypothesis("supermartingale", Le(drift, 0))
bounded_at_zero = hypothesis("bounded difference at i = 0", Le(Abs(X_0 - X_before), c_0))
supermartingale_at_zero = hypothesis("supermartingale at i = 0", Le(X_0 - X_before, 0))


def climbs_seldom(part: str, hypotheses: list[Hypothesis], note: str = "") -> Claim:
    """Return the claim that ``X_n - X_0 < lambda`` except with the printed probability."""
    return Claim(
        id="mukherjee_2020.theorem_3_d_1" + part,
        title="A variant of the Azuma-Hoeffding inequality",
        source=source(
            "Theorem 3.D.1",
            note="stated for the complement of the event; for i = 0 the text speaks of a value "
            "before the start, which may be any constant here",
        ),
        quantifier=with_probability(1 - exp(-(half * (lam**2 / Sum(c**2, i))))),
        hypotheses=hypotheses,
        conclusion=Lt(X_n - X_0, lam),
        note=note,
    )


LOOSE = (
    "It is loose for few steps: a single one rises by its bound with probability 1/2 at most, "
    "where exp(-1/2) is allowed, and only more steps than are searched come near the exponent."
)
theorem_3_d_1 = climbs_seldom(
    "", [bounded_at_zero, bounded, supermartingale_at_zero, supermartingale], LOOSE
)
theorem_3_d_1_reading_from_one = climbs_seldom(
    ".reading_from_one",
    [bounded, supermartingale],
    note="Lets i count from 1, so that nothing is said of a value before the start. " + LOOSE,
)

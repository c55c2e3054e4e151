"""A random Boolean function seldom agrees with a given one on much more than half the inputs."""

from falsum import (
    Ge,
    Lt,
    Rational,
    constant,
    exp,
    hypothesis,
    measured,
    naturals,
    parameter,
    with_probability,
)

from ..notation import thesis

n = parameter("n", "number of bits", domain=naturals, dimension=0)
excess = parameter("eps", "excess over one half", latex=r"\epsilon", dimension=0)
agreement = measured(
    "agreement",
    r"\mathbb{P}_{x \sim \{-1,1\}^n}[f(x) = g(x)], \text{ where } g \text{ is uniform}",
    latex=r"\mathbb{P}_x[f(x) = g(x)]",
    dimension=0,
)
factor = constant("a", 1, meaning="factor in the exponent")
nonnegative_excess = hypothesis("a non-negative excess", Ge(excess, 0))
tail = exp(-(factor * (2 ** (n + 1) * excess**2)))
COMPLEMENT = "stated for the complement of the event; no condition on eps is printed"
MISSING = "Asks for eps >= 0: the bound is below 1 for a negative excess, which is met for certain."

claim = thesis.statement(
    __name__,
    "Agreement of a random Boolean function",
    "Claim 1",
    note=COMPLEMENT,
    quantifier=with_probability(1 - tail),
    concludes=Lt(agreement, Rational(1, 2) + excess),
)
printed = claim.printed()
corrected = claim.corrected(adding=[nonnegative_excess], note=MISSING)

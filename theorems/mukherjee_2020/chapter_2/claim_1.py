"""A random Boolean function seldom agrees with a given one on much more than half the inputs."""

from falsum import (
    Ge,
    Gt,
    Lt,
    Rational,
    constant,
    exp,
    hypothesis,
    measured,
    naturals,
    parameter,
    proviso,
    with_probability,
)

from ..notation import thesis

n = parameter("n", "number of bits", domain=naturals, dimension=0, place="'f: {-1, 1}^n -> ...'")
excess = parameter("eps", "excess over one half", latex=r"\epsilon", dimension=0)
# Claim 1 serves the proof of Theorem 2.5.4, "for all n >= N(delta) and eps > sqrt(...)".
positive_excess = proviso("eps is positive", Gt(excess, 0))
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
RANDOM = r"\mathbb{P}_{g \sim \{\{-1, 1\}^n \rightarrow \{-1, 1\}\}} \left[ "

claim = thesis.statement(
    __name__,
    "Agreement of a random Boolean function",
    "Claim 1",
    note=COMPLEMENT,
    latex=RANDOM + r"\mathbb{P}_{\mathbf{x} \sim \{-1, 1\}^n} [f(\mathbf{x}) = g(\mathbf{x})] "
    r"\geq \frac{1}{2} + \epsilon \right] \leq e^{-2^{n+1}\epsilon^2}",
    quantifier=with_probability(1 - tail),
    concludes=Lt(agreement, Rational(1, 2) + excess),
    providing=[positive_excess],
)
printed = claim.printed()
corrected = claim.corrected(adding=[nonnegative_excess], note=MISSING)

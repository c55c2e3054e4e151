"""A random Boolean function seldom agrees with a given one on much more than half the inputs."""

from falsum import (
    Claim,
    Ge,
    Lt,
    Quantifier,
    Rational,
    Symbol,
    constant,
    exp,
    hypothesis,
    measured,
    naturals,
    parameter,
    with_probability,
)

from ..notation import source

n = parameter("n", "number of bits", domain=naturals, dimension=0)
N = parameter("N", "number of functions in the class", domain=naturals, dimension=0)
excess = parameter("eps", "excess over one half", latex=r"\epsilon", dimension=0)
agreement = measured(
    "agreement",
    r"\mathbb{P}_{x \sim \{-1,1\}^n}[f(x) = g(x)], \text{ where } g \text{ is uniform}",
    latex=r"\mathbb{P}_x[f(x) = g(x)]",
    dimension=0,
)
best_agreement = measured(
    "best_agreement",
    r"\max_C \mathbb{P}_{x \sim \{-1,1\}^n}[C(x) = g(x)], \text{ where } g \text{ is uniform}",
    latex=r"\max_C \mathbb{P}_x[C(x) = g(x)]",
    dimension=0,
)
factor = constant("a", 1, meaning="factor in the exponent")
nonnegative_excess = hypothesis("a non-negative excess", Ge(excess, 0))
tail = exp(-(factor * (2 ** (n + 1) * excess**2)))
MISSING = "Asks for eps >= 0: the bound is below 1 for a negative excess, which is met for certain."


def seldom(
    name: str, label: str, reached: Symbol, least: Quantifier, *, corrected: bool = False
) -> Claim:
    """Return the claim that ``reached < 1/2 + eps`` except with the printed probability."""
    return Claim(
        id=f"mukherjee_2020.{name}" + (".corrected" if corrected else ""),
        title="Agreement of a random Boolean function",
        source=source(
            label, note="stated for the complement of the event; no condition on eps is printed"
        ),
        quantifier=least,
        hypotheses=[nonnegative_excess] if corrected else [],
        conclusion=Lt(reached, Rational(1, 2) + excess),
        note=MISSING if corrected else "",
    )


one = with_probability(1 - tail)
many = with_probability(1 - N * tail)
claim_1 = seldom("claim_1", "Claim 1", agreement, one)
claim_1_corrected = seldom("claim_1", "Claim 1", agreement, one, corrected=True)
union_bound = seldom("proof_2_5_4.union_bound", "Section 2.6, eq. (2.10)", best_agreement, many)
union_bound_corrected = seldom(
    "proof_2_5_4.union_bound", "Section 2.6, eq. (2.10)", best_agreement, many, corrected=True
)

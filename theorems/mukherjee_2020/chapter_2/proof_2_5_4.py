"""The union bound over a class of functions, in the proof of Theorem 2.5.4."""

from falsum import Lt, Rational, measured, naturals, parameter, with_probability

from ..notation import thesis
from .claim_1 import COMPLEMENT, MISSING, excess, nonnegative_excess, tail

N = parameter("N", "number of functions in the class", domain=naturals, dimension=0)
best_agreement = measured(
    "best_agreement",
    r"\max_C \mathbb{P}_{x \sim \{-1,1\}^n}[C(x) = g(x)], \text{ where } g \text{ is uniform}",
    latex=r"\max_C \mathbb{P}_x[C(x) = g(x)]",
    dimension=0,
)
proof = thesis.statement(__name__, "", "Section 2.6, eq. (2.10)", note=COMPLEMENT)
union_bound = proof.step(
    "union_bound",
    "Agreement of a random Boolean function",
    quantifier=with_probability(1 - N * tail),
    concludes=Lt(best_agreement, Rational(1, 2) + excess),
)
printed = union_bound.printed()
corrected = union_bound.corrected(adding=[nonnegative_excess], note=MISSING)

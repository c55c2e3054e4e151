"""The union bound over a class of functions, in the proof of Theorem 2.5.4."""

from falsum import Lt, Rational, measured, naturals, parameter, with_probability

from ..notation import thesis
from . import claim_1 as c

N = parameter(
    "N",
    "number of functions in the class",
    domain=naturals,
    dimension=0,
    place="'N is the total number of functions in any circuit class'",
)
best_agreement = measured(
    "best_agreement",
    r"\max_C \mathbb{P}_{x \sim \{-1,1\}^n}[C(x) = g(x)], \text{ where } g \text{ is uniform}",
    latex=r"\max_C \mathbb{P}_x[C(x) = g(x)]",
    dimension=0,
)
proof = thesis.statement(
    __name__, "", "Section 2.6, eq. (2.10)", note=c.COMPLEMENT, providing=[c.positive_excess]
)
union_bound = proof.step(
    "union_bound",
    "Agreement of a random Boolean function with the best of a class",
    latex=c.RANDOM + r"\exists C \text{ s.t } \mathbb{P}_{\mathbf{x} \sim \{-1, 1\}^n} "
    r"[C(\mathbf{x}) = g(\mathbf{x})] \geq \frac{1}{2} + \epsilon \right] "
    r"\leq Ne^{-2^{n+1}\epsilon^2}",
    quantifier=with_probability(1 - N * c.tail),
    concludes=Lt(best_agreement, Rational(1, 2) + c.excess),
)
printed = union_bound.printed()
corrected = union_bound.corrected(adding=[c.nonnegative_excess], note=c.MISSING)

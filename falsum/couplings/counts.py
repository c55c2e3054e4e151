r"""Worst laws of a count of k-wise independent bits, whatever their number.

Let ``X_1, ..., X_n`` be k-wise independent bits of probability p and ``K`` their sum.  Permuting
the bits at random keeps k-wise independence and the law of K, so the worst law for an event of K
may be taken exchangeable, and an exchangeable law of bits is a law of K.  Given ``K``, the chance
that j chosen bits are all 1 is ``\binom{K}{j} / \binom{n}{j}``; so k-wise independence says exactly
``E \binom{K}{j} = \binom{n}{j} p^j`` for ``j = 1, ..., k``: k equations for n + 1 weights.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb

from falsum.couplings.assumptions import Assumption, AssumptionError, Exact, Point, expectation
from falsum.couplings.worst import ExactLaw, worst_law


def worst_count_law(
    bits: int,
    probability: Exact,
    event: Callable[[int], Exact],
    *,
    order: int = 2,
    smallest: bool = False,
) -> ExactLaw:
    """Return the worst law of the number of ones among k-wise independent bits.

    Args:
        bits: the number n of bits.
        probability: the exact probability p of a one.
        event: a truth value or an exact number for each count 0, ..., n.
        order: the k of k-wise independence; 1 assumes nothing but the margins.
        smallest: make the event least probable instead.

    Raises:
        AssumptionError: p is no probability, or the order does not lie in 1, ..., n.
    """
    if not 0 <= probability <= 1:
        raise AssumptionError(f"probability={probability} does not lie in [0, 1]")
    if not 1 <= order <= bits:
        raise AssumptionError(f"order={order} of {bits} bits; write a number from 1 to {bits}")
    points = [(count,) for count in range(bits + 1)]
    moments = [_binomial_moment(bits, Fraction(probability), j) for j in range(1, order + 1)]
    return worst_law(points, lambda x: event(x[0]), moments, smallest=smallest)


def _binomial_moment(bits: int, probability: Fraction, j: int) -> Assumption:
    def of(x: Point) -> int:
        return comb(x[0], j)

    return expectation(f"E[binomial(K, {j})]", of, comb(bits, j) * probability**j)

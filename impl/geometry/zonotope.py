"""Zonotopes ``{sum_i lambda_i b_i : -1 <= lambda_i <= 1}`` in exact arithmetic.

Generators are m >= 1 vectors of n integers or fractions, as nested sequences or a NumPy object
array; a float enters as the dyadic fraction that it is. Costs grow with ``2^m``: meant for m <= 7.

Source: mukherjee_2020, definition 7, theorem 2.3.7, definition 8.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import lcm

from impl._types import Array
from impl.geometry._exact_geometry import count_regions, determinant, in_convex_hull

Point = tuple[Fraction, ...]


def _exact(vectors: Iterable[Iterable[Fraction | int]] | Array) -> list[Point]:
    return [tuple(Fraction(v) for v in vector) for vector in vectors]


def _dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))


def _integral(vectors: list[Point]) -> tuple[list[tuple[int, ...]], int]:
    """Return integer vectors and the positive number by which they were multiplied."""
    scale = lcm(*(v.denominator for vector in vectors for v in vector))
    return [tuple(int(v * scale) for v in vector) for vector in vectors], scale


def signed_sums(generators: Array) -> frozenset[Point]:
    """Return the distinct points ``sum_i s_i b_i`` over all signs: the images of the corners."""
    vectors = _exact(generators)
    axes = list(zip(*vectors, strict=True))
    corners = product((-1, 1), repeat=len(vectors))
    return frozenset(
        tuple(sum(s * v for s, v in zip(signs, axis, strict=True)) for axis in axes)
        for signs in corners
    )


def vertices(generators: Array) -> frozenset[Point]:
    """Return the extreme points of the zonotope.

    The zonotope is the convex hull of its signed sums, so a signed sum is a vertex exactly when it
    is outside the hull of the others: decided by linear programming in integers, no count of
    vertices being assumed. The set is symmetric about 0, so a point answers for its opposite.
    """
    integers, scale = _integral(_exact(generators))
    kept = {tuple(int(v) for v in point) for point in signed_sums(integers)}
    for point in sorted(kept):
        opposite = tuple(-v for v in point)
        # A point that is not extreme may leave before the next is tried: the hull stays the same.
        if point <= opposite and in_convex_hull(point, sorted(kept - {point})):
            kept -= {point, opposite}
    return frozenset(tuple(Fraction(v, scale) for v in point) for point in kept)


def support(generators: Array, direction: Array) -> Fraction:
    """Return the greatest ``<r, x>`` over the whole zonotope.

    The value is affine in each ``lambda_i``, hence greatest at a corner of the cube of lambdas; all
    corners are tried.
    """
    return support_over(signed_sums(generators), direction)


def support_over(points: Iterable[Sequence[Fraction]], direction: Array) -> Fraction:
    """Return the greatest ``<r, x>`` over finitely many points."""
    (r,) = _exact([direction])
    return max(_dot(r, point) for point in points)


def absolute_sum(generators: Array, direction: Array) -> Fraction:
    """Return ``sum_i |<r, b_i>|``."""
    (r,) = _exact([direction])
    return sum((abs(_dot(r, b)) for b in _exact(generators)), Fraction(0))


def piece_count(generators: Array) -> int:
    """Return the number of linear pieces of the support function.

    Its gradient jumps across each hyperplane ``<r, b_i> = 0`` of a generator that is not zero, by
    twice the sum of the generators parallel to ``b_i``, all turned one way, which is not zero. So
    the pieces are the regions of that arrangement; no vertex is looked at.
    """
    integers, _ = _integral(_exact(generators))
    return count_regions(integers)


def least_minor(generators: Array) -> Fraction:
    """Return a number >= 0 that is positive exactly for generators in general position.

    For ``m >= n`` it is the least ``|det|`` of n of the generators; for ``m < n`` it is the Gram
    determinant of all of them, the square of the volume that they span.
    """
    vectors = _exact(generators)
    size = len(vectors[0])
    if len(vectors) < size:
        return determinant([[_dot(a, b) for b in vectors] for a in vectors])
    return min(abs(determinant(list(rows))) for rows in combinations(vectors, size))

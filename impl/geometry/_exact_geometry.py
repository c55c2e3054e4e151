"""Decide small questions of linear algebra and convexity in integers and fractions."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd

Vector = tuple[int, ...]


def determinant(matrix: Sequence[Sequence[Fraction]]) -> Fraction:
    """Return the determinant of a square matrix by elimination; 1 for the empty matrix."""
    rows = [list(row) for row in matrix]
    value = Fraction(1)
    for k in range(len(rows)):
        pivot = next((i for i in range(k, len(rows)) if rows[i][k]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != k:
            rows[k], rows[pivot], value = rows[pivot], rows[k], -value
        value *= rows[k][k]
        for i in range(k + 1, len(rows)):
            factor = rows[i][k] / rows[k][k]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return value


def in_convex_hull(point: Vector, others: Sequence[Vector]) -> bool:
    """Decide whether a point is a convex combination of others, by the simplex method.

    Phase 1 for ``sum_j lambda_j (p_j - p, 1) = (0, 1)``, ``lambda >= 0``: start from one artificial
    variable a row, and drive their sum to 0 if that can be done. Bland's rule (the smallest index
    enters and, among ties, leaves) ends the many degenerate pivots. The tableau holds integers over
    one common positive denominator, the previous pivot, so every division below is exact.
    """
    columns = len(others)
    rows = [[p[k] - point[k] for p in others] + [0] for k in range(len(point))]
    rows.append([1] * (columns + 1))
    rows.append([sum(column) for column in zip(*rows, strict=True)])  # the sum of artificials
    basis = list(range(columns, columns + len(rows) - 1))
    denominator = 1
    while rows[-1][-1] > 0:
        enters = next((j for j in range(columns) if rows[-1][j] > 0), None)
        if enters is None:
            return False
        leaves = _leaving_row(rows, basis, enters)
        denominator = _pivot(rows, leaves, enters, denominator)
        basis[leaves] = enters
    return True


def _leaving_row(rows: list[list[int]], basis: list[int], enters: int) -> int:
    """Return the row of least ratio; among ties, that of the smallest basic index."""
    candidates = [i for i in range(len(basis)) if rows[i][enters] > 0]
    return min(candidates, key=lambda i: (Fraction(rows[i][-1], rows[i][enters]), basis[i]))


def _pivot(rows: list[list[int]], row: int, column: int, denominator: int) -> int:
    """Exchange a basic variable in place and return the new common denominator."""
    pivot_row = rows[row]
    pivot = pivot_row[column]
    for i, entries in enumerate(rows):
        if i != row:
            factor = entries[column]
            rows[i] = [
                (a * pivot - factor * b) // denominator
                for a, b in zip(entries, pivot_row, strict=True)
            ]
    return pivot


def count_regions(normals: Iterable[Vector]) -> int:
    """Count the regions into which the hyperplanes ``<r, b> = 0`` cut the space.

    By deletion and restriction: putting a hyperplane back into the arrangement of the others
    splits as many regions as the others make within it. Normals that are zero are no hyperplanes;
    parallel ones are one.
    """
    lines = sorted({_primitive(b) for b in normals if any(b)})
    if not lines:
        return 1
    *others, last = lines
    return count_regions(others) + count_regions([_restrict(b, last) for b in others])


def _primitive(vector: Vector) -> Vector:
    """Return the shortest integer vector on the line, signed by its first entry that is not 0."""
    divisor = gcd(*vector)
    if next(v for v in vector if v) < 0:
        divisor = -divisor
    return tuple(v // divisor for v in vector)


def _restrict(form: Vector, normal: Vector) -> Vector:
    """Return a multiple of the linear form on the kernel of another, in one coordinate less.

    Where ``normal[k]`` is not 0, the kernel has the other coordinates as its own.
    """
    k = next(i for i, v in enumerate(normal) if v)
    reduced = [a * normal[k] - form[k] * b for a, b in zip(form, normal, strict=True)]
    return tuple(reduced[:k] + reduced[k + 1 :])

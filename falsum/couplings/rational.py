"""Linear algebra over the rationals, in flint."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat


def independent(matrix: Any) -> list[int]:
    """Return the columns that are no combination of those before them."""
    echelon, rank = matrix.rref()
    pivots, j = [], 0
    for i in range(rank):
        while echelon[i, j] == 0:
            j += 1
        pivots.append(j)
    return pivots


def rank(matrix: Any) -> int:
    """Return the rank of a matrix."""
    return int(matrix.rref()[1])


def with_column(matrix: Any, column: Sequence[Any]) -> Any:
    """Return the matrix with one more column."""
    m, n = matrix.nrows(), matrix.ncols()
    entries = [v for i in range(m) for v in (*(matrix[i, j] for j in range(n)), column[i])]
    return fmpq_mat(m, n + 1, entries)


def solved(square: Any, rhs: Sequence[Any]) -> list[Any]:
    """Return the solution of a square system."""
    return list(square.solve(fmpq_mat(len(rhs), 1, list(rhs))).entries())


def product(matrix: Any, vector: Sequence[Any]) -> list[Any]:
    """Return a matrix times a vector."""
    return list((matrix * fmpq_mat(len(vector), 1, list(vector))).entries())


def dot(left: Sequence[Any], right: Sequence[Any]) -> Any:
    """Return the inner product of two vectors."""
    return sum((a * b for a, b in zip(left, right, strict=True)), fmpq(0))


def fraction(value: Any) -> Fraction:
    """Return a flint rational as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def exact(values: Sequence[Any]) -> tuple[Fraction, ...]:
    """Return flint rationals as Fractions."""
    return tuple(fraction(v) for v in values)


def rounded(value: Any) -> float:
    """Return a flint rational as the nearest float."""
    return float(fraction(value))

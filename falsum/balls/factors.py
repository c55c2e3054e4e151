"""Triangular factors of matrices, exact up to square roots for matrices of points."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from flint import arb, ctx, fmpq

from falsum.balls.batches import all_points
from falsum.balls.eigen import floats, require_symmetric
from falsum.balls.ends import ZERO, Element, Result, settle, undefined
from falsum.balls.isolated import any_direction
from falsum.balls.matrices import ball_matrix
from falsum.balls.monotone import sqrt
from falsum.balls.scalar import mul, neg, reciprocal
from falsum.balls.storage import Objects, objects

_LARGEST_EXACT = 24


def short_or_balls(a: Objects) -> Objects:
    """Return a small matrix of points as it is, and anything else as balls."""
    if all_points(a) and max(a.shape) <= _LARGEST_EXACT:
        return a
    return objects([arb(x) for x in a.flat], a.shape)


def cholesky(a: Objects) -> list[Result]:
    """Return the lower factor; all of it undefined where a matrix isn't certainly definite.

    Raises:
        ValueError: the matrix is certainly not symmetric.
    """
    require_symmetric(a)
    n = len(a)
    with ctx.workprec(2 * ctx.prec):
        factor, pivots = _unit_factor(short_or_balls(a))
    if len(pivots) < n:
        return [undefined() for _ in range(n * n)]
    roots = [sqrt(_rounded(pivot))[0] for pivot in pivots]
    return [
        mul(_rounded(factor[i][j]), roots[j]) if j <= i else (ZERO, False)
        for i in range(n)
        for j in range(n)
    ]


def _unit_factor(a: Objects) -> tuple[list[list[Any]], list[Any]]:
    """Return L and d with A = L diag(d) L^T as far as the pivots are certainly positive."""
    n = len(a)
    factor: list[list[Any]] = [[fmpq(int(i == j)) for j in range(n)] for i in range(n)]
    pivots: list[Any] = []
    for j in range(n):
        row = [factor[j][k] * pivots[k] for k in range(j)]
        pivot = a[j, j] - _dot(row, factor[j][:j])
        if not pivot > 0:
            break
        for i in range(j + 1, n):
            factor[i][j] = (a[i, j] - _dot(row, factor[i][:j])) / pivot
        pivots.append(pivot)
    return factor, pivots


def _dot(x: Sequence[Any], y: Sequence[Any]) -> Any:
    return sum((p * q for p, q in zip(x, y, strict=True)), ZERO)


def _rounded(x: Any) -> Element:
    return settle(x) if isinstance(x, fmpq) else +x


def qr(a: Objects, complete: bool) -> list[Result]:
    """Return Q and then R, row by row, with the signs that floats give to the diagonal of R.

    From the first column on that isn't certainly independent of those before it, the columns of Q
    aren't unique, nor are the rows of R: they are flagged.
    """
    m, n = a.shape
    width = m if complete else min(m, n)
    with ctx.workprec(2 * ctx.prec):
        matrix = short_or_balls(a)
        columns = _orthogonal(matrix)
        products = [[_dot(q, column) for column in matrix.T.tolist()] for q in columns]
        squares = [_dot(q, q) for q in columns]
    lengths = [sqrt(_rounded(x))[0] for x in squares]
    signed = [neg(x)[0] if s else x for x, s in zip(lengths, _negative(a), strict=False)]
    units = [_scaled(q, x) for q, x in zip(columns, signed, strict=True)]
    units += [any_direction(m) for _ in range(width - len(units))]
    rows = [_row(i, products[i], signed[i]) for i in range(len(columns))]
    rows += [_unknown_row(i, n) for i in range(len(columns), width)]
    return [unit[i] for i in range(m) for unit in units] + [x for row in rows for x in row]


def _orthogonal(a: Objects) -> list[list[Any]]:
    """Return orthogonal columns with the spans of the first ones, while these are independent."""
    found: list[tuple[list[Any], Any]] = []
    for j in range(min(a.shape)):
        rest = a[:, j].tolist()
        for q, square in found:
            ratio = _dot(q, rest) / square
            rest = [x - ratio * y for x, y in zip(rest, q, strict=True)]
        length = _dot(rest, rest)
        if not length > 0:
            break
        found.append((rest, length))
    return [q for q, _ in found]


def _negative(a: Objects) -> list[bool]:
    middle = floats(ball_matrix(a))
    if not np.isfinite(middle).all():
        return [False] * min(a.shape)
    return [bool(x < 0) for x in np.diagonal(np.linalg.qr(middle)[1])]


def _scaled(values: list[Any], divisor: Element) -> list[Result]:
    return [_quotient(x, divisor) for x in values]


def _quotient(x: Any, divisor: Element) -> Result:
    return mul(_rounded(x), reciprocal(divisor)[0])


def _row(i: int, products: list[Any], diagonal: Element) -> list[Result]:
    rest = [_quotient(x, diagonal) for x in products[i + 1 :]]
    return [(ZERO, False)] * i + [(diagonal, False), *rest]


def _unknown_row(i: int, n: int) -> list[Result]:
    return [(ZERO, False) if j < i else undefined() for j in range(n)]

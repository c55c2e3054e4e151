"""Norms of vectors and of matrices."""

from typing import Any, Literal

import numpy as np

from falsum.balls import elementwise as xp
from falsum.balls import reductions
from falsum.balls.array import BallArray, coerce
from falsum.balls.batches import all_points, map_matrices, require_matrices
from falsum.balls.decompositions import svdvals
from falsum.balls.eigen import eigenvalues, is_diagonal
from falsum.balls.ends import ZERO, Element, Result
from falsum.balls.matrices import ball_matrix, rational_matrix
from falsum.balls.monotone import sqrt
from falsum.balls.scalar import absolute, add, maximum, square
from falsum.balls.searching import count_nonzero
from falsum.balls.storage import Objects, objects


def vector_norm(
    x: Any,
    /,
    *,
    axis: int | tuple[int, ...] | None = None,
    keepdims: bool = False,
    ord: int | float = 2,
) -> BallArray:
    """Return norms along axes, never negative; exact where the squared norm is a square.

    Args:
        x: array of any shape.
        axis: axes along which the elements form one vector; None means all.
        keepdims: keep them with length 1.
        ord: 1, 2, infinity or another number of at least 1; 0 counts the elements that differ
            from 0, and minus infinity gives the smallest size.

    Raises:
        ValueError: `ord` is another number below 1.
    """
    array = coerce(x)
    if ord == 0:
        return count_nonzero(array, axis=axis, keepdims=keepdims)
    if ord == -np.inf:
        return reductions.min(xp.abs(array), axis=axis, keepdims=keepdims)
    if ord == np.inf:
        return xp.maximum(reductions.max(xp.abs(array), axis=axis, keepdims=keepdims), 0)
    if ord == 1:
        return reductions.sum(xp.abs(array), axis=axis, keepdims=keepdims)
    if ord == 2:
        return xp.sqrt(reductions.sum(xp.square(array), axis=axis, keepdims=keepdims))
    if not ord >= 1:
        raise ValueError(f"vector_norm: ord={ord!r} isn't a norm; write 1, 2, inf or another p > 1")
    powers = reductions.sum(xp.abs(array) ** ord, axis=axis, keepdims=keepdims)
    return xp.pow(powers, 1 / coerce(ord))


def matrix_norm(
    x: Any,
    /,
    *,
    keepdims: bool = False,
    ord: int | float | Literal["fro", "nuc"] = "fro",
) -> BallArray:
    """Return norms of the matrices in the last two axes.

    Args:
        x: array with at least two axes.
        keepdims: keep the two axes with length 1.
        ord: "fro", "nuc" (sum of singular values), 1 (columns), infinity (rows) or 2 (spectral);
            -1, minus infinity and -2 give the smallest one instead of the largest.

    Raises:
        ValueError: another `ord`, or fewer than two axes.
    """
    array = coerce(x)
    require_matrices(array, "matrix_norm")
    if ord == "fro":
        return vector_norm(array, axis=(-2, -1), keepdims=keepdims)
    if ord in (2, -2, "nuc"):
        norm = _by_singular_values(array, ord)
        return norm[..., None, None] if keepdims else norm
    if ord not in (1, np.inf, -1, -np.inf):
        raise ValueError(f"matrix_norm: ord={ord!r}: write 'fro', 'nuc', 1, 2, inf, -1, -2 or -inf")
    summed = -2 if ord in (1, -1) else -1
    sums = reductions.sum(xp.abs(array), axis=summed, keepdims=True)
    if ord in (-1, -np.inf):
        return reductions.min(sums, axis=(-2, -1), keepdims=keepdims)
    return xp.maximum(reductions.max(sums, axis=(-2, -1), keepdims=keepdims), 0)


def _by_singular_values(x: BallArray, ord: int | float | str) -> BallArray:
    if ord == 2:
        return spectral_norm(x)
    values = svdvals(x)
    return reductions.sum(values, axis=-1) if ord == "nuc" else reductions.min(values, axis=-1)


def spectral_norm(x: Any, /) -> BallArray:
    """Return the largest singular values of the matrices in the last two axes.

    They are exact for diagonal matrices of points, and single rows or columns whose squared norm
    is a square; otherwise the square root of the largest eigenvalue of the Gram matrix.

    Raises:
        ValueError: fewer than two axes.
    """
    array = coerce(x)
    require_matrices(array, "spectral_norm")
    return map_matrices(lambda a: [_spectral(a)], (), array)


def _spectral(a: Objects) -> Result:
    if not a.size:
        return ZERO, False
    if is_diagonal(a):
        return _largest_magnitude(list(np.diagonal(a)))
    if 1 in a.shape:
        return sqrt(_sum_of_squares(list(a.flat)))
    largest, flag = eigenvalues(_gram(a if a.shape[0] <= a.shape[1] else a.T))[-1]
    return (largest, True) if flag else sqrt(maximum(largest, ZERO)[0])


def _largest_magnitude(values: list[Element]) -> Result:
    best: Element = ZERO
    for value in values:
        best = maximum(best, absolute(value)[0])[0]
    return best, False


def _sum_of_squares(values: list[Element]) -> Element:
    total: Element = ZERO
    for value in values:
        total = add(total, square(value)[0])[0]
    return total


def _gram(a: Objects) -> Objects:
    if all_points(a):
        points = rational_matrix(a)
        return objects((points * points.transpose()).entries(), (a.shape[0],) * 2)
    balls = ball_matrix(a)
    return objects((balls * balls.transpose()).entries(), (a.shape[0],) * 2)

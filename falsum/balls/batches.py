"""Application of a function on matrices to arrays with leading batch axes."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from flint import fmpq

from falsum.balls.array import BallArray
from falsum.balls.ends import Element, Result, Segment, as_arb, is_bounded, undefined
from falsum.balls.storage import Objects, as_objects, checked, elementwise, objects

MatrixFunction = Callable[..., Sequence[Result]]


def require_matrices(x: BallArray, name: str, *, square: bool = False) -> None:
    """Refuse arrays that aren't (square) matrices.

    Raises:
        ValueError: fewer than two axes, or a matrix that isn't square where it must be.
    """
    if x.ndim < 2 or (square and x.shape[-1] != x.shape[-2]):
        kind = "square matrices" if square else "matrices"
        raise ValueError(f"{name}: expected {kind} in the last two axes, got shape {x.shape}")


def map_matrices(function: MatrixFunction, tail: tuple[int, ...], *arrays: BallArray) -> BallArray:
    """Apply `function` to the matrices in the last two axes, broadcasting the leading ones.

    The function takes object arrays of points and balls and returns a flat list of results for
    the shape `tail`. Matrices that may be undefined or infinite give undefined results.
    """
    batch = np.broadcast_shapes(*(x.shape[:-2] for x in arrays))
    stored = [[np.broadcast_to(part, batch + x.shape[-2:]) for part in x.stored] for x in arrays]
    results: list[Result] = []
    for k in np.ndindex(batch):
        if any(flag[k].any() for _, flag in stored):
            results += [undefined() for _ in range(math.prod(tail))]
        else:
            results += _apply(function, [data[k] for data, _ in stored], math.prod(tail))
    shape = batch + tail
    flags = np.array([flag for _, flag in results], dtype=np.bool_).reshape(shape)
    return BallArray(*checked(objects([value for value, _ in results], shape), flags))


def map_to_several(
    function: MatrixFunction, tails: Sequence[tuple[int, ...]], *arrays: BallArray
) -> list[BallArray]:
    """Apply a function whose flat list holds results for several shapes, one after the other."""
    lengths = [math.prod(tail) for tail in tails]
    data, flag = map_matrices(function, (sum(lengths),), *arrays).stored
    stops = np.cumsum(lengths)
    parts = [np.s_[..., stop - length : stop] for stop, length in zip(stops, lengths, strict=True)]
    return [
        BallArray(
            data[part].reshape(data.shape[:-1] + tail), flag[part].reshape(data.shape[:-1] + tail)
        )
        for part, tail in zip(parts, tails, strict=True)
    ]


def _apply(function: MatrixFunction, matrices: list[Objects], size: int) -> Sequence[Result]:
    if not all(is_bounded(x) for matrix in matrices for x in matrix.flat):
        return [undefined() for _ in range(size)]
    return function(*(_without_segments(matrix) for matrix in matrices))


def _without_segments(matrix: Objects) -> Objects:
    return as_objects(elementwise(_without_segment, 1, matrix))


def _without_segment(x: Element) -> Element:
    return as_arb(x) if isinstance(x, Segment) else x


def all_points(matrix: Objects) -> bool:
    """Return whether every element is an exact rational."""
    return all(isinstance(x, fmpq) for x in matrix.flat)

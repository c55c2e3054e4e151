"""Products of matrices, batched over leading axes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from flint import arb, arb_mat, fmpq, fmpq_mat

from falsum.balls import scalar
from falsum.balls.array import BallArray, coerce
from falsum.balls.ends import Element, Result, Segment, settle
from falsum.balls.manipulation import moveaxis, stack
from falsum.balls.reductions import fold_sum, reduce_by
from falsum.balls.storage import Mask, Objects, checked, objects


def matmul(x1: Any, x2: Any, /) -> BallArray:
    """Return the matrix product; vectors and leading axes as in the array API standard.

    Raises:
        ValueError: the inner lengths differ or an argument has no axes.
    """
    a, b = coerce(x1), coerce(x2)
    if not a.ndim or not b.ndim:
        raise ValueError("matmul: both arguments need at least one axis")
    left = a if a.ndim > 1 else a[None, :]
    right = b if b.ndim > 1 else b[:, None]
    if left.shape[-1] != right.shape[-2]:
        raise ValueError(f"matmul: inner lengths differ in shapes {a.shape} and {b.shape}")
    result = _batched(left, right)
    if a.ndim == 1:
        result = result[..., 0, :]
    return result[..., 0] if b.ndim == 1 else result


def _batched(a: BallArray, b: BallArray) -> BallArray:
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    shape = (*batch, a.shape[-2], b.shape[-1])
    data, flag = np.empty(shape, dtype=object), np.zeros(shape, dtype=np.bool_)
    left, right = (_spread(x, batch) for x in (a, b))
    for k in np.ndindex(batch):
        data[k], flag[k] = _product(left[0][k], right[0][k])
        rows = np.any(left[1][k], axis=-1, keepdims=True)
        flag[k] |= rows | np.any(right[1][k], axis=-2, keepdims=True)
    return BallArray(*checked(data, flag))


def _spread(x: BallArray, batch: tuple[int, ...]) -> tuple[Objects, Mask]:
    shape = batch + x.shape[-2:]
    data, flag = x.stored
    return np.broadcast_to(data, shape), np.broadcast_to(flag, shape)


def _product(a: Objects, b: Objects) -> tuple[Objects, Mask]:
    kinds = {type(x) for x in a.flat} | {type(x) for x in b.flat}
    rows, inner, columns = *a.shape, b.shape[1]
    if Segment in kinds or not inner:
        return _product_by_elements(a, b)
    flag = np.zeros((rows, columns), dtype=np.bool_)
    if kinds == {fmpq}:
        return _product_of_points(a, b), flag
    result = objects((ball_matrix(a) * ball_matrix(b)).entries(), (rows, columns))
    row_mask = np.array([_all_points(row) for row in a], dtype=np.bool_)
    column_mask = np.array([_all_points(column) for column in b.T], dtype=np.bool_)
    if row_mask.any() and column_mask.any():
        exact = _product_of_points(a[row_mask], b[:, column_mask])
        result[np.ix_(row_mask, column_mask)] = exact
    return result, flag


def _all_points(values: Objects) -> bool:
    return all(isinstance(x, fmpq) for x in values)


def _product_of_points(a: Objects, b: Objects) -> Objects:
    product = rational_matrix(a) * rational_matrix(b)
    return objects([settle(x) for x in product.entries()], (a.shape[0], b.shape[1]))


def _product_by_elements(a: Objects, b: Objects) -> tuple[Objects, Mask]:
    results = [_dot(row, column) for row in a.tolist() for column in b.T.tolist()]
    shape = (a.shape[0], b.shape[1])
    flag = np.array([f for _, f in results], dtype=np.bool_).reshape(shape)
    return objects([value for value, _ in results], shape), flag


def _dot(row: Sequence[Element], column: Sequence[Element]) -> Result:
    products = [scalar.mul(x, y) for x, y in zip(row, column, strict=True)]
    total, flag = fold_sum([value for value, _ in products])
    return total, flag or any(f for _, f in products)


def rational_matrix(a: Objects) -> fmpq_mat:
    """Return flint's matrix of an object array of points."""
    return fmpq_mat(a.shape[0], a.shape[1], a.ravel().tolist())


def ball_matrix(a: Objects) -> arb_mat:
    """Return flint's matrix of an object array of points and balls."""
    entries = [x if isinstance(x, arb) else arb(x) for x in a.flat]
    return arb_mat(a.shape[0], a.shape[1], entries)


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> BallArray:
    """Return sums of products along an axis."""
    a, b = coerce(x1), coerce(x2)
    return reduce_by(a * b, fold_sum, axis, False)


def cross(x1: Any, x2: Any, /, *, axis: int = -1) -> BallArray:
    """Return cross products along an axis of length 3.

    Raises:
        ValueError: the axis has another length.
    """
    a, b = (moveaxis(coerce(x), axis, 0) for x in (x1, x2))
    if len(a) != 3 or len(b) != 3:
        raise ValueError(f"cross: axis {axis} must have length 3, got {len(a)} and {len(b)}")
    parts = [a[i] * b[j] - a[j] * b[i] for i, j in ((1, 2), (2, 0), (0, 1))]
    result: BallArray = stack(parts, axis=axis)
    return result


def outer(x1: Any, x2: Any, /) -> BallArray:
    """Return the products of all pairs of elements of two vectors."""
    return coerce(x1)[:, None] * coerce(x2)[None, :]


def tensordot(x1: Any, x2: Any, /, *, axes: int | tuple[Any, Any] = 2) -> BallArray:
    """Contract axes: the last `axes` ones with the first, or two lists of axes."""
    a, b = coerce(x1), coerce(x2)
    first, second = _contracted(a.ndim, axes)
    first, second = [k % a.ndim for k in first], [k % b.ndim for k in second]
    kept_a = [k for k in range(a.ndim) if k not in first]
    kept_b = [k for k in range(b.ndim) if k not in second]
    inner = int(np.prod([a.shape[k] for k in first]))
    left = _flatten(a, kept_a + first, (-1, inner), len(kept_a))
    right = _flatten(b, second + kept_b, (inner, -1), len(kept_b))
    shape = tuple(a.shape[k] for k in kept_a) + tuple(b.shape[k] for k in kept_b)
    data, flag = matmul(left, right).stored
    return BallArray(data.reshape(shape), flag.reshape(shape))


def _contracted(ndim: int, axes: int | tuple[Any, Any]) -> tuple[list[int], list[int]]:
    if isinstance(axes, int):
        return list(range(ndim - axes, ndim)), list(range(axes))
    return list(axes[0]), list(axes[1])


def _flatten(x: BallArray, order: list[int], shape: tuple[int, int], kept: int) -> BallArray:
    lengths = [x.shape[k] for k in order]
    rows = int(np.prod(lengths[:kept] if shape[0] == -1 else lengths[len(lengths) - kept :]))
    target = (rows, shape[1]) if shape[0] == -1 else (shape[0], rows)
    data, flag = x.stored
    return BallArray(data.transpose(order).reshape(target), flag.transpose(order).reshape(target))

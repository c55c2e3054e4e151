"""Reductions along axes: sums, products, extremes and order."""

import math
from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import Any

import numpy as np
from flint import fmpq
from numpy.lib.array_utils import normalize_axis_tuple

from falsum.balls import monotone, scalar, truth
from falsum.balls.array import BallArray, coerce, map_unary
from falsum.balls.context import Undecided
from falsum.balls.dtypes import DType
from falsum.balls.ends import (
    INF,
    NEG_INF,
    ONE,
    ZERO,
    Element,
    End,
    Result,
    Segment,
    ends,
    less,
    make,
)
from falsum.balls.order import less_equal, less_than
from falsum.balls.storage import checked, objects
from falsum.balls.truth import Truth, as_truth

Axis = int | tuple[int, ...] | None
Fold = Callable[[Sequence[Element]], Result]


def reduce_by(x: BallArray, fold: Fold, axis: Axis, keepdims: bool) -> BallArray:
    """Fold the elements along axes into one; flags along them are united."""
    data, flag = x.stored
    axes = _axes(axis, x.ndim)
    kept = tuple(a for a in range(x.ndim) if a not in axes)
    shape = tuple(data.shape[a] for a in kept)
    rows = data.transpose(kept + axes).reshape(math.prod(shape), _count(x, axis))
    results = [fold(row.tolist()) for row in rows]
    full = tuple(1 if a in axes else data.shape[a] for a in range(x.ndim))
    new_shape = full if keepdims else shape
    flags = np.array([f for _, f in results], dtype=np.bool_).reshape(new_shape)
    values = objects([value for value, _ in results], new_shape)
    return BallArray(*checked(values, flags | np.any(flag, axis=axes, keepdims=keepdims)))


def _axes(axis: Axis, ndim: int) -> tuple[int, ...]:
    return tuple(range(ndim)) if axis is None else normalize_axis_tuple(axis, ndim)


def _count(x: BallArray, axis: Axis) -> int:
    return math.prod(x.shape[a] for a in _axes(axis, x.ndim))


def _folding(step: Callable[[Element, Element], Result], start: Element) -> Fold:
    def fold(values: Sequence[Element]) -> Result:
        total, flag = (values[0], False) if values else (start, False)
        for value in values[1:]:
            total, new_flag = step(total, value)
            flag = flag or new_flag
        return total, flag

    return fold


fold_sum = _folding(scalar.add, ZERO)
_fold_product = _folding(scalar.mul, ONE)
_fold_min = _folding(scalar.minimum, Segment(INF, INF))
_fold_max = _folding(scalar.maximum, Segment(NEG_INF, NEG_INF))


def sum(
    x: Any, /, *, axis: Axis = None, dtype: DType | None = None, keepdims: bool = False
) -> BallArray:
    """Return sums along axes; a sum over nothing is 0, truth values count as 0 and 1."""
    return reduce_by(coerce(x), fold_sum, axis, keepdims)


def prod(
    x: Any, /, *, axis: Axis = None, dtype: DType | None = None, keepdims: bool = False
) -> BallArray:
    """Return products along axes; a product over nothing is 1."""
    return reduce_by(coerce(x), _fold_product, axis, keepdims)


def min(x: Any, /, *, axis: Axis = None, keepdims: bool = False) -> BallArray:
    """Return the smallest elements; over nothing it is exactly plus infinity."""
    return reduce_by(coerce(x), _fold_min, axis, keepdims)


def max(x: Any, /, *, axis: Axis = None, keepdims: bool = False) -> BallArray:
    """Return the largest elements; over nothing it is exactly minus infinity."""
    return reduce_by(coerce(x), _fold_max, axis, keepdims)


def mean(x: Any, /, *, axis: Axis = None, keepdims: bool = False) -> BallArray:
    """Return means along axes; the mean of nothing is flagged."""
    array = coerce(x)
    return sum(array, axis=axis, keepdims=keepdims) / _count(array, axis)


def var(
    x: Any, /, *, axis: Axis = None, correction: int | float = 0.0, keepdims: bool = False
) -> BallArray:
    """Return variances along axes, divided by the count less `correction`."""
    array = coerce(x)
    away = array - mean(array, axis=axis, keepdims=True)
    divisor = _count(array, axis) - coerce(correction)
    return sum(away * away, axis=axis, keepdims=keepdims) / divisor


def std(
    x: Any, /, *, axis: Axis = None, correction: int | float = 0.0, keepdims: bool = False
) -> BallArray:
    """Return standard deviations along axes."""
    return map_unary(monotone.sqrt, var(x, axis=axis, correction=correction, keepdims=keepdims))


def all(x: Any, /, *, axis: Axis = None, keepdims: bool = False) -> Truth:
    """Return whether all entries along axes hold, three-valued."""
    return truth.reduce_all(_as_relation(x), axis, keepdims)


def any(x: Any, /, *, axis: Axis = None, keepdims: bool = False) -> Truth:
    """Return whether an entry along axes holds, three-valued."""
    return truth.reduce_any(_as_relation(x), axis, keepdims)


def _as_relation(x: Any) -> Truth:
    return x != 0 if isinstance(x, BallArray) else as_truth(x)


def argmax(x: Any, /, *, axis: int | None = None, keepdims: bool = False) -> BallArray:
    """Return the index of the first largest element.

    Raises:
        Undecided: the enclosures don't decide which one it is.
        ValueError: there are no elements.
    """
    return _arg(-coerce(x), axis, keepdims)


def argmin(x: Any, /, *, axis: int | None = None, keepdims: bool = False) -> BallArray:
    """Return the index of the first smallest element; raise as `argmax` does."""
    return _arg(coerce(x), axis, keepdims)


def _arg(x: BallArray, axis: int | None, keepdims: bool) -> BallArray:
    if x.stored[1].any():
        raise Undecided("argmin or argmax of elements that may be undefined")
    return reduce_by(x, _first_smallest, axis, keepdims)


def _first_smallest(values: Sequence[Element]) -> Result:
    if not values:
        raise ValueError("argmin or argmax of an empty sequence")
    best = 0
    for k in range(1, len(values)):
        if _certainly(less_than(values[k], values[best])):
            best = k
    for k, value in enumerate(values):
        relation = less_than(values[best], value) if k < best else less_equal(values[best], value)
        if k != best and not _certainly(relation):
            raise Undecided(
                f"elements {best} and {k} overlap: argmin or argmax is undecided; "
                "raise the precision (falsum.balls.precision)"
            )
    return fmpq(best), False


def _certainly(relation: tuple[bool, bool]) -> bool:
    return not relation[1]


def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> BallArray:
    """Return enclosures of the sorted values along an axis.

    The value at rank k lies between rank k of the lower and rank k of the upper bounds.
    """
    array = coerce(x)
    data, flag = (np.moveaxis(part, axis, -1) for part in array.stored)
    rows = data.reshape(-1, data.shape[-1]) if data.size else data.reshape(0, 1)
    ranked = [value for row in rows for value in sorted_elements(row.tolist(), descending)]
    result = objects(ranked, data.shape)
    flags = np.broadcast_to(flag.any(axis=-1, keepdims=True), flag.shape)
    return BallArray(np.moveaxis(result, -1, axis), np.moveaxis(flags, -1, axis).copy())


def sorted_elements(values: list[Element], descending: bool) -> list[Element]:
    """Return enclosures of the values in ascending or descending order."""
    bounds = [ends(value) for value in values]
    lows = _ranks([b.lo for b in bounds])
    highs = _ranks([b.hi for b in bounds])
    ranked = [
        values[i] if i == j else make(bounds[i].lo, bounds[j].hi)
        for i, j in zip(lows, highs, strict=True)
    ]
    return ranked[::-1] if descending else ranked


def ranks(values: list[Element]) -> list[int]:
    """Return the places of elements in the stable order of their lower ends."""
    return _ranks([ends(value).lo for value in values])


def _ranks(keys: list[End]) -> list[int]:
    def compare(i: int, j: int) -> int:
        return int(less(keys[j], keys[i])) - int(less(keys[i], keys[j]))

    return sorted(range(len(keys)), key=cmp_to_key(compare))

"""Functions of the namespace along one axis: running sums and products, differences."""

from collections.abc import Callable
from typing import Any

import numpy as np

from falsum.balls.array import BallArray, coerce
from falsum.balls.dtypes import DType
from falsum.balls.ends import ONE, ZERO, Element
from falsum.balls.manipulation import concat

Step = Callable[[BallArray, BallArray], BallArray]


def cumulative_sum(
    x: Any, /, *, axis: int | None = None, dtype: DType | None = None, include_initial: bool = False
) -> BallArray:
    """Return running sums along an axis, starting with 0 if `include_initial`.

    Raises:
        ValueError: no axis is named and there isn't exactly one.
    """
    array = coerce(x)
    along = _axis(array, axis, "cumulative_sum")
    return _running(array, along, lambda total, row: total + row, ZERO, include_initial)


def cumulative_prod(
    x: Any, /, *, axis: int | None = None, dtype: DType | None = None, include_initial: bool = False
) -> BallArray:
    """Return running products along an axis, starting with 1 if `include_initial`.

    Raises:
        ValueError: no axis is named and there isn't exactly one.
    """
    array = coerce(x)
    along = _axis(array, axis, "cumulative_prod")
    return _running(array, along, lambda total, row: total * row, ONE, include_initial)


def _axis(x: BallArray, axis: int | None, name: str) -> int:
    if axis is None and x.ndim != 1:
        raise ValueError(f"{name}: name the axis of an array of {x.ndim} axes")
    return 0 if axis is None else axis


def _running(x: BallArray, axis: int, step: Step, start: Element, initial: bool) -> BallArray:
    data, flag = (np.moveaxis(part, axis, 0) for part in x.stored)
    total = BallArray(np.full(data.shape[1:], start, dtype=object), np.zeros(flag.shape[1:], bool))
    steps = [total] if initial else []
    for row, row_flag in zip(data, flag, strict=True):
        total = step(total, BallArray(np.asarray(row, dtype=object), np.asarray(row_flag)))
        steps.append(total)
    if not steps:
        return x
    parts = [each.stored for each in steps]
    return BallArray(
        np.stack([part[0] for part in parts], axis=axis),
        np.stack([part[1] for part in parts], axis=axis),
    )


def diff(
    x: Any, /, *, axis: int = -1, n: int = 1, prepend: Any = None, append: Any = None
) -> BallArray:
    """Return differences of neighbours along an axis, `n` times, with what is put at the ends."""
    ends = [None if part is None else coerce(part) for part in (prepend, append)]
    parts = [part for part in (ends[0], coerce(x), ends[1]) if part is not None]
    array: BallArray = concat(parts, axis=axis) if len(parts) > 1 else parts[0]
    for _ in range(n):
        data, flag = (np.moveaxis(part, axis, 0) for part in array.stored)
        change = BallArray(data[1:], flag[1:]) - BallArray(data[:-1], flag[:-1])
        array = BallArray(*(np.moveaxis(part, 0, axis) for part in change.stored))
    return array

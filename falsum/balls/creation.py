"""Creation functions of the namespace; `dtype`, `device` and `copy` have no effect on numbers."""

from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from falsum.balls.array import BallArray, coerce, map_unary
from falsum.balls.context import NotRational
from falsum.balls.convert import to_fraction
from falsum.balls.dtypes import DType
from falsum.balls.dtypes import bool as bool_dtype
from falsum.balls.functions import truncate
from falsum.balls.truth import Truth

Axes: TypeAlias = int | tuple[int, ...]


def asarray(
    obj: Any, /, *, dtype: DType | None = None, device: object = None, copy: bool | None = None
) -> Any:
    """Return a BallArray of exact numbers, or a Truth from booleans.

    Args:
        obj: BallArray, Truth, number (int, float, Fraction, `fmpq`, `arb`), nested lists of them,
            or a numpy array. A float is its exact dyadic rational, a float NaN is flagged.
        dtype: the boolean type turns numbers into "differs from 0"; others are ignored.
        device: ignored.
        copy: True forces a copy.

    Raises:
        TypeError: an entry isn't a real number.
    """
    result = _truth_or_numbers(obj)
    if copy:
        result = _copy(result)
    return result if dtype is None else astype(result, dtype)


def _copy(x: Any) -> Any:
    if isinstance(x, Truth):
        return Truth(x.can_be_true, x.can_be_false, x.maybe_undefined)
    data, flag = x.stored
    return BallArray(data.copy(), flag.copy())


def _truth_or_numbers(obj: Any) -> Any:
    if isinstance(obj, (BallArray, Truth)):
        return obj
    if isinstance(obj, (bool, np.bool_)):
        return Truth.decided(obj)
    if isinstance(obj, (list, tuple)) and obj:
        parts = [_truth_or_numbers(part) for part in obj]
        if all(isinstance(part, Truth) for part in parts):
            masks = [(p.can_be_true, p.can_be_false, p.maybe_undefined) for p in parts]
            return Truth(*(np.stack(group) for group in zip(*masks, strict=True)))
        return coerce(parts)
    if hasattr(obj, "__array__") and np.asarray(obj).dtype == np.bool_:
        return Truth.decided(np.asarray(obj))
    return coerce(obj)


def astype(
    x: Any, dtype: DType, /, *, copy: bool = True, device: object = None
) -> BallArray | Truth:
    """Convert between numbers and truth values; an undecided one becomes the segment [0, 1].

    An integral type cuts what is behind the point, as it does in floats.
    """
    if dtype == bool_dtype:
        return x if isinstance(x, Truth) else coerce(x) != 0
    return map_unary(truncate, coerce(x)) if dtype.kind == "integral" else coerce(x)


def full(shape: Axes, fill_value: Any, *, dtype: DType | None = None, device: object = None) -> Any:
    """Return an array filled with one value."""
    value = asarray(fill_value, dtype=dtype)
    if isinstance(value, Truth):
        return Truth(
            np.broadcast_to(value.can_be_true, shape),
            np.broadcast_to(value.can_be_false, shape),
            np.broadcast_to(value.maybe_undefined, shape),
        )
    data, flag = value.stored
    return BallArray(np.broadcast_to(data, shape).copy(), np.broadcast_to(flag, shape).copy())


def zeros(shape: Axes, *, dtype: DType | None = None, device: object = None) -> Any:
    """Return an array of zeros."""
    return full(shape, 0, dtype=dtype)


def ones(shape: Axes, *, dtype: DType | None = None, device: object = None) -> Any:
    """Return an array of ones."""
    return full(shape, 1, dtype=dtype)


empty = zeros


def full_like(
    x: Any, /, fill_value: Any, *, dtype: DType | None = None, device: object = None
) -> Any:
    """Return an array of the shape of `x` filled with one value."""
    return full(x.shape, fill_value, dtype=x.dtype if dtype is None else dtype)


def zeros_like(x: Any, /, *, dtype: DType | None = None, device: object = None) -> Any:
    """Return zeros of the shape of `x`."""
    return full_like(x, 0, dtype=dtype)


def ones_like(x: Any, /, *, dtype: DType | None = None, device: object = None) -> Any:
    """Return ones of the shape of `x`."""
    return full_like(x, 1, dtype=dtype)


empty_like = zeros_like


def arange(
    start: Any,
    /,
    stop: Any = None,
    step: Any = 1,
    *,
    dtype: DType | None = None,
    device: object = None,
) -> BallArray:
    """Return exact numbers from `start` up to but without `stop`.

    Raises:
        NotRational: a bound isn't an exact rational.
        ValueError: the step is zero.
    """
    first, last = (0, start) if stop is None else (start, stop)
    a, b, h = (_rational(value) for value in (first, last, step))
    if h == 0:
        raise ValueError("arange: step must not be 0")
    count = max(0, -((a - b) // h))
    return coerce([a + k * h for k in range(count)])


def linspace(
    start: Any,
    stop: Any,
    /,
    num: int,
    *,
    dtype: DType | None = None,
    device: object = None,
    endpoint: bool = True,
) -> BallArray:
    """Return `num` exact numbers at equal distances.

    Raises:
        NotRational: a bound isn't an exact rational.
    """
    a, b = _rational(start), _rational(stop)
    steps = max(num - 1 if endpoint else num, 1)
    return coerce([a + (b - a) * k / steps for k in range(num)])


def _rational(value: Any) -> Fraction:
    array = coerce(value)
    if array.ndim or array.maybe_undefined.any():
        raise NotRational(f"{value!r} isn't one exact rational")
    return to_fraction(array.elements().item())


def eye(
    n_rows: int,
    n_cols: int | None = None,
    /,
    *,
    k: int = 0,
    dtype: DType | None = None,
    device: object = None,
) -> BallArray:
    """Return ones on diagonal `k` and zeros elsewhere."""
    return coerce(np.eye(n_rows, n_cols, k, dtype=np.int64))


def meshgrid(*arrays: Any, indexing: str = "xy") -> list[BallArray]:
    """Return coordinate arrays from coordinate vectors."""
    vectors = [coerce(x).stored for x in arrays]
    data = np.meshgrid(*(x[0] for x in vectors), indexing=_indexing(indexing))
    flag = np.meshgrid(*(x[1] for x in vectors), indexing=_indexing(indexing))
    return [BallArray(d.copy(), f.copy()) for d, f in zip(data, flag, strict=True)]


def _indexing(name: str) -> Any:
    if name not in ("xy", "ij"):
        raise ValueError(f"indexing={name!r}: write 'xy' or 'ij'")
    return name

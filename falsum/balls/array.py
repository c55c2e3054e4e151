"""Arrays of elements with a mask of what may be undefined."""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from falsum.balls import division, order, powers, scalar
from falsum.balls.data import Data
from falsum.balls.ends import ONE, ZERO, Element, Result, Segment, ends, make
from falsum.balls.exits import by_operators
from falsum.balls.order import Maybe
from falsum.balls.storage import (
    apply_binary,
    apply_order,
    apply_unary,
    as_objects,
    lift_objects,
    objects,
)
from falsum.balls.truth import Truth, index


class BallArray(Data):
    """An array of rigorous enclosures that speaks the array API standard.

    Use `asarray`, `from_fractions`, `from_floats`, `from_bounds` to make one. The two arguments
    here are the elements as an object array and the mask of what may be undefined; they aren't
    checked.
    """

    NAMESPACE: ClassVar[Any] = None  # which sets itself

    __slots__ = ()
    __array_priority__ = 1000
    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def from_bounds(cls, lower: Any, upper: Any) -> "BallArray":
        """Make an array of segments that cover `lower` to `upper`, elementwise.

        Raises:
            ValueError: an upper bound is certainly less than its lower bound.
        """
        return map_binary(_between, coerce(lower), coerce(upper))

    def to_device(self, device: str, /, *, stream: None = None) -> "BallArray":
        """Return the array itself; there is one device."""
        return self

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return by_operators(coerce, ufunc, method, *inputs, **kwargs)

    def __array_namespace__(self, *, api_version: str | None = None) -> Any:
        return self.NAMESPACE

    def __getitem__(self, key: Any) -> "BallArray":
        where = index(key)
        return BallArray(as_objects(self._data[where]), np.asarray(self._flag[where]))

    def __setitem__(self, key: Any, value: Any) -> None:
        where, other = index(key), coerce(value)
        self._data[where] = other._data if other.ndim else other._data[()]
        self._flag[where] = other._flag

    def __bool__(self) -> bool:
        return bool(self != 0)

    def __pos__(self) -> "BallArray":
        return self

    def __neg__(self) -> "BallArray":
        return map_unary(scalar.neg, self)

    def __abs__(self) -> "BallArray":
        return map_unary(scalar.absolute, self)

    def __add__(self, other: Any) -> "BallArray":
        return _operate(scalar.add, self, other)

    def __radd__(self, other: Any) -> "BallArray":
        return _operate(scalar.add, other, self)

    def __sub__(self, other: Any) -> "BallArray":
        return _operate(scalar.sub, self, other)

    def __rsub__(self, other: Any) -> "BallArray":
        return _operate(scalar.sub, other, self)

    def __mul__(self, other: Any) -> "BallArray":
        return (
            map_unary(scalar.square, self) if other is self else _operate(scalar.mul, self, other)
        )

    def __rmul__(self, other: Any) -> "BallArray":
        return _operate(scalar.mul, other, self)

    def __truediv__(self, other: Any) -> "BallArray":
        return _operate(scalar.div, self, other)

    def __rtruediv__(self, other: Any) -> "BallArray":
        return _operate(scalar.div, other, self)

    def __floordiv__(self, other: Any) -> "BallArray":
        return _operate(division.floor_divide, self, other)

    def __rfloordiv__(self, other: Any) -> "BallArray":
        return _operate(division.floor_divide, other, self)

    def __mod__(self, other: Any) -> "BallArray":
        return _operate(division.remainder, self, other)

    def __rmod__(self, other: Any) -> "BallArray":
        return _operate(division.remainder, other, self)

    def __pow__(self, other: Any) -> "BallArray":
        return _operate(powers.power, self, other)

    def __rpow__(self, other: Any) -> "BallArray":
        return _operate(powers.power, other, self)

    def __matmul__(self, other: Any) -> "BallArray":
        return self.NAMESPACE.matmul(self, coerce(other))  # type: ignore[no-any-return]

    def __rmatmul__(self, other: Any) -> "BallArray":
        return self.NAMESPACE.matmul(coerce(other), self)  # type: ignore[no-any-return]

    def __lt__(self, other: Any) -> Truth:
        return compare(order.less_than, self, other)

    def __le__(self, other: Any) -> Truth:
        return compare(order.less_equal, self, other)

    def __gt__(self, other: Any) -> Truth:
        return compare(order.less_than, other, self)

    def __ge__(self, other: Any) -> Truth:
        return compare(order.less_equal, other, self)

    def __eq__(self, other: Any) -> Truth:  # type: ignore[override]
        return compare(order.equal, self, other)

    def __ne__(self, other: Any) -> Truth:  # type: ignore[override]
        return compare(order.not_equal, self, other)


def _between(low: Element, high: Element) -> Result:
    return make(ends(low).lo, ends(high).hi), False


def map_unary(function: Callable[..., Result], x: BallArray) -> BallArray:
    """Apply an element function to every element."""
    return BallArray(*apply_unary(function, x.stored))


def map_binary(function: Callable[..., Result], x: BallArray, y: BallArray) -> BallArray:
    """Apply an element function to pairs, with broadcasting."""
    return BallArray(*apply_binary(function, x.stored, y.stored))


def _operate(function: Callable[..., Result], x: Any, y: Any) -> BallArray:
    return map_binary(function, coerce(x), coerce(y))


def compare(function: Callable[..., Maybe], x: Any, y: Any) -> Truth:
    """Compare pairs, with broadcasting."""
    return Truth(*apply_order(function, coerce(x).stored, coerce(y).stored))


def coerce(value: Any) -> BallArray:
    """Return a BallArray from one, from a Truth (as 0 and 1), a number or (nested) lists.

    Raises:
        InexactNumber: an entry may have been rounded.
        TypeError: an entry isn't a real number.
    """
    if isinstance(value, BallArray):
        return value
    if isinstance(value, Truth):
        return indicator(value)
    if isinstance(value, (list, tuple)):
        return _from_list(value)
    if hasattr(value, "__array__"):
        return _from_numpy(np.asarray(value))
    return BallArray(*lift_objects(as_objects(value)))


def _from_list(values: list[Any] | tuple[Any, ...]) -> BallArray:
    if not any(isinstance(value, (list, tuple, BallArray, np.ndarray)) for value in values):
        return BallArray(*lift_objects(objects(values, (len(values),))))
    parts = [coerce(value) for value in values]
    if len({part.shape for part in parts}) > 1:
        raise ValueError(f"ragged nested lists: shapes {[part.shape for part in parts]}")
    data = np.stack([part.stored[0] for part in parts])
    return BallArray(data, np.stack([part.stored[1] for part in parts]))


def _from_numpy(values: npt.NDArray[Any]) -> BallArray:
    if values.dtype == np.bool_:
        return indicator(Truth.decided(values))
    return BallArray(*lift_objects(values.astype(object) if values.dtype.kind in "iu" else values))


def indicator(truth: Truth) -> BallArray:
    """Return 1 where true, 0 where false, the segment between where undecided."""
    choices = [
        (Segment(ZERO, ONE) if may_not else ONE) if may else ZERO
        for may, may_not in zip(truth.can_be_true.flat, truth.can_be_false.flat, strict=True)
    ]
    return BallArray(objects(choices, truth.shape), truth.maybe_undefined.copy())

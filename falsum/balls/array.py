"""Arrays of elements with a mask of what may be undefined."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from flint import arb, fmpq

from falsum.balls import order, powers, scalar
from falsum.balls.context import NotRational
from falsum.balls.convert import decode, encode, shorten, to_float, to_fraction
from falsum.balls.dtypes import DType, float64
from falsum.balls.ends import ONE, ZERO, Element, End, Ends, Result, Segment, ends, is_infinite, make
from falsum.balls.order import Maybe
from falsum.balls.storage import (
    Mask,
    Objects,
    Stored,
    apply_binary,
    apply_order,
    apply_unary,
    as_objects,
    lift_objects,
    objects,
)
from falsum.balls.truth import Truth

Shape: TypeAlias = tuple[int, ...]


class BallArray:
    """An array of rigorous enclosures that speaks the array API standard.

    Use `asarray`, `from_fractions`, `from_bounds` to make one. The two arguments here are the
    elements as an object array and the mask of what may be undefined; they aren't checked.
    """

    __slots__ = ("_data", "_flag")
    __array_priority__ = 1000
    __array_ufunc__ = None
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, data: Objects, flag: Mask) -> None:
        self._data = data
        self._flag = flag

    @classmethod
    def from_fractions(cls, values: npt.ArrayLike | Fraction) -> "BallArray":
        """Make an array of points from (nested lists of) Fractions or integers."""
        return coerce(values)

    @classmethod
    def from_bounds(cls, lower: Any, upper: Any) -> "BallArray":
        """Make an array of segments that cover `lower` to `upper`, elementwise.

        Raises:
            ValueError: an upper bound is certainly less than its lower bound.
        """
        return map_binary(_between, coerce(lower), coerce(upper))

    @classmethod
    def from_enclosure(cls, record: dict[str, Any]) -> "BallArray":
        """Restore an array from what `enclosure` returned."""
        shape = tuple(record["shape"])
        data = objects([decode(item) for item in record["elements"]], shape)
        return cls(data, np.array(record["maybe_undefined"], dtype=np.bool_).reshape(shape))

    def enclosure(self) -> dict[str, Any]:
        """Return a record that JSON can hold and from which the array can be restored.

        The numbers are hexadecimal strings of exact integers; see `falsum.balls.convert.encode`.
        """
        return {
            "shape": list(self.shape),
            "elements": [encode(x) for x in self._data.flat],
            "maybe_undefined": self._flag.ravel().tolist(),
        }

    def __reduce__(self) -> tuple[Any, ...]:
        return BallArray.from_enclosure, (self.enclosure(),)

    @property
    def stored(self) -> Stored:
        """The object array of elements and the mask, not copied."""
        return self._data, self._flag

    @property
    def maybe_undefined(self) -> Mask:
        """Copy of the mask of what may be undefined."""
        return self._flag.copy()

    @property
    def is_point(self) -> Mask:
        """Mask of the exact rational elements."""
        kinds = [isinstance(x, fmpq) for x in self._data.flat]
        return np.array(kinds, dtype=np.bool_).reshape(self.shape) & ~self._flag

    def points(self) -> Objects:
        """Return the exact values as an object array of Fractions.

        Raises:
            NotRational: an element isn't a point or may be undefined.
        """
        if self._flag.any():
            raise NotRational("an element may be undefined; see maybe_undefined")
        return objects([to_fraction(x) for x in self._data.flat], self.shape)

    def midpoints(self) -> npt.NDArray[np.float64]:
        """Return floats near the middle: saturating to infinity, NaN for the whole line."""
        middles = [to_float(x) for x in self._data.flat]
        return np.array(middles, dtype=np.float64).reshape(self.shape)

    def lower(self) -> "BallArray":
        """Return the exact lower bounds, without flags."""
        return self._bound(lambda x: x.lo)

    def upper(self) -> "BallArray":
        """Return the exact upper bounds, without flags."""
        return self._bound(lambda x: x.hi)

    def _bound(self, pick: Callable[[Ends], Any]) -> "BallArray":
        bounds = [shorten(pick(ends(x))) for x in self._data.flat]
        values = objects([make(bound, bound) for bound in bounds], self.shape)
        return BallArray(values, np.zeros(self.shape, dtype=np.bool_))

    def elements(self) -> Objects:
        """Return a copy of the elements: `fmpq`, `arb` or `Segment` objects."""
        return self._data.copy()

    @property
    def shape(self) -> Shape:
        """Shape of the array."""
        return self._data.shape

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return self._data.ndim

    @property
    def size(self) -> int:
        """Number of elements."""
        return self._data.size

    @property
    def dtype(self) -> DType:
        """The one data type of numbers, called float64."""
        return float64

    @property
    def device(self) -> str:
        """Always "cpu"."""
        return "cpu"

    def to_device(self, device: str, /, *, stream: None = None) -> "BallArray":
        """Return the array itself; there is one device."""
        return self

    @property
    def T(self) -> "BallArray":
        """Transpose."""
        return BallArray(self._data.T, self._flag.T)

    @property
    def mT(self) -> "BallArray":
        """Transpose of the last two axes."""
        return BallArray(self._data.swapaxes(-1, -2), self._flag.swapaxes(-1, -2))

    def __array_namespace__(self, *, api_version: str | None = None) -> Any:
        from falsum.balls import namespace

        return namespace

    def __array__(self, *args: object, **kwargs: object) -> Objects:
        raise TypeError("a BallArray isn't a numpy array; use midpoints(), points() or elements()")

    def __getitem__(self, key: Any) -> "BallArray":
        where = index(key)
        return BallArray(as_objects(self._data[where]), np.asarray(self._flag[where]))

    def __setitem__(self, key: Any, value: Any) -> None:
        where, other = index(key), coerce(value)
        self._data[where] = other._data if other.ndim else other._data[()]
        self._flag[where] = other._flag

    def __len__(self) -> int:
        return len(self._data)

    def __bool__(self) -> bool:
        return bool(self != 0)

    def __float__(self) -> float:
        """Return the midpoint, for display only."""
        if self.ndim:
            raise TypeError(f"only an array without axes converts to a float, not {self.shape}")
        return float(self.midpoints())

    def __index__(self) -> int:
        """Return the value of an integer point.

        Raises:
            NotRational: the element isn't a point.
            TypeError: the array has axes or the point isn't an integer.
        """
        value = self.points()
        if self.ndim or value.item().denominator != 1:
            raise TypeError(f"{self!r} isn't an integer")
        return int(value.item())

    __int__ = __index__

    def __repr__(self) -> str:
        words = [
            f"{show(x)}{'?' if flag else ''}"
            for x, flag in zip(self._data.flat, self._flag.flat, strict=True)
        ]
        return f"BallArray({np.array(words, dtype=object).reshape(self.shape).tolist()})"

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
        return map_unary(scalar.square, self) if other is self else _operate(scalar.mul, self, other)

    def __rmul__(self, other: Any) -> "BallArray":
        return _operate(scalar.mul, other, self)

    def __truediv__(self, other: Any) -> "BallArray":
        return _operate(scalar.div, self, other)

    def __rtruediv__(self, other: Any) -> "BallArray":
        return _operate(scalar.div, other, self)

    def __pow__(self, other: Any) -> "BallArray":
        return _operate(powers.power, self, other)

    def __rpow__(self, other: Any) -> "BallArray":
        return _operate(powers.power, other, self)

    def __matmul__(self, other: Any) -> "BallArray":
        from falsum.balls.matrices import matmul

        return matmul(self, coerce(other))

    def __rmatmul__(self, other: Any) -> "BallArray":
        from falsum.balls.matrices import matmul

        return matmul(coerce(other), self)

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


def show(x: Element) -> str:
    """Return a short text for people."""
    if isinstance(x, arb):
        return x.str(8)
    if isinstance(x, fmpq):
        return str(x) if x.height_bits() < 64 else f"{to_float(x):.8g}"
    return f"[{_show_end(x.lo)}, {_show_end(x.hi)}]"


def _show_end(end: End) -> str:
    if is_infinite(end):
        return "inf" if end > 0 else "-inf"
    return arb(end).str(8, radius=False)


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


def index(key: Any) -> Any:
    """Turn an index that may hold BallArrays and Truths into one for numpy.

    Raises:
        Undecided: a Truth in it isn't decided.
        TypeError: a BallArray in it has an element that isn't an integer.
    """
    if isinstance(key, tuple):
        return tuple(index(part) for part in key)
    if isinstance(key, Truth):
        return key.to_numpy()
    if isinstance(key, BallArray):
        integers = [int(key[position]) for position in np.ndindex(key.shape)]
        return np.array(integers, dtype=np.int64).reshape(key.shape)
    return key

"""Arrays of three-valued truth."""

from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from falsum.balls.contents import Contents
from falsum.balls.context import Undecided
from falsum.balls.dtypes import DType
from falsum.balls.dtypes import bool as bool_dtype
from falsum.balls.storage import Mask


class Truth:
    """An array whose entries are certainly true, certainly false or undecided.

    Args:
        can_be_true: boolean array.
        can_be_false: boolean array of the same shape; one of the two holds for every entry.
        maybe_undefined: where an operand had no certain value; such an entry is undecided.
    """

    NAMESPACE: ClassVar[Any] = None  # which sets itself

    __slots__ = ("can_be_false", "can_be_true", "maybe_undefined")
    __array_priority__ = 1000
    __array_ufunc__ = None

    def __init__(
        self,
        can_be_true: npt.ArrayLike,
        can_be_false: npt.ArrayLike,
        maybe_undefined: npt.ArrayLike = False,
    ) -> None:
        self.can_be_true: Mask = np.array(can_be_true, dtype=np.bool_)
        self.can_be_false: Mask = np.array(can_be_false, dtype=np.bool_)
        flag = np.broadcast_to(np.asarray(maybe_undefined, dtype=np.bool_), self.can_be_true.shape)
        self.maybe_undefined: Mask = np.asarray(flag & self.can_be_true & self.can_be_false)
        if self.can_be_true.shape != self.can_be_false.shape:
            raise ValueError("can_be_true and can_be_false must have one shape")
        if not np.all(self.can_be_true | self.can_be_false):
            raise ValueError("an entry that can be neither true nor false is a contradiction")

    @classmethod
    def decided(cls, values: npt.ArrayLike) -> "Truth":
        """Make a truth array from booleans."""
        mask = np.asarray(values, dtype=np.bool_)
        return cls(mask, ~mask)

    def certain(self) -> Mask:
        """Return where the entry is certainly true."""
        return ~self.can_be_false

    def possible(self) -> Mask:
        """Return where the entry may be true."""
        return self.can_be_true.copy()

    def is_decided(self) -> Mask:
        """Return where the entry is certainly true or certainly false."""
        return self.can_be_true ^ self.can_be_false

    def to_numpy(self) -> Mask:
        """Return the entries as booleans.

        Raises:
            Undecided: an entry is undecided.
        """
        undecided = int(np.sum(~self.is_decided()))
        if undecided:
            raise Undecided(
                f"{undecided} of {self.size} entries are undecided; raise the precision "
                "(falsum.balls.precision), or use where(), certain() or possible()"
            )
        return self.certain()

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the array."""
        return self.can_be_true.shape

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return self.can_be_true.ndim

    @property
    def size(self) -> int:
        """Number of entries."""
        return self.can_be_true.size

    @property
    def dtype(self) -> DType:
        """The boolean data type."""
        return bool_dtype

    @property
    def device(self) -> str:
        """Always "cpu"."""
        return "cpu"

    @property
    def T(self) -> "Truth":
        """Transpose."""
        return self._map_shape(lambda mask: mask.T)

    @property
    def mT(self) -> "Truth":
        """Transpose of the last two axes."""
        return self._map_shape(lambda mask: mask.swapaxes(-1, -2))

    def __array_namespace__(self, *, api_version: str | None = None) -> Any:
        return self.NAMESPACE

    def __array__(self, *args: object, **kwargs: object) -> Mask:
        raise TypeError(
            "a Truth isn't a numpy array; write xp.where, xp.any, ... with xp = array_namespace(x)"
        )

    def _map_shape(self, function: Any) -> "Truth":
        return Truth(
            function(self.can_be_true), function(self.can_be_false), function(self.maybe_undefined)
        )

    def __getitem__(self, key: Any) -> "Truth":
        where = index(key)
        return self._map_shape(lambda mask: mask[where])

    def __setitem__(self, key: Any, value: "Truth | bool") -> None:
        where, other = index(key), as_truth(value)
        self.can_be_true[where] = other.can_be_true
        self.can_be_false[where] = other.can_be_false
        self.maybe_undefined[where] = other.maybe_undefined

    def __len__(self) -> int:
        return len(self.can_be_true)

    def __bool__(self) -> bool:
        if self.size != 1:
            raise ValueError(f"the truth of an array of {self.size} entries: use any() or all()")
        return bool(self.to_numpy().reshape(()))

    def __invert__(self) -> "Truth":
        return Truth(self.can_be_false, self.can_be_true, self.maybe_undefined)

    def __and__(self, other: Any) -> "Truth":
        b = as_truth(other)
        return Truth(
            self.can_be_true & b.can_be_true,
            self.can_be_false | b.can_be_false,
            self.maybe_undefined | b.maybe_undefined,
        )

    def __or__(self, other: Any) -> "Truth":
        return ~(~self & ~as_truth(other))

    def __xor__(self, other: Any) -> "Truth":
        b = as_truth(other)
        return (self & ~b) | (~self & b)

    def __eq__(self, other: Any) -> "Truth":  # type: ignore[override]
        return ~self.__xor__(other)

    def __ne__(self, other: Any) -> "Truth":  # type: ignore[override]
        return self.__xor__(other)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        words = np.where(self.can_be_false, np.where(self.can_be_true, "undecided", "no"), "yes")
        return f"Truth({words.tolist()})"


def as_truth(value: Any) -> Truth:
    """Return a truth array from a truth array or booleans.

    Raises:
        TypeError: the value isn't boolean.
    """
    if isinstance(value, Truth):
        return value
    mask = np.asarray(value)
    if mask.dtype != np.bool_:
        kind = type(value).__name__
        raise TypeError(f"expected booleans or a Truth, got {value!r} of type {kind}")
    return Truth.decided(mask)


def reduce_any(x: Truth, axis: Any = None, keepdims: bool = False) -> Truth:
    """Return whether an entry along the axes is true."""
    return Truth(
        np.any(x.can_be_true, axis=axis, keepdims=keepdims),
        np.all(x.can_be_false, axis=axis, keepdims=keepdims),
        np.any(x.maybe_undefined, axis=axis, keepdims=keepdims),
    )


def reduce_all(x: Truth, axis: Any = None, keepdims: bool = False) -> Truth:
    """Return whether all entries along the axes are true."""
    return ~reduce_any(~x, axis, keepdims)


def index(key: Any) -> Any:
    """Turn an index that may hold balls and Truths into one for numpy.

    Raises:
        Undecided: a Truth in it isn't decided.
        TypeError: an array in it has an element that isn't an integer.
    """
    if isinstance(key, tuple):
        return tuple(index(part) for part in key)
    if isinstance(key, Truth):
        return key.to_numpy()
    if isinstance(key, Contents):
        entries: Any = key
        integers = [int(entries[position]) for position in np.ndindex(key.shape)]
        return np.array(integers, dtype=np.int64).reshape(key.shape)
    return key

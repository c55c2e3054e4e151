"""What every array of elements can tell about itself, without arithmetic."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from flint import arb, fmpq

from falsum.balls.context import NotRational
from falsum.balls.convert import encode, to_float, to_fraction
from falsum.balls.dtypes import DType, float64
from falsum.balls.ends import Element, End, is_infinite
from falsum.balls.exits import Exits
from falsum.balls.storage import Mask, Objects, Stored, objects

Shape: TypeAlias = tuple[int, ...]


class Contents(Exits):
    """Hold the object array of elements and the mask of what may be undefined.

    The two arguments aren't checked.
    """

    __slots__ = ("_data", "_flag")

    def __init__(self, data: Objects, flag: Mask) -> None:
        self._data = data
        self._flag = flag

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

    def enclosure(self) -> dict[str, Any]:
        """Return a record that JSON can hold and from which the array can be restored.

        The numbers are hexadecimal strings of exact integers; see `falsum.balls.convert.encode`.
        """
        return {
            "shape": list(self.shape),
            "elements": [encode(x) for x in self._data.flat],
            "maybe_undefined": self._flag.ravel().tolist(),
        }

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        words = [
            f"{show(x)}{'?' if flag else ''}"
            for x, flag in zip(self._data.flat, self._flag.flat, strict=True)
        ]
        return f"BallArray({np.array(words, dtype=object).reshape(self.shape).tolist()})"


def show(x: Element) -> str:
    """Return a short text for people."""
    if isinstance(x, arb):
        text: str = x.str(8)
        return text
    if isinstance(x, fmpq):
        return str(x) if x.height_bits() < 64 else f"{to_float(x):.8g}"
    return f"[{_show_end(x.lo)}, {_show_end(x.hi)}]"


def _show_end(end: End) -> str:
    if is_infinite(end):
        return "inf" if end > 0 else "-inf"
    text: str = arb(end).str(8, radius=False)
    return text


def midpoint_floats(array: Contents) -> npt.NDArray[np.float64]:
    """Return floats near the middle: saturating to infinity, NaN for the whole line.

    They are for the display and for proposals, and never enter the balls again.
    """
    data, _ = array.stored
    return np.array([to_float(x) for x in data.flat], dtype=np.float64).reshape(data.shape)

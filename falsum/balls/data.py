"""Arrays made of exact data: fractions, floats that are data, records; and what they consist of."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from falsum.balls.contents import Contents
from falsum.balls.convert import decode, lift, lift_data, shorten
from falsum.balls.ends import Ends, Result, ends, make
from falsum.balls.storage import lift_objects, objects


class Data(Contents):
    """Make an array from exact data, and give out its ends and its transpose."""

    __slots__ = ()

    @classmethod
    def from_fractions(cls, values: npt.ArrayLike | Fraction) -> Self:
        """Make an array of points from (nested lists of) Fractions or integers that are data.

        Raises:
            InexactNumber: an entry is a float that may have been rounded.
        """
        return cls(*lift_objects(np.asarray(values, dtype=object), _lift_fraction))

    @classmethod
    def from_floats(cls, values: npt.ArrayLike) -> Self:
        """Make an array of points from floats that are data themselves and round nothing.

        An instance's latent and a stream's draws are; a computed float is not.
        """
        return cls(*lift_objects(np.asarray(values, dtype=np.float64), lift_data))

    @classmethod
    def from_enclosure(cls, record: dict[str, Any]) -> Self:
        """Restore an array from what `enclosure` returned."""
        shape = tuple(record["shape"])
        data = objects([decode(item) for item in record["elements"]], shape)
        return cls(data, np.array(record["maybe_undefined"], dtype=np.bool_).reshape(shape))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_enclosure, (self.enclosure(),)

    def lower(self) -> Self:
        """Return the exact lower bounds, without flags."""
        return self._bound(lambda x: x.lo)

    def upper(self) -> Self:
        """Return the exact upper bounds, without flags."""
        return self._bound(lambda x: x.hi)

    def _bound(self, pick: Callable[[Ends], Any]) -> Self:
        bounds = [shorten(pick(ends(x))) for x in self._data.flat]
        values = objects([make(bound, bound) for bound in bounds], self.shape)
        return type(self)(values, np.zeros(self.shape, dtype=np.bool_))

    @property
    def T(self) -> Self:
        """Transpose."""
        return type(self)(self._data.T, self._flag.T)

    @property
    def mT(self) -> Self:
        """Transpose of the last two axes."""
        return type(self)(self._data.swapaxes(-1, -2), self._flag.swapaxes(-1, -2))


def _lift_fraction(value: object) -> Result:
    return lift_data(value) if isinstance(value, Fraction) else lift(value)

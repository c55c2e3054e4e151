"""The least value of a measure along an algorithm's iterates, each lane with its own budget."""

from collections.abc import Callable
from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import lift

State = tuple[Array, ...]
Measure = Callable[[State], Array]
Advance = Callable[[State], State]


@dataclass(frozen=True, slots=True)
class Least:
    """A least value ``(batch,)``, and where the run was long enough to know it.

    Where ``covered`` is false, the lane asked for more iterates than the run was allowed and
    ``value`` is only an upper bound of the least value.
    """

    value: Array
    covered: Array

    def or_nan(self) -> Array:
        """Return the value where it is covered, NaN elsewhere."""
        xp = array_namespace(self.value)
        return xp.where(self.covered, self.value, xp.full_like(self.value, xp.nan))


def any_lane(mask: Array) -> bool:
    """Decide whether a lane is, or may be, true; three-valued masks answer to ``possible()``."""
    certain = mask.possible() if hasattr(mask, "possible") else mask
    return bool(array_namespace(certain).any(certain))


def select(mask: Array, new: State, old: State) -> State:
    """Return the new state where the lane's mask is true, and the old one elsewhere."""
    xp = array_namespace(*new)
    return tuple(xp.where(lift(mask, a.ndim), a, b) for a, b in zip(new, old, strict=True))


def least_along(
    measure: Measure,
    advance: Advance,
    start: State,
    last: Array,
    *,
    first: int,
    horizon: int,
    enough: Array | int = 0,
) -> Least:
    """Return the least measure of the iterates number ``first, ..., floor(last)`` of each lane.

    A lane without iterates has the value +infinity. A lane stops, and its state stays as it is,
    after its last iterate or as soon as its value is at most ``enough``: it is settled then, and
    the iterates that are left out could only lower a value that already suffices.

    Args:
        measure: maps a state to ``(batch,)``.
        advance: maps the state of one iterate to that of the next.
        start: arrays ``(batch, ...)`` of iterate number ``first``.
        last: real number of the last iterate, ``(batch,)``; compared, never rounded.
        first: number of the first iterate.
        horizon: most steps to run.
        enough: value that settles a lane, ``(batch,)`` or a number; nothing lies below 0.
    """
    xp = array_namespace(last)
    state, value = start, xp.full_like(last, xp.inf)
    for number in range(first, first + horizon + 1):
        active = xp.logical_and(last >= number, value > enough)
        if not any_lane(active):
            break
        if number > first:
            state = select(active, advance(state), state)
        value = xp.where(active, xp.minimum(value, measure(state)), value)
    return Least(value, xp.logical_or(last < first + horizon + 1, value <= enough))

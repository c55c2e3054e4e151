"""The state of an algorithm at a stated iterate number, each lane with its own number."""

from array_api_compat import array_namespace

from impl._types import Array
from impl.optimisers.least import Advance, Least, Measure, State, any_lane, select


def value_at(
    measure: Measure,
    advance: Advance,
    start: State,
    last: Array,
    *,
    first: int,
    horizon: int,
) -> Least:
    """Return the measure of iterate number ``floor(last)`` of each lane.

    A lane whose number is below ``first`` has no such iterate, and the value is +infinity.

    Args:
        measure: maps a state to ``(batch,)``.
        advance: maps the state of one iterate to that of the next.
        start: arrays ``(batch, ...)`` of iterate number ``first``.
        last: real number of the iterate, ``(batch,)``; compared, never rounded.
        first: number of the first iterate.
        horizon: most steps to run.
    """
    xp = array_namespace(last)
    state = start
    for number in range(first + 1, first + horizon + 1):
        active = last >= number
        if not any_lane(active):
            break
        state = select(active, advance(state), state)
    value = xp.where(last >= first, measure(state), xp.full_like(last, xp.inf))
    return Least(value, last < first + horizon + 1)

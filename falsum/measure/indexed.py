"""Sums and extreme values over an index: its range, its axis, and the guards within its body.

``algebra`` is the arithmetic that evaluates the body; while it does, the index is bound there.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from falsum import balls
from falsum.measure.axes import Axes, Value, aligned, union
from falsum.statement.exact import ClaimError
from falsum.statement.symbols import Symbol


def along(algebra: Any, index: Symbol, first: int, length: int) -> Value:
    """Return the values of an index from ``first`` on, along its axis."""
    like = {"dtype": algebra.like.dtype, "device": algebra.like.device}
    values = algebra.xp.arange(first, first + length, **like)
    return Value(algebra.xp.reshape(values, (1, length)), (index,))


def summed(
    algebra: Any, index: Symbol, lower: Value, upper: Value, body: Callable[[], Value]
) -> Value:
    """Sum along the index's axis; an empty range sums to zero."""
    outer, before = algebra.bound.get(index), len(algebra.guards)
    algebra.bound[index] = running = algebra.ranged(index, lower, upper)
    began, algebra.starts = algebra.starts, {**algebra.starts, index: integer(lower, index)}
    value = body()
    algebra.starts = began
    del algebra.bound[index]
    if outer is not None:
        algebra.bound[index] = outer
    length = running.array.shape[1]
    axis = 1 + value.axes.index(index) if index in value.axes else None
    if axis is not None and value.array.shape[axis] != length:
        raise ClaimError(
            f"the sum over {index.name} has {length} terms, but the values bound to it have "
            f"{value.array.shape[axis]}"
        )
    rest = tuple(a for a in value.axes if a != index)
    if length == 0:
        del algebra.guards[before:]  # no term of the body is ever evaluated
        return _nothing(algebra, value, rest)
    _close(algebra, before, index)
    if axis is None:
        return Value(value.array * length, value.axes)
    return Value(algebra.xp.sum(value.array, axis=axis), rest)


def _nothing(algebra: Any, value: Value, rest: Axes) -> Value:
    """Return zeros along the other axes of a body that was summed over nothing."""
    shape = value.array.shape
    kept = shape[:1] + tuple(shape[1 + value.axes.index(a)] for a in rest)
    like = {"dtype": algebra.like.dtype, "device": algebra.like.device}
    return Value(algebra.xp.zeros(kept, **like), rest) if rest else algebra.literal(0)


def extreme(
    algebra: Any, name: str, index: Symbol, lower: Value, upper: Value, body: Callable[[], Value]
) -> Value:
    """Take the least or greatest value over the index, whose range may end anywhere.

    Nothing to choose from is an infinity; a range that goes on beyond the values at hand makes
    the result NaN.
    """
    outer, first, before = algebra.bound.get(index), integer(lower, index), len(algebra.guards)
    algebra.bound[index] = places = _places(algebra, index, first, upper)
    value = body()
    del algebra.bound[index]
    if outer is not None:
        algebra.bound[index] = outer
    xp, length = algebra.xp, places.array.shape[1]
    rest = tuple(a for a in union([value.axes, upper.axes]) if a != index)
    array, running, last = (aligned(xp, v, (*rest, index)) for v in (value, places, upper))
    array = array + 0 * running
    _confine(algebra, before, places, upper)
    _close(algebra, before, index)
    missing = xp.full((*array.shape[:-1], 1), math.nan, dtype=array.dtype, device=array.device)
    past = xp.full((*running.shape[:-1], 1), first + length, dtype=array.dtype, device=array.device)
    array, running = xp.concat([array, missing], axis=-1), xp.concat([running, past], axis=-1)
    nothing = algebra.literal(math.inf if name == "least" else -math.inf).array
    chosen = xp.where(running > last, nothing, array)
    return Value((xp.min if name == "least" else xp.max)(chosen, axis=-1), rest)


def _close(algebra: Any, before: int, index: Symbol) -> None:
    """Let guards, from the number ``before`` on, speak of any value of an index that is bound.

    Outside, the same index may run over another range.
    """
    for n, (name, guard) in enumerate(algebra.guards[before:], before):
        if index in guard.axes:
            broken = algebra.xp.any(guard.array, axis=1 + guard.axes.index(index))
            rest = tuple(a for a in guard.axes if a != index)
            algebra.guards[n] = (name, Value(broken, rest))


def _confine(algebra: Any, before: int, places: Value, upper: Value) -> None:
    """Forget guards, from the number ``before`` on, beyond the end of the range they are in."""
    for n, (name, guard) in enumerate(algebra.guards[before:], before):
        axes = union([guard.axes, places.axes, upper.axes])
        broken, running, last = (aligned(algebra.xp, v, axes) for v in (guard, places, upper))
        algebra.guards[n] = (name, Value(broken & (running <= last), axes))


def _places(algebra: Any, index: Symbol, first: int, upper: Value) -> Value:
    """Return the index's values from ``first`` on: as many as a quantity over it has."""
    for symbol, array in algebra.values.items():
        if index in symbol.indices:
            length = array.shape[array.ndim - len(symbol.indices) + symbol.indices.index(index)]
            break
    else:
        length = max(0, integer(upper, index) + 1 - first)
    return along(algebra, index, first, length)


def integer(value: Value, index: Symbol) -> int:
    """Return an end of the range of an index; refuse one that is no integer, or not one."""
    if value.axes:
        names = ", ".join(a.name for a in value.axes)
        raise ClaimError(
            f"the range of {index.name} depends on {names}; sum over the whole range, with terms "
            "that vanish outside the part that is meant"
        )
    ends = _numbers(value.array)
    for end in ends:
        if not math.isfinite(end) or end != round(end):
            raise ClaimError(f"the range of {index.name} ends at {end}, which is no integer")
    if len(set(ends)) != 1:
        raise ClaimError(f"the range of {index.name} differs within a batch")
    return int(ends[0])


def _numbers(array: Any) -> list[Any]:
    """Return the entries as Python numbers: floats, or exact fractions where they are balls."""
    if not isinstance(array, balls.BallArray):
        return list(array.reshape(-1).tolist())
    try:
        return list(array.points().reshape(-1).tolist())
    except balls.NotRational:
        return [math.nan]

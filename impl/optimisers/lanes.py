"""Runs of many lanes, each with its own number of iterates: those that are done drop out."""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Protocol

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.least import Least, State, select


class Algorithm(Protocol):
    """A frozen dataclass of arrays ``(batch, ...)`` that knows how to run."""

    @property
    def objective(self) -> Any:
        """Return the function that is minimised."""

    def begin(self, start: Array) -> State:
        """Return the first state, whose first part is the point ``x_1``."""

    def advance(self, state: State) -> State:
        """Return the next state."""


@dataclass(frozen=True, slots=True)
class _Lanes:
    """What a run needs to go on: all arrays are ``(batch, ...)``."""

    algorithm: Any
    state: tuple[Array, ...]
    last: Array
    enough: Array
    value: Array


def only(record: Any, lanes: Array) -> Any:
    """Return a record or a tuple of arrays ``(batch, ...)`` with the lanes of a mask alone."""
    if isinstance(record, tuple):
        return tuple(only(part, lanes) for part in record)
    if is_dataclass(record) and not isinstance(record, type):
        parts = {f.name: only(getattr(record, f.name), lanes) for f in fields(record)}
        return replace(record, **parts)
    return record[lanes] if hasattr(record, "ndim") else record


def _put(whole: Array, lanes: Array, part: Array) -> Array:
    """Return ``whole`` with ``part`` in the lanes of a mask."""
    places = array_namespace(lanes).cumulative_sum(lanes + 0) - 1
    return array_namespace(whole).where(lanes, part[places.clip(min=0)], whole)


def _scan(run: _Lanes, number: int, horizon: int) -> tuple[Array, Array]:
    """Return the least norm of iterates ``number`` to ``horizon``, and where each lane stopped."""
    xp, value, state = array_namespace(run.value), run.value, run.state
    stopped = xp.zeros_like(value)
    while number <= horizon:
        active = xp.logical_and(run.last >= number, value > run.enough)
        going = active.possible() if hasattr(active, "possible") else active
        count = int(array_namespace(going).sum(going + 0))
        if not count:
            break
        if 2 * count <= value.shape[0]:
            rest = only(replace(run, state=state, value=value), going)
            least, last = _scan(rest, number, horizon)
            return _put(value, going, least), _put(stopped, going, last)
        norm = euclidean_norm(run.algorithm.objective.gradient(state[0]))
        value = xp.where(active, xp.minimum(value, norm), value)
        stopped = xp.where(active, xp.full_like(value, number), stopped)
        state = select(active, run.algorithm.advance(state), state)
        number += 1
    return value, stopped


def least_gradient_norm(
    algorithm: Algorithm,
    start: Array,
    last: Array,
    *,
    horizon: int,
    patience: int | None = None,
    enough: Array | int = 0,
) -> Least:
    """Return the least gradient norm among the iterates ``x_t`` with ``1 <= t <= T``.

    For T < 1 there is none, and the value is +infinity.  A lane is settled as soon as its value is
    at most ``enough``: iterates that are left out could only lower it.

    Args:
        algorithm: what is run, with a batch of parameters.
        start: ``x_1``, ``(batch, d)``.
        last: the real number T, ``(batch,)``; compared, never rounded.
        horizon: most iterates to look at.
        patience: most iterates of a lane with T beyond the horizon, which is seldom settled.
        enough: norm that settles a lane, ``(batch,)`` or a number; nothing lies below 0.
    """
    xp, floor = array_namespace(last), enough + 0 * last
    within = last < horizon + 1
    most = last if patience is None else xp.where(within, last, xp.full_like(last, patience))
    value, _ = _scan(_begun(algorithm, start, most, floor), 1, horizon)
    return Least(value, xp.logical_or(within, value <= floor))


def first_critical(algorithm: Algorithm, start: Array, enough: Array, *, horizon: int) -> Array:
    """Return the number of the first iterate with a norm of at most ``enough``, NaN without one."""
    xp = array_namespace(enough)
    value, stopped = _scan(_begun(algorithm, start, 0 * enough + horizon, enough), 1, horizon)
    return xp.where(value <= enough, stopped, xp.full_like(stopped, xp.nan))


def _begun(algorithm: Algorithm, start: Array, last: Array, enough: Array) -> _Lanes:
    xp = array_namespace(last)
    return _Lanes(algorithm, algorithm.begin(start), last, enough, xp.full_like(last, xp.inf))

"""Rows of measured batches, compared: as floats up to rounding, in balls by what is certain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from falsum.balls import BallArray
from falsum.balls.convert import to_float
from falsum.balls.ends import ends
from falsum.instances.latents import Floats
from falsum.measure.check import Check
from falsum.measure.values import Measured
from falsum.statement.exact import ClaimError
from falsum.statement.fold import fold
from falsum.statement.symbols import Symbol

NEAR, TINY = 1e-6, 1e-9  # relative and absolute differences that floats may show
NARROW, SMALL = 1e-9, 1e-12  # relative and absolute width of a ball that is a number to floats
WIDTH = 120  # characters of an instance in a message


class Entry(NamedTuple):
    """The least and greatest values that one row may have, elementwise; NaN where it has none."""

    low: Floats
    high: Floats


def row_of(array: Any, place: int) -> Any:
    """Return a row of a batch, also of an array that is the same in the whole batch."""
    if not array.ndim:
        return array
    return array[place if array.shape[0] > 1 else 0]


def entry(array: Any, place: int) -> Entry:
    """Return one row of a batch of floats or balls."""
    row = row_of(array, place)
    if isinstance(row, BallArray):
        data, flag = row.stored
        both = [(to_float(e.lo), to_float(e.hi)) for e in map(ends, data.flat)]
        low, high = np.array(both, dtype=np.float64).reshape(-1, 2).T.reshape(2, *row.shape)
        return Entry(np.where(flag, np.nan, low), np.where(flag, np.nan, high))
    values = row.detach().cpu().numpy() if hasattr(row, "detach") else np.asarray(row)
    return Entry(values.astype(np.float64), values.astype(np.float64))


def gap(one: Entry, other: Entry) -> float:
    """Return the largest difference between two rows where both are numbers to floats."""
    if one.low.shape != other.low.shape:
        return np.inf
    known = _known(one) & _known(other)
    return float(np.max(np.abs(one.low[known] - other.low[known]), initial=0.0))


def far(one: Entry, other: Entry) -> bool:
    """Tell whether two rows differ by more than rounding does at their size."""
    sizes = [np.max(np.abs(e.low[_known(e)]), initial=0.0) for e in (one, other)]
    return bool(gap(one, other) > NEAR * max(sizes) + TINY)


def _known(row: Entry) -> Any:
    with np.errstate(all="ignore"):
        width = NARROW * np.abs(row.low) + SMALL
        return np.isfinite(row.low) & np.isfinite(row.high) & (row.high - row.low <= width)


def allows(row: Entry, floats: Entry) -> bool:
    """Tell whether balls that are rounded as floats are reach what floats gave."""
    if row.low.shape != floats.low.shape:
        return False
    room = NEAR * np.abs(floats.low) + TINY
    outside = (floats.low < row.low - room) | (floats.low > row.high + room)
    return not outside.any()


def first_difference(one: Entry, other: Entry) -> tuple[str, str]:
    """Return the entries that differ most, as texts."""
    if one.low.shape != other.low.shape:
        return f"of shape {one.low.shape}", f"of shape {other.low.shape}"
    known = _known(one) & _known(other)
    apart = np.subtract(one.low, other.low, out=np.zeros_like(one.low), where=known)
    place = np.argmax(np.abs(apart))
    return f"{one.low.flat[place]:.9g}", f"{other.low.flat[place]:.9g}"


def overlaps(one: Any, other: Any) -> bool:
    """Tell whether two rows of balls may be the same."""
    return one.shape == other.shape and not (one != other).certain().any()


def row_text(fields: Mapping[str, Any], place: int) -> str:
    """Write the fields of one instance, as many as a line takes."""
    texts = []
    for name, array in fields.items():
        low = entry(array, place).low
        values = ", ".join(f"{v:.6g}" for v in low.flat)
        texts.append(f"{name} = {values}" if not low.ndim else f"{name} = ({values})")
    line = ", ".join(texts)
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


def lengths(check: Check, measured: Measured) -> Iterator[tuple[str, str, int, int]]:
    """Yield each axis that has another length than its index, atoms or trials: name, axis, both."""
    values, algebra = measured.values, measured.algebra()
    drawn = "trials" if measured.sample is not None else "atoms"
    for symbol in measured.axes:
        got, wanted = values[symbol].shape[1], measured.weights.shape[1]
        if got != wanted and not (drawn == "atoms" and got == 1):
            yield symbol.name, drawn, got, wanted
    for symbol in check.claim.symbols:
        if symbol not in values or not symbol.indices:
            continue
        shape = tuple(values[symbol].shape)
        for place, got in zip(reversed(symbol.indices), reversed(shape), strict=False):
            wanted = _length(place, algebra)
            if wanted is not None and got != wanted:
                yield symbol.name, place.name, got, wanted


def _length(place: Symbol, algebra: Any) -> int | None:
    """Return how many values an index has, None where that may differ between instances."""
    try:
        bounds = [fold(bound, algebra) for bound in place.value]
        if any(bound.array.ndim for bound in bounds):
            return None
        return int(algebra.ranged(place, *bounds).array.shape[1])
    except ClaimError:
        return None

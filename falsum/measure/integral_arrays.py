"""Integrals and series over arrays of balls, one enclosure for each element."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from falsum.balls.array import BallArray
from falsum.balls.ends import Result, ends, make, undefined
from falsum.balls.storage import objects
from falsum.enclosure.integrand import Integrand, standard
from falsum.enclosure.interval import UNDEFINED, Interval, add, between, point
from falsum.enclosure.running import enclosure
from falsum.measure.axes import Value, aligned, union
from falsum.statement.symbols import Symbol


def enclosed(algebra: Any, node: Any) -> Any:
    """Return an integral or a series as a Value of balls.

    An element is undefined, so that nothing is decided by it, where no enclosure is found.
    """
    kept = frozenset(algebra.values) | frozenset(algebra.bound)
    parts = _parts(node, kept)
    symbols = tuple(dict.fromkeys(s for _, inner in parts for s in inner.parameters))
    values = [algebra.symbol(s) for s in symbols]
    axes = union([v.axes for v in values])
    arrays = [aligned(algebra.xp, v, axes) for v in values]
    shape = np.broadcast_shapes(*(a.shape for a in arrays))
    stored = [[np.broadcast_to(part, shape) for part in a.stored] for a in arrays]
    results = []
    for place in np.ndindex(shape):
        sides = [_interval(data[place], bool(flag[place])) for data, flag in stored]
        results.append(_result(_total(parts, dict(zip(symbols, sides, strict=True)))))
    flags = np.array([flag for _, flag in results], dtype=np.bool_).reshape(shape)
    return Value(BallArray(objects([value for value, _ in results], shape), flags), axes)


@lru_cache(maxsize=256)
def _parts(node: Any, kept: frozenset[Symbol]) -> tuple[tuple[str, Integrand], ...]:
    return tuple(standard(node, lambda s: s in kept))


def _total(parts: Sequence[tuple[str, Integrand]], sides: dict[Symbol, Interval]) -> Interval:
    total = point(0)
    for kind, inner in parts:
        total = add(total, enclosure(kind, inner, [sides[s] for s in inner.parameters]))
    return total


def _interval(element: Any, flag: bool) -> Interval:
    return UNDEFINED if flag else between(*ends(element))


def _result(value: Interval) -> Result:
    return undefined() if value.undefined else (make(value.lo, value.hi), False)

"""How an instance misses a proviso, in plain words: ``n = 1``, ``T is a number below 1``."""

from __future__ import annotations

from typing import Any

import numpy as np

from falsum.instances.point import Point
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.search.charity import Taken
from falsum.search.score import measured_blocks
from falsum.statement.fold import fold
from falsum.statement.provisos import Proviso
from falsum.statement.symbols import Symbol
from falsum.statement.text import plain

EQUAL = 1e-12  # two sides that differ by less, relatively, are said to be equal


def broken_words(check: Check, point: Point, taken: Taken) -> str:
    """Say how an instance misses what is taken for granted."""
    if not taken.admits(point.config):
        name = taken.name.removesuffix(" is at least 2")
        return f"{name} = {getattr(point.config, taken.axis)}"
    assert taken.proviso is not None  # there is nothing else that it can miss
    return _missed(check, point, taken.proviso)


def _missed(check: Check, point: Point, proviso: Proviso) -> str:
    if proviso.counted is not None:
        below = value_at(check, point, proviso.counted) < 1
        name = proviso.counted.name
        return f"{name} is a number below 1" if below else f"{name} is no whole number"
    if proviso.relation is None:
        return "equality"
    left, right = proviso.relation.args
    lhs, rhs = (value_at(check, point, side) for side in (left, right))
    if isinstance(left, Symbol) and left.domain is not None and left.domain.integral:
        return f"{left.name} = {lhs:g}"
    close = abs(lhs - rhs) <= EQUAL * max(abs(lhs), abs(rhs))
    sign = "=" if close else "<" if lhs < rhs else ">"
    return f"{plain(left)} {sign} {plain(right)}"


def value_at(check: Check, point: Point, tree: Any) -> float:
    """Return the value of an expression of the claim at one instance, in floats."""
    once = experiment(check, trials=1)
    measured = next(measured_blocks(once, point.config, point.row))
    array = np.asarray(fold(tree, measured.algebra()).array)
    return float(array.reshape(-1)[0])

"""Whether two records tell the same, up to what a machine's rounding decides.

Floats add up in another order on another machine.  A search amplifies that: counts differ by a few,
and other instances illustrate the same finding.  What is alike is kept as it is.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec

from falsum.records.described import Instance

CLOSE = 0.01  # relative difference of measured numbers that tell the same
COUNTED = 0.1  # relative difference of counts that tell the same
FEW = 2  # and how many more or less of few things do


def alike(old: Any, fresh: Any) -> bool:
    """Tell whether two values of one field tell the same."""
    if isinstance(old, Instance) and isinstance(fresh, Instance):
        return bool(old.symbols) or not fresh.symbols  # either one illustrates the rest
    if isinstance(old, msgspec.Struct) and type(old) is type(fresh):
        names = old.__struct_fields__
        return all(alike(getattr(old, name), getattr(fresh, name)) for name in names)
    if isinstance(old, list | tuple) and isinstance(fresh, list | tuple):
        return len(old) == len(fresh) and all(map(alike, old, fresh))
    if isinstance(old, dict) and isinstance(fresh, dict):
        return old.keys() == fresh.keys() and all(alike(old[key], fresh[key]) for key in old)
    if isinstance(old, bool) or isinstance(fresh, bool):
        return old is fresh
    if isinstance(old, int) and isinstance(fresh, int):
        return abs(old - fresh) <= max(FEW, COUNTED * max(abs(old), abs(fresh)))
    if isinstance(old, float | int) and isinstance(fresh, float | int):
        return math.isclose(old, fresh, rel_tol=CLOSE, abs_tol=CLOSE**2)
    return bool(old == fresh)

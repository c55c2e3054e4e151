"""Exponents: how fast a claim's room grows with each size, which a wrong power would show.

For each axis of integers, the largest ratio lhs/rhs met at each size is fitted by a power of the
size.  A slope near 0 says that both sides grow alike; a negative one that the bound grows too fast
to be sharp, a positive one that it will be broken at some size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from falsum.instances.space import Space

LEAST = 3  # sizes needed for a fit


def slopes(space: Space, heights: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return (axis, slope) for each axis with enough sizes.

    ``heights`` lists the largest slack met by the key of its configuration; slacks at the ends of
    [-1, 1] have no ratio and are left out.
    """
    known = {config.key: config for config in space.enumerate()}
    found = []
    for axis, values in space.axes.items():
        if not all(isinstance(v, int) and v > 0 for v in values.values):
            continue
        best: dict[int, float] = {}
        for key, slack in heights:
            if key in known and -1 < slack < 1:
                size = getattr(known[key], axis)
                best[size] = max(slack, best.get(size, -1.0))
        if len(best) >= LEAST:
            sizes = np.log([float(size) for size in best])
            ratios = [math.log1p(s) - math.log1p(-s) for s in best.values()]
            found.append((axis, float(np.polyfit(sizes, ratios, 1)[0])))
    return found

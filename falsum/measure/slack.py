"""Slack: how far a relation is from being broken, free of scale.

``s = (lhs - rhs) / (|lhs| + |rhs|)`` lies in [-1, 1]; it is positive exactly where ``lhs <= rhs``
fails.  Where both sides vanish it is -1 for <= and =, which then hold without saying anything, and
0 for <, which fails.  NaN marks what floats cannot say: it never counts as holding.
"""

from __future__ import annotations

from typing import Any

import numpy as np

FAINT = 2.0**-10  # what is left of the height above -1 where nothing could be refuted
ROUNDING = 2.0**-30  # a hypothesis missed by no more than this is left for the balls to judge
SMALLEST = 2.0**-960  # below this floats run out of digits, and their ratio says nothing


def slack(sign: str, lhs: Any, rhs: Any, xp: Any, *, smallest: float = SMALLEST) -> Any:
    """Return the elementwise slack of a relation, NaN where a side is NaN or rhs is infinite.

    ``sign`` is one of <=, <, == and !=.  Sides that are the nearest floats to exact numbers have
    ``smallest`` 0, as no digit of them was lost on the way.
    """
    size = xp.abs(lhs) + xp.abs(rhs)
    both_zero = size == 0
    safe = xp.where(both_zero, xp.ones_like(size), size)
    gap = xp.abs(lhs - rhs) if sign in ("==", "!=") else lhs - rhs
    value = xp.where(both_zero, xp.full_like(size, vanishing(sign)), gap / safe)
    value = -value if sign == "!=" else value
    lost = ((size < smallest) & ~both_zero) | xp.isinf(size)
    value = xp.where(lost, xp.full_like(size, xp.nan), value)
    if sign == "!=":
        return value
    broken = xp.isinf(lhs) & (lhs > 0) & xp.isfinite(rhs)
    return xp.where(broken, xp.ones_like(value), value)


def behind(value: Any) -> Any:
    """Return a slack behind all others, in the order that it has among its like."""
    return FAINT * (value + 1) - 1


def vanishing(sign: str) -> float:
    """Return the slack of a relation of which both sides are zero."""
    return -1.0 if sign in ("<=", "==") else 0.0


def number_slack(less: float, more: float) -> float:
    """Return the slack of ``less <= more`` between two numbers."""
    with np.errstate(all="ignore"):
        return float(slack("<=", np.float64(less), np.float64(more), np, smallest=0.0))


def per_instance(array: Any, xp: Any) -> Any:
    """Reduce an array of shape (batch, *axes) to the worst of each instance; no entry is -1."""
    if array.ndim == 1:
        return array
    flat = xp.reshape(array, (array.shape[0], -1))
    if flat.shape[1] == 0:
        return -xp.ones_like(xp.sum(flat, axis=1))
    return xp.max(flat, axis=1)


def worst(values: list[Any], xp: Any) -> Any:
    """Return the elementwise maximum, NaN where any is NaN."""
    result = values[0]
    for value in values[1:]:
        result = xp.maximum(result, value)
    return result

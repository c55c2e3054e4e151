"""The range of floats: where a single operation leaves it, and what follows says nothing."""

from __future__ import annotations

from typing import Any

RANGE = "beyond the range of floats"  # the guard of such operations: no fault of the claim


def overflowed(xp: Any, result: Any, *operands: Any) -> Any:
    """Tell where finite operands gave an infinite result; all arrays broadcast to one shape."""
    return _all(xp.isfinite(value) for value in operands) & xp.isinf(result)


def left(xp: Any, result: Any, *operands: Any) -> Any:
    """Tell where finite operands other than 0 gave a product or power that floats cannot hold.

    It is infinite, or so small that digits are missing.
    """
    usual = _all(xp.isfinite(value) & (value != 0) for value in operands)
    size = xp.abs(result)
    return usual & ((size < xp.finfo(result.dtype).smallest_normal) | xp.isinf(size))


def _all(truths: Any) -> Any:
    first, *others = truths
    for truth in others:
        first = first & truth
    return first

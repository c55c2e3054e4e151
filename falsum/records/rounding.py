"""How numbers are rounded before they are kept: what a machine's rounding decides is not."""

from __future__ import annotations

import math

SAME = 1e-3  # two slacks of one sign that differ by no more than this tell the same
NOISE = 1e-12  # a float slack below this is a rounding error, kept as 0


def rounded(value: float | None) -> float | None:
    """Round to 6 significant digits; what is not finite becomes None."""
    if value is None or not math.isfinite(value):
        return None
    return six(value)


def higher(new: float, old: float) -> bool:
    """Tell whether a slack is larger by more than the luck of a search: visibly, or in its sign."""
    return new > old + SAME or _sign(new) > _sign(old)


def _sign(slack: float) -> int:
    return 0 if abs(slack) < NOISE else 1 if slack > 0 else -1


def six(value: float) -> float:
    """Round to 6 significant digits."""
    return float(f"{value:.6g}")

"""How numbers are rounded before they are kept: what a machine's rounding decides is not."""

from __future__ import annotations

import math

SAME = 1e-6  # two slacks that differ by no more than this are the same
NOISE = 1e-12  # a float slack below this is a rounding error, kept as 0


def rounded(value: float | None) -> float | None:
    """Round to 6 significant digits; what is not finite becomes None."""
    if value is None or not math.isfinite(value):
        return None
    return six(value)


def six(value: float) -> float:
    """Round to 6 significant digits."""
    return float(f"{value:.6g}")

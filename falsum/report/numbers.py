"""Numbers of a record on a page: short where they can be, rounded where they cannot."""

from __future__ import annotations

import re
from fractions import Fraction

EXACT = 7  # characters of a number that a reader takes in at once
RATIONAL = re.compile(r"-?[0-9]+(/[0-9]+)?")
DIGITS = 4  # significant ones of a number in a sentence
MORE = (DIGITS, 6, 8, 10, 12)  # until two numbers that differ look different
SLIGHT = 1e-6  # relative size of a difference that nobody sees


def ends(text: str) -> tuple[float, float] | None:
    """Return the ends between which a written number lies, None where it is no number."""
    if text.startswith("[") and text.endswith("]"):
        low, _, high = text[1:-1].partition(", ")
        below, above = ends(low), ends(high)
        return (below[0], above[1]) if below and above else None
    try:
        value = float(Fraction(text)) if RATIONAL.fullmatch(text) else float(text)
    except (ValueError, OverflowError):
        return None
    return value, value


def spoken(text: str, digits: int = DIGITS) -> str:
    """Write a number for a sentence: exact while that is short, else to a few digits."""
    known = ends(text)
    if known is None:
        return text
    low, high = known
    if low != high:
        return f"between {brief(low, digits)} and {brief(high, digits)}"
    if RATIONAL.fullmatch(text) and len(text) <= EXACT:
        return text
    return brief(low, digits)


def brief(value: float, digits: int = DIGITS) -> str:
    """Write a float to a few digits."""
    if value in (float("inf"), float("-inf")):
        return "infinite" if value > 0 else "minus infinity"
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def telling(left: str, right: str) -> tuple[str, str]:
    """Write two numbers to as many digits as show which one is larger."""
    pairs = [(spoken(left, digits), spoken(right, digits)) for digits in MORE]
    larger = _larger(left, right)
    return next((pair for pair in pairs if _larger(*pair) == larger), pairs[0])


def _larger(left: str, right: str) -> bool | None:
    """Tell whether the left number is the larger one; None for equal ones, and for no numbers."""
    one, other = ends(left), ends(right)
    return None if one is None or other is None or one == other else one > other


def approximate(text: str) -> str:
    """Write a value of a table: a long fraction with what it is about."""
    known = ends(text)
    if known is None or known[0] != known[1] or len(text) <= EXACT or "/" not in text:
        return text
    return f"{text} ≈ {brief(known[0])}"


def powers(text: str) -> str:
    """Write powers of ten in LaTeX."""
    return re.sub(r"(?<=[0-9])e(-?[0-9]+)\b", r" \\cdot 10^{\1}", text)

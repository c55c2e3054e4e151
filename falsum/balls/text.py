"""Numbers as text: exact where they are short, else only digits that are certain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from falsum import balls

LONGEST = 24  # characters of a rational before it is shown rounded
DIGITS = 12  # certain digits shown of everything else


def number_text(entry: Any) -> str:
    """Write a 0-d ball array: a short rational as p/q, anything else to its certain digits."""
    if bool(entry.maybe_undefined.any()):
        return "maybe undefined"
    element = entry.elements().item()
    if isinstance(element, fmpq | arb):
        return _end_text(element)
    low, high = _end_text(element.lo), _end_text(element.hi)
    return low if low == high else f"[{low}, {high}]"


def _end_text(end: fmpq | arb) -> str:
    if isinstance(end, arb):
        return _digits(end)
    text = str(Fraction(int(end.p), int(end.q)))
    return text if len(text) <= LONGEST else _digits(arb(end.p) / arb(end.q))


def _digits(ball: arb) -> str:
    if not ball.is_finite():
        return "inf" if ball > 0 else "-inf" if ball < 0 else "any number"
    return str(ball.str(DIGITS, radius=False))


def sure_digits(entry: Any) -> str:
    """Write a 0-d ball array with a sign that says whether it is exact."""
    text = number_text(entry)
    return text if text.strip("-").replace("/", "").isdigit() else f"≈ {text}"


def is_balls(xp: Any) -> bool:
    """Tell whether ``xp`` is the namespace of balls."""
    return xp is balls.namespace

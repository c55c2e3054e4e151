"""Exact numbers: what a claim may hold, and what it refuses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from falsum.statement.floats_in_claims import exact_text

DIGITS = 4000  # of a number: Python prints no more than 4300


class ClaimError(ValueError):
    """Raise when a claim is not a well-formed statement; the message says what to write instead."""


def lift(value: object) -> Any:
    """Return ``value`` as an exact SymPy expression, refusing floats."""
    if isinstance(value, int | Fraction | sympy.Rational):
        _refuse_long(value)
    if isinstance(value, bool):
        raise ClaimError(f"{value!r} is a truth value where a number is expected")
    if isinstance(value, int):
        return sympy.Integer(value)
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(value, float):
        exact = exact_text(value) or "pi, E, oo, sqrt(2), or Rational(p, q) of its digits"
        raise ClaimError(
            f"{value!r} is a float literal, and a claim holds exact numbers only; "
            f"write {exact} if that is what is printed"
        )
    if isinstance(value, sympy.Float):
        raise ClaimError(f"{value} is a SymPy float; write an exact Rational instead")
    if isinstance(value, sympy.Expr):
        return value
    raise ClaimError(
        f"got {value!r} of type {type(value).__name__} where an expression is expected; "
        "write an int, a Rational, or an expression over declared symbols"
    )


def _refuse_long(value: Any) -> None:
    """Refuse a number that Python does not print, nor anybody read."""
    length = max(int(part).bit_length() for part in Fraction(value).as_integer_ratio())
    if length > DIGITS * 3.33:
        raise ClaimError(
            f"a claim holds a number of about {int(length / 3.32):,} digits, more than {DIGITS}; "
            "write it as a power of a constant(name, value)"
        )

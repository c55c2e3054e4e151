"""Exact conversions between elements and Python numbers, floats and integer records."""

import math
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from flint import arb, fmpq, fmpz

from falsum.balls.context import NotRational
from falsum.balls.ends import (
    INF,
    NEG_INF,
    Element,
    End,
    Result,
    Segment,
    from_arb,
    is_infinite,
    make,
    undefined,
)
from falsum.balls.exactness import refuse_rounded_float, refuse_rounded_rational

Record: TypeAlias = list[str]
"""A kind followed by hexadecimal integers; see `encode`."""

_LARGEST_EXPONENT = 4096


def lift(value: object) -> Result:
    """Turn a number into an element, and refuse what may have been rounded before.

    Args:
        value: int, float, Fraction, numpy scalar, `fmpz`, `fmpq` or `arb`. A NaN gives the whole
            line, flagged; a float infinity the exact infinity.

    Raises:
        InexactNumber: a float may have been rounded, or something else is the value of a float that
            was; see `falsum.balls.exactness`.
        TypeError: the value isn't a real number.
    """
    if isinstance(value, (float, np.floating)):
        refuse_rounded_float(value)
    elif isinstance(value, Fraction):
        refuse_rounded_rational(value.numerator, value.denominator)
    elif isinstance(value, fmpq):
        refuse_rounded_rational(int(value.p), int(value.q))
    elif isinstance(value, arb) and value.is_exact() and value.is_finite():
        mantissa, exponent = (int(n) for n in value.man_exp())
        if -_LARGEST_EXPONENT < exponent < 0:
            refuse_rounded_rational(mantissa, 1 << -exponent)
    return lift_data(value)


def lift_data(value: object) -> Result:
    """Turn a number that is data into an element, exactly: a float is its dyadic rational.

    Raises:
        TypeError: the value isn't a real number.
    """
    if isinstance(value, fmpq):
        return value, False
    if isinstance(value, (int, np.integer)):
        return fmpq(int(value)), False
    if isinstance(value, (float, np.floating)):
        return _lift_float(value)
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator), False
    if isinstance(value, fmpz):
        return fmpq(value), False
    if isinstance(value, arb):
        return from_arb(value)
    if isinstance(value, Segment):
        return value, False
    raise TypeError(
        f"cannot make a ball from {value!r} of type {type(value).__name__}; "
        "give an int, a short float such as 0.5, a Fraction, fmpq or arb"
    )


def _lift_float(value: float | np.floating[Any]) -> Result:
    if np.isnan(value):
        return undefined()
    if np.isinf(value):
        end = INF if value > 0 else NEG_INF
        return Segment(end, end), False
    return fmpq(*value.as_integer_ratio()), False


def is_single(x: Element) -> bool:
    """Return whether an element is one exact finite number."""
    return isinstance(x, fmpq) or (isinstance(x, arb) and x.is_exact())


def to_fraction(x: Element) -> Fraction:
    """Return the exact value of a single finite element.

    Raises:
        NotRational: the element isn't a point.
    """
    x = shorten(x) if isinstance(x, arb) and x.is_exact() else x
    if not isinstance(x, fmpq):
        raise NotRational(f"{x} isn't an exact rational; keep it in balls, with functions of xp")
    return Fraction(int(x.p), int(x.q))


def shorten(end: End) -> End:
    """Return a finite exact `arb` of moderate size as a rational, anything else unchanged."""
    if isinstance(end, fmpq) or is_infinite(end) or abs(int(end.man_exp()[1])) > _LARGEST_EXPONENT:
        return end
    return end.fmpq()


def to_float(x: Element) -> float:
    """Return a float near the middle: saturating, NaN for the whole line."""
    if isinstance(x, fmpq):
        return _divide(x)
    if isinstance(x, arb):
        return float(x.mid())
    low, high = is_infinite(x.lo), is_infinite(x.hi)
    if low and high:
        return math.nan if x.lo != x.hi else float(arb(x.lo))
    if low or high:
        return float(arb(x.hi if low else x.lo).mid())
    return float(arb(x.lo).union(arb(x.hi)).mid())


def _divide(x: fmpq) -> float:
    try:
        return int(x.p) / int(x.q)
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def encode(x: Element) -> Record:
    """Return a record of hexadecimal integers from which `decode` restores the element.

    The forms are ["point", numerator, denominator]; ["ball", mantissa, exponent, mantissa of the
    radius, its exponent]; ["segment", *end, *end] with an end as ["rational", numerator,
    denominator], ["dyadic", mantissa, exponent], ["inf", "0x0", "0x0"] or ["-inf", "0x0", "0x0"].
    """
    if isinstance(x, fmpq):
        return ["point", hex(int(x.p)), hex(int(x.q))]
    if isinstance(x, arb):
        return ["ball", *_pair(x.mid()), *_pair(x.rad())]
    return ["segment", *_encode_end(x.lo), *_encode_end(x.hi)]


def _pair(x: arb) -> Record:
    mantissa, exponent = x.man_exp()
    return [hex(int(mantissa)), hex(int(exponent))]


def _encode_end(end: End) -> Record:
    if isinstance(end, fmpq):
        return ["rational", hex(int(end.p)), hex(int(end.q))]
    if not end.is_finite():
        return ["inf" if end > 0 else "-inf", "0x0", "0x0"]
    return ["dyadic", *_pair(end)]


def decode(record: Record) -> Element:
    """Restore an element from its record.

    Raises:
        ValueError: the record has no known kind.
    """
    kind, *rest = record
    if kind == "point":
        return fmpq(*_integers(rest))
    if kind == "ball":
        mantissa, exponent, radius, radius_exponent = _integers(rest)
        return _exact_ball(mantissa, exponent, radius, radius_exponent)
    if kind == "segment":
        return make(_decode_end(rest[:3]), _decode_end(rest[3:]))
    raise ValueError(f"unknown kind of element {kind!r}; expected point, ball or segment")


def _integers(texts: Record) -> list[int]:
    return [int(text, 16) for text in texts]


def _decode_end(record: Record) -> End:
    kind, *rest = record
    if kind == "rational":
        return fmpq(*_integers(rest))
    if kind == "dyadic":
        mantissa, exponent = _integers(rest)
        return arb((mantissa, exponent))
    if kind in ("inf", "-inf"):
        return INF if kind == "inf" else NEG_INF
    raise ValueError(f"unknown kind of end {kind!r}")


def _exact_ball(mantissa: int, exponent: int, radius: int, radius_exponent: int) -> arb:
    middle = arb((mantissa, exponent))
    if not radius:
        return middle
    # flint rounds a given radius up by one unit in 30 bits: ask for half a unit less.
    shift = max(0, 30 - radius.bit_length())
    slightly_less = ((radius << (shift + 1)) - 1, radius_exponent - shift - 1)
    ball = arb((mantissa, exponent), slightly_less)
    wanted = arb((radius, radius_exponent))
    return ball if ball.rad() == wanted else arb(middle, wanted)

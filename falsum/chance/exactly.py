"""Numbers from outside as exact fractions and balls, with errors that say what to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import TypeAlias

from flint import arb, fmpq

from falsum import balls
from falsum.balls.context import DEFAULT_PRECISION
from falsum.balls.convert import to_fraction
from falsum.balls.ends import Segment, is_infinite
from falsum.balls.ends import ends as element_ends

Number: TypeAlias = int | float | Fraction
"""A number that is exact as it stands: a float is its dyadic rational."""


@contextmanager
def working_precision(bits: int = DEFAULT_PRECISION) -> Iterator[None]:
    """Run a block at ``bits`` bits and restore the precision afterwards."""
    with balls.precision(bits):
        yield


def fraction(value: object, name: str) -> Fraction:
    """Return an int, float, Fraction or fmpq as the fraction that it is.

    Raises:
        TypeError: it is none of them.
        ValueError: it is infinite or NaN.
    """
    if isinstance(value, fmpq):
        return Fraction(int(value.p), int(value.q))
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        try:
            return Fraction(int(value.__index__()))  # type: ignore[attr-defined]
        except AttributeError:
            raise TypeError(
                f"{name} is {value!r} of type {type(value).__name__}; write an int, a float or a "
                "Fraction"
            ) from None
    try:
        return Fraction(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{name} is {value}, which is no finite number") from None


def ends(value: object, name: str) -> tuple[Fraction, Fraction]:
    """Return the exact lower and upper end of a number, an ``arb`` or a one-element BallArray.

    Raises:
        TypeError: it is none of them.
        ValueError: it is unbounded, may be undefined, or holds several elements.
    """
    if isinstance(value, balls.BallArray):
        if value.size != 1 or value.maybe_undefined.any():
            raise ValueError(f"{name} is {value!r}; give a single element that is defined")
        value = value.elements().item()
    if isinstance(value, arb | Segment):
        low, high = element_ends(value)
        if is_infinite(low) or is_infinite(high) or not (low <= high):
            raise ValueError(f"{name} is {value}, which is not bounded")
        return to_fraction(low), to_fraction(high)
    exact = fraction(value, name)
    return exact, exact


def ball(value: Fraction) -> arb:
    """Return the ball of the working precision around a fraction."""
    return arb(fmpq(value.numerator, value.denominator))


def probability(value: object, name: str) -> Fraction:
    """Return a number in [0, 1] as a fraction.

    Raises:
        ValueError: it lies outside.
    """
    exact = fraction(value, name)
    if not 0 <= exact <= 1:
        raise ValueError(f"{name} is {value}; a probability lies between 0 and 1")
    return exact


def error_level(value: object) -> Fraction:
    """Return an error probability, strictly between 0 and 1, as a fraction."""
    exact = fraction(value, "error")
    if not 0 < exact < 1:
        raise ValueError(f"error is {value}; write a number strictly between 0 and 1, such as 1e-9")
    return exact


def count(value: object, name: str, least: int = 0) -> int:
    """Return an integer that is at least ``least``.

    Raises:
        ValueError: it is no integer, or too small.
    """
    exact = fraction(value, name)
    if exact.denominator != 1 or exact < least:
        raise ValueError(f"{name} is {value}; write an integer of at least {least}")
    return int(exact)

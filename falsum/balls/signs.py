"""Functions of the namespace on quotients, signs and the parts of a number."""

from typing import Any

from falsum.balls import division
from falsum.balls.array import BallArray, coerce, map_binary
from falsum.balls.truth import Truth


def floor_divide(x1: Any, x2: Any, /) -> BallArray:
    """Return the largest integer up to x1 / x2; flagged where x2 may be 0."""
    return map_binary(division.floor_divide, coerce(x1), coerce(x2))


def remainder(x1: Any, x2: Any, /) -> BallArray:
    """Return x1 - x2 * floor(x1 / x2), with the sign of x2; flagged where x2 may be 0.

    It is anything between 0 and x2 where the whole quotient isn't decided.
    """
    return map_binary(division.remainder, coerce(x1), coerce(x2))


def signbit(x: Any, /) -> Truth:
    """Return whether x < 0; zero has no sign."""
    return coerce(x) < 0


def copysign(x1: Any, x2: Any, /) -> BallArray:
    """Return |x1| with the sign of x2; zero has no sign and counts as positive."""
    return map_binary(division.copysign, coerce(x1), coerce(x2))


def real(x: Any, /) -> BallArray:
    """Return x: every number is real."""
    return coerce(x)


def imag(x: Any, /) -> BallArray:
    """Return 0: every number is real; flagged where x is."""
    array = coerce(x)
    flag = array.maybe_undefined
    zeros = coerce([0] * array.size).elements().reshape(array.shape)
    return BallArray(zeros, flag)


def conj(x: Any, /) -> BallArray:
    """Return x: every number is real."""
    return coerce(x)

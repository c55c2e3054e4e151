"""Functions of the namespace on truth values."""

from typing import Any

from falsum.balls.array import BallArray
from falsum.balls.truth import Truth, as_truth


def logical_and(x1: Any, x2: Any, /) -> Truth:
    """Return the conjunction."""
    return as_truth(x1) & as_truth(x2)


def logical_or(x1: Any, x2: Any, /) -> Truth:
    """Return the disjunction."""
    return as_truth(x1) | as_truth(x2)


def logical_xor(x1: Any, x2: Any, /) -> Truth:
    """Return the exclusive disjunction."""
    return as_truth(x1) ^ as_truth(x2)


def logical_not(x: Any, /) -> Truth:
    """Return the negation."""
    return ~as_truth(x)


def bitwise_and(x1: Any, x2: Any, /) -> Truth:
    """Return the conjunction of truth values; numbers have no bits."""
    return _without_bits(x1, "bitwise_and") & _without_bits(x2, "bitwise_and")


def bitwise_or(x1: Any, x2: Any, /) -> Truth:
    """Return the disjunction of truth values; numbers have no bits."""
    return _without_bits(x1, "bitwise_or") | _without_bits(x2, "bitwise_or")


def bitwise_xor(x1: Any, x2: Any, /) -> Truth:
    """Return the exclusive disjunction of truth values; numbers have no bits."""
    return _without_bits(x1, "bitwise_xor") ^ _without_bits(x2, "bitwise_xor")


def bitwise_invert(x: Any, /) -> Truth:
    """Return the negation of truth values; numbers have no bits."""
    return ~_without_bits(x, "bitwise_invert")


def _without_bits(x: Any, name: str) -> Truth:
    if isinstance(x, BallArray):
        raise TypeError(
            f"{name}: balls are real numbers without bits, got {x!r}; "
            "write floor_divide and remainder by powers of 2"
        )
    return as_truth(x)

"""Helpers of the tests of matrices: exact matrices, and comparison with references."""

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from falsum.balls import BallArray, asarray
from falsum.balls import namespace as xp
from falsum.balls.ends import Element, ends, less
from falsum.balls.storage import objects
from tests.balls.reference import rational

DIGITS = 60
linalg = xp.linalg


def exact(value: Any) -> Fraction:
    """Return the exact value of a number of mpmath."""
    sign, mantissa, exponent, _ = mpmath.mpf(value)._mpf_
    return Fraction(-mantissa if sign else mantissa) * Fraction(2) ** exponent


def near(x: Element, value: Any) -> bool:
    """Return whether an element contains a reference, up to its last ten digits."""
    low, high = ends(x)
    error = Fraction(10) ** (10 - DIGITS)
    below, above = (rational(exact(value) + sign * error) for sign in (-1, 1))
    return not less(above, low) and not less(high, below)


def floats(values: Any) -> BallArray:
    """Return floats that are data as exact points."""
    array = np.asarray(values, dtype=float)
    exactly = objects([Fraction(x) for x in array.ravel().tolist()], array.shape)
    return BallArray.from_fractions(exactly)


def all_near(x: BallArray, reference: Any) -> bool:
    """Compare a matrix or vector with one of mpmath."""
    values = list(reference)
    return all(near(e, v) for e, v in zip(x.elements().ravel(), values, strict=True))


def integers(rng: random.Random, m: int, n: int) -> list[list[int]]:
    """Return a random matrix of small integers."""
    return [[rng.randrange(-5, 6) for _ in range(n)] for _ in range(m)]


def symmetric(rng: random.Random, n: int) -> list[list[int]]:
    """Return a random symmetric matrix of small integers."""
    a = integers(rng, n, n)
    return [[a[i][j] + a[j][i] for j in range(n)] for i in range(n)]


def narrow(x: BallArray, digits: int = 28) -> bool:
    """Return whether everything is enclosed, tightly and without flags."""
    return not x.maybe_undefined.any() and bool(
        xp.all(x.upper() - x.lower() < Fraction(1, 10**digits))
    )


def covers(x: BallArray, value: BallArray) -> bool:
    """Return whether enclosures have a value in common with those of an identity."""
    return (
        not (x.upper() < value.lower()).possible().any()
        and not (x.lower() > value.upper()).possible().any()
    )


def orthogonal(n: int, seed: int) -> BallArray:
    """Return an exact rational orthogonal matrix, by Householder reflections."""
    rng = np.random.default_rng(seed)
    q = xp.eye(n)
    for _ in range(2):
        v = asarray(rng.integers(1, 9, n))
        q = q @ (xp.eye(n) - 2 * linalg.outer(v, v) / xp.vecdot(v, v))
    return q


def diagonal(values: list[Any], m: int | None = None) -> BallArray:
    """Return a matrix with these values on the diagonal."""
    n = len(values)
    rows = [[values[j] if i == j else 0 for j in range(n)] for i in range(m or n)]
    return asarray(rows)


def close(x: BallArray, reference: Any) -> bool:
    """Compare with floats, up to their error."""
    return bool(xp.all(xp.abs(x - floats(reference)) < Fraction(1, 10**10)))

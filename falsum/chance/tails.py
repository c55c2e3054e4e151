"""Certified tails of counting laws: exact sums where they are short, incomplete beta beyond.

Every function returns an ``arb`` ball that contains the probability.
"""

from __future__ import annotations

import math
from fractions import Fraction

from flint import arb

from falsum.chance.exactly import Number, ball, count, ends, working_precision

EXACT_TRIALS = 64  # up to here binomial tails are sums of fractions
GOAL = 60  # relative bits wanted of a tail
MOST_BITS = 8192


def binomial_at_most(k: int, n: int, p: Number | arb) -> arb:
    """Return P(X <= k) for X binomial with n trials of probability p.

    Args:
        k: any integer.
        n: number of trials, at least 0.
        p: probability, a number in [0, 1] or a ball that meets [0, 1].

    Source: the regularised incomplete beta function, P(X <= k) = I_{1-p}(n - k, k + 1).
    """
    n = count(n, "n")
    if k < 0 or k >= n:
        return arb(0 if k < 0 else 1)
    low, high = _within(p)
    least = _upper_tail(n - k, n, 1 - high)
    return least if low == high else least.union(_upper_tail(n - k, n, 1 - low))


def binomial_at_least(k: int, n: int, p: Number | arb) -> arb:
    """Return P(X >= k) for X binomial with n trials of probability p; see `binomial_at_most`."""
    n = count(n, "n")
    if k <= 0 or k > n:
        return arb(1 if k <= 0 else 0)
    low, high = _within(p)
    least = _upper_tail(k, n, low)
    return least if low == high else least.union(_upper_tail(k, n, high))


def _within(p: Number | arb) -> tuple[Fraction, Fraction]:
    """Return the ends of a probability, those of a ball cut to [0, 1]."""
    low, high = ends(p, "p")
    if high < 0 or low > 1 or (low == high and not 0 <= low <= 1):
        raise ValueError(f"p is {p}; a probability lies between 0 and 1")
    return max(low, Fraction(0)), min(high, Fraction(1))


def _upper_tail(k: int, n: int, p: Fraction) -> arb:
    """Return P(X >= k) for 0 < k <= n."""
    if p in (0, 1):
        return arb(int(p))
    if n <= EXACT_TRIALS and p.denominator.bit_length() <= EXACT_TRIALS:
        top, rest = p.numerator, p.denominator - p.numerator
        total = sum(math.comb(n, j) * top**j * rest ** (n - j) for j in range(k, n + 1))
        with working_precision():
            return ball(Fraction(total, p.denominator**n))
    bits = 128
    while True:
        with working_precision(bits):
            tail = _tail(k, n - k + 1, ball(p))
        if tail.rel_accuracy_bits() >= GOAL or bits >= MOST_BITS:
            return tail
        bits *= 2


def _tail(a: int, b: int, x: arb) -> arb:
    """Return the regularised incomplete beta function I_x(a, b), within [0, 1]."""
    value = x.beta_lower(a, b, regularized=True)
    if not value.is_finite():
        return arb(0.5, 0.5)
    return value

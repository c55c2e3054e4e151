"""Certified tails of counting laws: exact sums where they are short, incomplete beta beyond.

Every function returns an ``arb`` ball that contains the probability.
"""

from __future__ import annotations

import math
from collections.abc import Callable
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


def hypergeometric_at_least(k: int, population: int, marked: int, draws: int) -> arb:
    """Return P(X >= k) for X the number of marked objects among draws without replacement.

    Args:
        k: any integer.
        population: number of objects.
        marked: how many of them are marked.
        draws: how many are drawn.

    Source: a sum of integers over the binomial coefficient (population, draws).
    """
    total = count(population, "population")
    marked, draws = count(marked, "marked"), count(draws, "draws")
    if max(marked, draws) > total:
        raise ValueError(f"marked is {marked} and draws is {draws}, of {total} objects only")
    first = max(k, 0, draws + marked - total)
    if first > min(draws, marked):
        return arb(0)
    term = math.comb(marked, first) * math.comb(total - marked, draws - first)
    ways = 0
    for j in range(first, min(draws, marked) + 1):
        ways += term
        left = total - marked - draws + j + 1
        term = term * (marked - j) * (draws - j) // ((j + 1) * left)
    with working_precision():
        return ball(Fraction(ways, math.comb(total, draws)))


def hypergeometric_at_most(k: int, population: int, marked: int, draws: int) -> arb:
    """Return P(X <= k); see `hypergeometric_at_least`."""
    unmarked = count(population, "population") - count(marked, "marked")
    return hypergeometric_at_least(draws - k, population, unmarked, draws)


def refined(compute: Callable[[], arb]) -> arb:
    """Return a ball of at least GOAL relative bits, doubling the precision until it is one.

    A probability of exactly 0 has no relative bits: after MOST_BITS what there is is returned.
    """
    bits = 128
    while True:
        with working_precision(bits):
            value = compute()
        if value.rel_accuracy_bits() >= GOAL or value.is_exact() or bits >= MOST_BITS:
            return value
        bits *= 2


def _upper_tail(k: int, n: int, p: Fraction) -> arb:
    """Return P(X >= k) for 0 < k <= n."""
    if p in (0, 1):
        return arb(int(p))
    if n <= EXACT_TRIALS and p.denominator.bit_length() <= EXACT_TRIALS:
        top, rest = p.numerator, p.denominator - p.numerator
        total = sum(math.comb(n, j) * top**j * rest ** (n - j) for j in range(k, n + 1))
        with working_precision():
            return ball(Fraction(total, p.denominator**n))
    return refined(lambda: _tail(k, n - k + 1, ball(p)))


def _tail(a: int, b: int, x: arb) -> arb:
    """Return the regularised incomplete beta function I_x(a, b), within [0, 1]."""
    value = x.beta_lower(a, b, regularized=True)
    if not value.is_finite():
        return arb(0.5, 0.5)
    return value

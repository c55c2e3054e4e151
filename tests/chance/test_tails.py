"""Certified tails against exact sums and SciPy."""

from fractions import Fraction
from itertools import product
from math import comb, prod

import numpy as np
import pytest
from flint import arb
from scipy.stats import binom, hypergeom

from falsum.chance.exactly import ball, working_precision
from falsum.chance.multinomial import multinomial_box, multinomial_event
from falsum.chance.tails import (
    binomial_at_least,
    binomial_at_most,
    hypergeometric_at_least,
    hypergeometric_at_most,
)


def contains(value, exact, bits=60):
    """Tell whether a ball contains a fraction, and is narrow."""
    with working_precision(4000):
        near = value.overlaps(ball(Fraction(exact)))
    return near and (value.rel_accuracy_bits() >= bits or value.is_exact())


@pytest.mark.parametrize("n", [0, 1, 7, 64, 65, 90])
@pytest.mark.parametrize("p", [Fraction(0), Fraction(1, 3), 0.1, Fraction(1)])
def test_binomial_tails_contain_the_exact_sums(n, p):
    """All tails of small and of larger numbers of trials, on both sides of the switch."""
    q = Fraction(p)
    weights = [comb(n, j) * q**j * (1 - q) ** (n - j) for j in range(n + 1)]
    for k in range(-1, n + 2, max(1, n // 8)):
        assert contains(binomial_at_most(k, n, p), sum(weights[: max(k + 1, 0)]))
        assert contains(binomial_at_least(k, n, p), sum(weights[max(k, 0) :]))


def test_binomial_tails_of_many_trials():
    """Large sizes agree with SciPy, and far tails keep their relative accuracy."""
    for k, n, p in [(3100, 10**4, 0.3), (301_000, 10**6, 0.3), (20, 10**9, 1e-9)]:
        assert float(binomial_at_least(k, n, p)) == pytest.approx(binom.sf(k - 1, n, p), rel=1e-9)
        assert float(binomial_at_most(k, n, p)) == pytest.approx(binom.cdf(k, n, p), rel=1e-9)
    far = binomial_at_least(5000, 10**4, 0.3)
    assert far.rel_accuracy_bits() >= 60
    assert arb(10) ** -381 < far < arb(10) ** -380


def test_a_ball_of_probabilities_gives_all_their_tails():
    """The tail of a ball contains those of its ends."""
    for k in (0, 3, 10):
        wide = binomial_at_least(k, 10, arb(0.25, 0.125))
        assert wide.contains(binomial_at_least(k, 10, 0.13))
        assert wide.contains(binomial_at_least(k, 10, 0.37))
        wide = binomial_at_most(k, 10, arb(0.9, 0.2))
        assert wide.contains(binomial_at_most(k, 10, 1))
        assert wide.contains(binomial_at_most(k, 10, 0.75))


def test_hypergeometric_tails():
    """Sums over the marked ones, small by enumeration and large by SciPy."""
    for population, marked, draws in [(9, 4, 5), (6, 0, 2), (6, 6, 6), (8, 5, 7)]:
        whole = comb(population, draws)
        weights = [
            Fraction(comb(marked, j) * comb(population - marked, draws - j), whole)
            for j in range(draws + 1)
        ]
        for k in range(-1, draws + 2):
            found = hypergeometric_at_least(k, population, marked, draws)
            assert contains(found, sum(weights[max(k, 0) :]))
            found = hypergeometric_at_most(k, population, marked, draws)
            assert contains(found, sum(weights[: max(k + 1, 0)]))
    found = float(hypergeometric_at_least(60, 5000, 500, 400))
    assert found == pytest.approx(hypergeom.sf(59, 5000, 500, 400), rel=1e-9)


CELLS = [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)]


def enumerated(n, event):
    """Return the exact probability of an event over all sequences of draws."""
    total = Fraction(0)
    for path in product(range(3), repeat=n):
        if event([path.count(i) for i in range(3)]):
            total += prod(CELLS[i] for i in path)
    return total


def test_multinomial_events():
    """Events by enumeration of the counts equal those by enumeration of the draws."""
    exact = enumerated(6, lambda c: c[0] > c[1] or c[2] == 0)
    found = multinomial_event(6, CELLS, lambda c: (c[:, 0] > c[:, 1]) | (c[:, 2] == 0))
    assert contains(found, exact)
    assert multinomial_event(5, CELLS, lambda c: c[:, 0] >= 0) == 1


def test_multinomial_boxes():
    """Boxes of counts, among them the greatest and the least count."""
    for low, high in [([0, 1, 0], [2, 4, 5]), ([1, 1, 1], None), (None, [3, 3, 3])]:
        exact = enumerated(
            6,
            lambda c, low=low, high=high: all(
                (low or [0] * 3)[i] <= c[i] <= (high or [6] * 3)[i] for i in range(3)
            ),
        )
        assert contains(multinomial_box(6, CELLS, low, high), exact)
    assert multinomial_box(6, CELLS, upper=[1, 1, 1]) == 0
    assert multinomial_box(6, CELLS, lower=[7, 0, 0]) == 0
    two = multinomial_box(500, [Fraction(1, 4), Fraction(3, 4)], upper=[100, 500])
    assert two.overlaps(binomial_at_most(100, 500, Fraction(1, 4)))
    assert two.rel_accuracy_bits() >= 60


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: binomial_at_least(1, 3, 1.5), "between 0 and 1"),
        (lambda: binomial_at_most(1, -3, 0.5), "n is -3"),
        (lambda: hypergeometric_at_least(1, 3, 4, 2), "of 3 objects only"),
        (lambda: multinomial_box(3, [0.5, 0.25]), "exactly 1"),
        (lambda: multinomial_box(3, CELLS, [0, 0]), "give one each"),
        (lambda: multinomial_event(10**4, CELLS, np.any), "use multinomial_box"),
        (lambda: multinomial_event(3, CELLS, lambda c: c > 0), "returned shape"),
    ],
)
def test_wrong_arguments_are_refused(call, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        call()

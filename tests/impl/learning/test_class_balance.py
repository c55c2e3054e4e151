"""The binomial law of a count against its fractions."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from falsum import balls
from impl.learning.class_balance import binomial_law


@pytest.mark.parametrize("p", [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
def test_weights_are_exact_in_balls(p):
    """Every weight is the binomial fraction, at the ends of [0, 1] too."""
    counts, weights = binomial_law(20, balls.asarray([p]))
    exact = [comb(20, k) * p**k * (1 - p) ** (20 - k) for k in range(21)]
    assert weights.points()[0].tolist() == exact
    assert counts.points()[0].tolist() == list(range(21))


def test_weights_in_floats(lift_in):
    """One row an instance, and each adds up to 1."""
    (p,) = lift_in([0.25, 0.5])
    _, weights = binomial_law(100, p)
    np.testing.assert_allclose(np.asarray(weights).sum(axis=1), 1, rtol=1e-12)
    assert float(np.asarray(weights)[1, 50]) == pytest.approx(comb(100, 50) / 2**100)


def test_no_trial_gives_one_atom(lift_in):
    """Nothing is counted with certainty."""
    counts, weights = binomial_law(0, *lift_in([0.3]))
    assert np.asarray(counts).tolist() == [[0]]
    assert np.asarray(weights).tolist() == [[1]]

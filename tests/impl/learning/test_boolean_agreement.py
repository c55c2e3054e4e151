"""Agreement of random Boolean functions against enumeration."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from falsum import balls
from impl.learning import boolean_agreement


@pytest.mark.parametrize("bits", [0, 1, 2, 3])
def test_one_function_gives_the_binomial_law(bits):
    """Whatever the fixed function is, going through all functions counts binomially."""
    trials = 2**bits
    law = {k: Fraction(comb(trials, k), 2**trials) for k in range(trials + 1)}
    for fixed in {0, 1, 2**trials - 1, 2**trials // 3}:
        assert boolean_agreement.best_agreements([fixed], bits) == law


def test_weights_are_exact_in_balls():
    """The recursion gives the binomial fractions."""
    like = balls.asarray([0])
    weights = boolean_agreement.binomial_weights(64, like).points()[0].tolist()
    assert weights == [Fraction(comb(64, k), 2**64) for k in range(65)]


def test_weights_in_floats(lift_in):
    """The floats match to the last digits, one row an instance."""
    (like,) = lift_in([0.0, 1.0])
    weights = np.asarray(boolean_agreement.binomial_weights(256, like))
    exact = [comb(256, k) / 2**256 for k in range(257)]
    np.testing.assert_allclose(weights, [exact, exact], rtol=1e-12)


def test_the_class_of_all_functions_agrees_everywhere():
    """Some member is the random function itself."""
    assert boolean_agreement.best_agreements(range(16), 2) == {4: 1}


def test_spread_starts_with_opposites():
    """The constants come first, and then functions at distance half."""
    assert boolean_agreement.spread(2, 2) == [0, 15]
    third = boolean_agreement.spread(3, 2)[2]
    assert third.bit_count() == 2


@pytest.mark.parametrize(("bits", "count"), [(1, 4), (2, 14), (3, 104)])
def test_threshold_functions_are_all_there(bits, count):
    """Their numbers are known."""
    assert len(boolean_agreement.thresholds(bits)) == count

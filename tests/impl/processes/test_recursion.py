"""Linear recursions against literal loops."""

from math import floor

import numpy as np
import pytest

from impl.processes import recursion

B, C1, C2 = np.array([1.0, 2.0, 0.5]), np.array([1.0, 3.0, 4.0]), np.array([0.0, 1.0, 2.0])
FIRST, DROPS = np.array([2.0, -1.0, 5.0]), np.array([[0.5, 0.0], [1.0, 3.0], [0.0, 0.25]])


def naive(first, step, b, c1, c2, drops, terms):
    """Unroll the recursion term by term, at equality after the drops."""
    values = [first]
    for t in range(terms - 1):
        drop = drops[t] if t < len(drops) else 0.0
        values.append((1 - step * b + step**2 * c1) * values[-1] + step**2 * c2 - drop)
    return values


def test_terms_match_loops(lift_in):
    """The sequence and its last term agree with the unrolled recursion."""
    b, c1, c2, first, drops, step = lift_in(B, C1, C2, FIRST, DROPS, [0.5, 0.25, 1.0])
    factor, offset = recursion.multiplier(step, b, c1), recursion.increment(step, c2)
    whole = recursion.sequence(first, factor, offset, drops)
    (last,) = lift_in([4.5, 1.0, 6.0])
    found = recursion.term(first, factor, offset, drops, last, horizon=9)
    for lane, eta in enumerate((0.5, 0.25, 1.0)):
        path = naive(FIRST[lane], eta, B[lane], C1[lane], C2[lane], DROPS[lane], 7)
        np.testing.assert_allclose(np.asarray(whole)[lane], path[:3], rtol=1e-12)
        expected = path[floor((4.5, 1.0, 6.0)[lane]) - 1]
        assert float(found.value[lane]) == pytest.approx(expected, rel=1e-12)
    assert all(found.covered)


def test_there_is_no_term_before_the_first(lift_in):
    """Below 1 the value is infinite, and beyond the horizon it is unknown."""
    first, factor, offset, last = lift_in([1.0, 1.0], [0.5, 0.5], [0.0, 0.0], [0.5, 9.0])
    (drops,) = lift_in(np.zeros((2, 0)))
    found = recursion.term(first, factor, offset, drops, last, horizon=3)
    assert np.isinf(float(found.value[0]))
    assert np.isnan(np.asarray(found.or_nan())).tolist() == [False, True]


def test_the_damped_step_leaves_the_level_fixed(lift_in):
    """At c_2 = c_1 the level is the fixed point of the recursion of case 2."""
    b, c1, level = lift_in(B, C1, [0.5, 1.0, 2.0])
    step = recursion.damped_step(b, c1, level)
    after = recursion.multiplier(step, b, c1) * level**2 + recursion.increment(step, c1)
    np.testing.assert_allclose(np.asarray(after), np.asarray(level) ** 2, rtol=1e-12)


def test_the_first_low_term_is_that_of_the_sequence(lift_in):
    """The number counts from 1, equality is low enough, and a late term is unknown."""
    first, factor, offset, level = lift_in(
        [4.0, 1.0, 8.0, 8.0], [0.5, 0.5, 0.5, 0.5], [0.0, 0.0, 0.5, 1.0], [1.0, 1.0, 2.0, 2.0]
    )
    found = recursion.number_of_low_term(first, factor, offset, level, horizon=6)
    drops = lift_in(np.zeros((4, 6)))[0]
    terms = np.asarray(recursion.sequence(first, factor, offset, drops))
    low = terms <= np.asarray(level)[:, None]
    assert np.asarray(found)[:3].tolist() == [3, 1, 4]
    assert [int(row.argmax()) + 1 for row in low[:3]] == [3, 1, 4]
    assert np.isnan(np.asarray(found)[3]) and not low[3].any()

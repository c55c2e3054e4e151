"""The sequential test against its definition: mixtures, boundaries, decisions."""

from fractions import Fraction
from math import comb, log

import numpy as np
import pytest
from flint import arb

from falsum import balls
from falsum.chance.boundary import boundary, crossing
from falsum.chance.exactly import ball, working_precision
from falsum.chance.mixture import mixture
from falsum.chance.sequential import Sequential

CLAIMED = [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(999, 1000)]


def exact_value(bound, events, trials):
    """Return the mixture's value as a fraction, term by term from its definition."""
    test = mixture(bound)
    return sum(
        w * (q / bound) ** events * ((1 - q) / (1 - bound)) ** (trials - events)
        for q, w in zip(test.alternatives, test.weights, strict=True)
    )


@pytest.mark.parametrize("bound", CLAIMED)
def test_value_is_the_mixture_of_likelihood_ratios(bound):
    """Balls contain the exact value, floats are near it, for no, some and only events."""
    for events, trials in [(0, 0), (0, 5), (2, 5), (5, 5), (7, 12)]:
        exact = exact_value(bound, events, trials)
        value = mixture(bound).value(events, trials)
        with working_precision(256):
            assert value.overlaps(ball(exact))
            assert value.rad() < 1e-25 * value
        assert mixture(bound).log_value(events, trials) == pytest.approx(
            float(value.log()), rel=1e-11, abs=1e-11
        )


@pytest.mark.parametrize("bound", CLAIMED)
def test_value_has_mean_one_at_the_bound(bound):
    """Under the claimed probability itself the mean over all paths of 6 trials is exactly 1."""
    n = 6
    mean = sum(
        comb(n, x) * bound**x * (1 - bound) ** (n - x) * exact_value(bound, x, n)
        for x in range(n + 1)
    )
    assert mean == 1
    assert sum(mixture(bound).weights) == 1
    assert all(bound < q <= 1 for q in mixture(bound).alternatives)


@pytest.mark.parametrize("bound", CLAIMED)
def test_boundary_is_the_least_count_that_rejects(bound):
    """Each number of the boundary rejects and one less does not, in balls."""
    error, counts = Fraction(1, 10**4), np.arange(1, 200)
    test = mixture(bound)
    limits = boundary(test, error, counts)
    assert (np.diff(limits) >= 0).all()
    for n, limit in zip(counts.tolist(), limits.tolist(), strict=True):
        assert limit == n + 1 or test.rejects(limit, n, error)
        assert limit == 0 or not test.rejects(limit - 1, n, error)


def test_boundary_does_not_depend_on_which_counts_are_asked():
    """A thinner list of counts has the same numbers."""
    test, error = mixture(Fraction(1, 20)), Fraction(1, 10**9)
    every = boundary(test, error, np.arange(1, 2001))
    assert (boundary(test, error, np.arange(10, 2001, 10)) == every[9::10]).all()


def test_crossing_counts_paths():
    """The probability of crossing is that of the paths that cross, over all 2^10 paths."""
    limits, p = np.array([2, 2, 3, 3, 3, 4, 4, 5, 5, 5]), Fraction(1, 3)
    total = Fraction(0)
    for path in range(2**10):
        steps = [(path >> i) & 1 for i in range(10)]
        if (np.cumsum(steps) >= limits).any():
            total += p ** sum(steps) * (1 - p) ** (10 - sum(steps))
    found = crossing(limits, p)
    assert found.lower <= total <= found.upper
    assert found.upper - found.lower < 1e-13
    assert found.mean_trials() == pytest.approx(
        float(sum((n + 1) * found.at[n] for n in range(10)) + 10 * (1 - total)), rel=1e-12
    )


def test_a_false_claim_is_refuted_and_stays_refuted():
    """Too many failures refute; successes afterwards do not take it back."""
    state = Sequential(Fraction(9, 10)).update(700, 1000)
    assert state.decision == "refuted"
    assert state.e_value > 9 * log(10)
    later = state.update(10**6, 10**6)
    assert later.decision == "refuted"
    assert (later.successes, later.trials) == (1000700, 1001000)
    assert later.e_value < 0


def test_a_true_claim_is_resolved_by_enough_successes():
    """The number of successes needed resolves and one less does not."""
    for claimed in (Fraction(1, 2), Fraction(99, 100), 1 - Fraction(1, 10**12)):
        state = Sequential(claimed)
        needed = state.needed()
        assert state.update(needed, needed).decision == "resolved"
        assert state.update(needed - 1, needed - 1).decision == "open"
        assert needed < 1.2 * 9 * log(10) / -log(claimed) + 2


def test_a_sharp_claim_stays_open():
    """Frequencies equal to the claimed probability decide nothing."""
    state = Sequential(Fraction(3, 4))
    for _ in range(50):
        state = state.update(750, 1000)
    assert state.decision == "open"
    assert 0.75 in state.interval()


def test_cutting_the_trials_does_not_change_the_evidence():
    """The e-value depends on the counts only."""
    state = Sequential(0.5).update(3, 10).update(9, 10)
    assert state.e_value == Sequential(0.5).update(12, 20).e_value
    assert state.e_value_above == Sequential(0.5).update(12, 20).e_value_above


def test_claims_at_the_edges():
    """Claims of 0, 1 and beyond are settled by what they say."""
    assert Sequential(0).decision == "resolved"
    assert Sequential(-3).decision == "resolved"
    assert Sequential(Fraction(11, 10)).decision == "refuted"
    sure = Sequential(1)
    assert sure.update(10**9, 10**9).decision == "open"
    assert sure.needed() is None
    assert sure.update(9, 10).decision == "refuted"
    assert sure.update(9, 10).e_value == np.inf
    assert Sequential(0).needed() == 0


def test_a_ball_is_refuted_at_its_lower_end_and_resolved_at_its_upper():
    """An uncertain claimed probability never makes a decision easier."""
    claimed = arb(0.5, 0.1)
    wide, low, high = Sequential(claimed), Sequential(0.4), Sequential(0.6)
    n = 2000
    for successes in range(0, n + 1, 20):
        decision = wide.update(successes, n).decision
        if decision == "refuted":
            assert low.update(successes, n).decision == "refuted"
        if decision == "resolved":
            assert high.update(successes, n).decision == "resolved"
    assert wide.update(500, n).decision == "refuted"
    assert wide.update(1600, n).decision == "resolved"
    assert wide.update(900, n).decision == "open"


def test_claimed_probabilities_come_as_ball_arrays():
    """A point, a ball and a segment of the balls namespace serve; what has no bounds does not."""
    exact = Sequential(balls.BallArray.from_fractions([Fraction(1, 3)]))
    assert exact.against == Sequential(Fraction(1, 3)).against
    segment = balls.BallArray.from_bounds(Fraction(1, 4), Fraction(1, 2))
    assert Sequential(segment).against == Sequential(Fraction(1, 4)).against
    assert Sequential(segment).above == Sequential(Fraction(1, 2)).above
    root = Sequential(balls.namespace.sqrt(balls.asarray(0.5)))
    assert root.update(0, 100).decision == "refuted"
    for wrong in (balls.asarray([0.5, 0.5]), balls.asarray(float("nan")), arb("nan")):
        with pytest.raises(ValueError, match="claimed is"):
            Sequential(wrong)
    with pytest.raises(ValueError, match="not bounded"):
        Sequential(balls.asarray(float("inf")))


def test_boundaries_agree_with_decisions():
    """`refuting` and `resolving` give the counts at which `update` decides."""
    state, n = Sequential(Fraction(4, 5), error=1e-6), 500
    failures, successes = int(state.refuting([n])[0]), int(state.resolving([n])[0])
    assert state.update(n - failures, n).decision == "refuted"
    assert state.update(n - failures + 1, n).decision == "open"
    assert state.update(successes, n).decision == "resolved"
    assert state.update(successes - 1, n).decision == "open"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"claimed": 0.5, "error": 0}, "between 0 and 1"),
        ({"claimed": float("nan")}, "no finite number"),
    ],
)
def test_wrong_arguments_are_refused(arguments, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        Sequential(**arguments)


def test_wrong_counts_are_refused():
    """Counts are integers in order."""
    with pytest.raises(ValueError, match="more than the 3 trials"):
        Sequential(0.5).update(4, 3)
    with pytest.raises(ValueError, match="an integer of at least 0"):
        Sequential(0.5).update(-1, 3)
    with pytest.raises(ValueError, match="no boundary"):
        Sequential(1).refuting([3])
    with pytest.raises(TypeError, match="write an int"):
        Sequential("0.5")
    with pytest.raises(ValueError, match="increasing"):
        Sequential(0.5).refuting([3, 2])

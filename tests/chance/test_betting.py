"""The betting e-process: mean 1 at the bound, honest intervals, decisions in both directions."""

import math
from itertools import product

import numpy as np
import pytest

from falsum.chance.betting import FRACTIONS, Betting, mean_interval


def naive_capital(values, mean, lower):
    """Return the mixture's capital by its definition, one product at a time."""
    room = mean - lower
    capitals = [math.prod(1 + c * (x - mean) / room for x in values) for c in FRACTIONS.tolist()]
    return sum(capitals) / len(capitals)


def test_capital_is_the_mean_of_products():
    """The certified logarithm is at most the naive one, and close to it."""
    values = np.random.default_rng(0).uniform(-1, 3, 50)
    state = Betting(0.7, -1.0, 3.0).update(values)
    exact = math.log(naive_capital(values.tolist(), 0.7, -1.0))
    assert exact - 1e-8 < state.e_value <= exact


def test_capital_has_mean_one_at_the_bound():
    """Over all paths of a two-point law with mean m the capital averages to 1."""
    p, n = 0.3, 8  # mean of {0, 1} with weight p on 1
    total = sum(
        p ** sum(path) * (1 - p) ** (n - sum(path)) * naive_capital(path, p, 0.0)
        for path in product((0, 1), repeat=n)
    )
    assert total == pytest.approx(1, abs=1e-12)


def test_cutting_does_not_change_the_evidence():
    """Batches of any size give the same e-value up to rounding."""
    values = np.random.default_rng(1).random(1000)
    whole = Betting(0.4, 0.0, 1.0).update(values)
    parts = Betting(0.4, 0.0, 1.0)
    for part in np.split(values, [10, 400, 990]):
        parts = parts.update(part)
    assert parts.e_value == pytest.approx(whole.e_value, abs=1e-6)
    assert parts.trials == whole.trials == 1000


@pytest.mark.parametrize(("side", "truth"), [("at_most", 0.6), ("at_least", 0.4)])
def test_false_means_are_refuted(side, truth):
    """A claim on the wrong side falls, the mirrored one stands."""
    other = {"at_most": "at_least", "at_least": "at_most"}[side]
    values = np.random.default_rng(2).beta(truth * 5, 5 - truth * 5, 3000)
    assert Betting(0.5, 0.0, 1.0, side).update(values).decision == "refuted"
    assert Betting(0.5, 0.0, 1.0, other).update(values).decision == "open"


def test_refutation_stays():
    """A later fall of the capital does not undo the decision."""
    state = Betting(0.5, 0.0, 1.0).update(np.ones(200))
    later = state.update(np.zeros(1000))
    assert later.e_value < 0
    assert later.decision == "refuted"


def test_true_means_are_rarely_refuted():
    """Among 400 true claims that hold with equality, looked at ten times, few fall at 5 %."""
    rng = np.random.default_rng(3)
    wrong = 0
    for _ in range(400):
        state = Betting(0.25, 0.0, 1.0, error=0.05)
        for part in np.split(rng.random(500) ** 3, 10):
            state = state.update(part)
        wrong += state.decision == "refuted"
    assert wrong <= 20


@pytest.mark.parametrize("draw", ["uniform", "rare", "constant"])
def test_interval_holds_the_mean_and_is_narrow(draw):
    """The interval contains the true mean and is within twice the width of the normal one."""
    rng, n = np.random.default_rng(4), 5000
    values, mean, deviation = {
        "uniform": (rng.random(n), 0.5, math.sqrt(1 / 12)),
        "rare": ((rng.random(n) < 0.02) * 1.0, 0.02, math.sqrt(0.02 * 0.98)),
        "constant": (np.full(n, 0.5), 0.5, 0.0),
    }[draw]
    found = mean_interval(values, 0.0, 1.0, 1e-6)
    assert mean in found
    assert found.width < 2 * 2 * 4.9 * deviation / math.sqrt(n) + 0.02


def test_interval_is_the_set_of_unrejected_means():
    """Betting rejects each mean outside the interval and none inside, up to the bisection."""
    values = np.random.default_rng(5).random(300)
    found = mean_interval(values, 0.0, 1.0, 0.02)
    outside = Betting(found.lower, 0.0, 1.0, error=0.01).update(values)
    inside = Betting(found.lower + 1e-3, 0.0, 1.0, error=0.01).update(values)
    assert (outside.decision, inside.decision) == ("refuted", "open")
    outside = Betting(found.upper, 0.0, 1.0, "at_least", error=0.01).update(values)
    inside = Betting(found.upper - 1e-3, 0.0, 1.0, "at_least", error=0.01).update(values)
    assert (outside.decision, inside.decision) == ("refuted", "open")


def test_no_values_say_nothing():
    """Without a variable the interval is the whole range."""
    found = mean_interval([], -2.0, 5.0)
    assert (found.lower, found.upper) == (-2.0, 5.0)


def test_wrong_arguments_are_refused():
    """Values outside their bounds, NaN, and claims outside the range raise."""
    with pytest.raises(ValueError, match="outside of its bounds"):
        mean_interval([0.5, 1.5], 0.0, 1.0)
    with pytest.raises(ValueError, match="outside of its bounds"):
        Betting(0.5, 0.0, 1.0).update([math.nan])
    with pytest.raises(ValueError, match="strictly between"):
        Betting(1.0, 0.0, 1.0)
    with pytest.raises(ValueError, match="write 'at_most'"):
        Betting(0.5, 0.0, 1.0, "below")
    with pytest.raises(ValueError, match="one dimension"):
        mean_interval([[0.5]], 0.0, 1.0)
    with pytest.raises(ValueError, match="in order"):
        mean_interval([], 1.0, 0.0)

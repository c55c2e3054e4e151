"""Worst laws against the classical inequalities that they attain."""

from fractions import Fraction
from itertools import combinations
from math import comb, exp, prod

import array_api_compat.numpy as numpy_namespace
import numpy as np
import pytest

from falsum import balls, measured
from falsum.couplings import (
    Assumption,
    AssumptionError,
    ExactLaw,
    Infeasible,
    exchangeable,
    expectation,
    grid,
    independent,
    margin,
    martingale_differences,
    mean,
    pairwise_independent,
    second_moment,
    uncorrelated,
    worst_count_law,
    worst_law,
)

half = Fraction(1, 2)
coin = {0: half, 1: half}


def coins(n: int) -> list[Assumption]:
    """Assume fair bits and nothing of their dependence."""
    return [margin(i, coin) for i in range(n)]


@pytest.mark.parametrize(("level", "target"), [(1, 2), (2, 7), (3, 4)])
def test_markov_is_attained(level: int, target: int) -> None:
    """P(X >= a) = m / a on the points 0 and a."""
    worst = worst_law(grid(range(9), 1), lambda x: x[0] >= target, [mean(0, level)])
    assert worst.value == Fraction(level, target)
    assert set(worst.values) == {(0,), (target,)} or worst.expect(lambda x: x[0]) == level


def test_chebyshev_and_cantelli_are_attained() -> None:
    """Two-sided s^2 / a^2, one-sided s^2 / (s^2 + a^2), where the grid holds the atoms."""
    points = grid(range(-6, 7), 1)
    moments = [mean(0, 0), second_moment(0, 3)]
    assert worst_law(points, lambda x: abs(x[0]) >= 3, moments).value == Fraction(3, 9)
    assert worst_law(points, lambda x: x[0] >= 3, moments).value == Fraction(3, 3 + 9)


def test_the_dual_proves_the_value() -> None:
    """A combination of the moments dominates the event at every point and has the same mean."""
    points = grid(range(-6, 7), 1)
    worst = worst_law(points, lambda x: x[0] >= 3, [mean(0, 0), second_moment(0, 3)])
    moments = {
        "total mass": lambda x: 1,
        "mean of 0": lambda x: x,
        "second moment of 0": lambda x: x * x,
    }
    for (x,) in points:
        assert sum(y * moments[name](x) for name, y in worst.dual.items()) >= (x >= 3)
    levels = {"total mass": 1, "mean of 0": 0, "second moment of 0": 3}
    assert sum(y * levels[name] for name, y in worst.dual.items()) == worst.value


@pytest.mark.parametrize("n", [2, 3, 4])
def test_boole_bonferroni_and_frechet(n: int) -> None:
    """With margins alone, unions reach the sum of the probabilities, intersections their bounds."""
    p = [Fraction(1, n + 2 + i) for i in range(n)]
    margins = [margin(i, {0: 1 - q, 1: q}) for i, q in enumerate(p)]
    points = grid((0, 1), n)
    assert worst_law(points, any, margins).value == sum(p)
    assert worst_law(points, any, margins, smallest=True).value == max(p)
    assert worst_law(points, all, margins).value == min(p)
    few = [margin(i, {0: q, 1: 1 - q}) for i, q in enumerate(p)]
    assert worst_law(points, all, few, smallest=True).value == max(0, 1 - sum(p))


def test_bonferroni_of_the_second_order() -> None:
    """Pairwise independent unions are at least the second Bonferroni sum, attained here."""
    p = Fraction(1, 5)
    assumed = [*(margin(i, {0: 1 - p, 1: p}) for i in range(3)), pairwise_independent()]
    low = worst_law(grid((0, 1), 3), any, assumed, smallest=True).value
    assert low == 3 * p - 3 * p**2


@pytest.mark.parametrize("n", range(2, 8))
def test_pairwise_independent_fair_bits_are_all_ones(n: int) -> None:
    """P(all ones) is at most 1 / (n + 1) for odd n and 1 / (n + 2) for even n."""
    worst = worst_count_law(n, half, lambda k: k == n)
    assert worst.value == Fraction(1, n + 1 + (n % 2 == 0))


@pytest.mark.parametrize("n", [2, 3, 4])
def test_counts_and_joint_laws_agree(n: int) -> None:
    """The reduction to counts finds what the program over all bit strings finds."""
    joint = worst_law(grid((0, 1), n), all, [*coins(n), pairwise_independent()])
    assert joint.value == worst_count_law(n, half, lambda k: k == n).value
    for i, j in combinations(range(n), 2):
        assert joint.expect(lambda x, i=i, j=j: x[i] * x[j]) == Fraction(1, 4)


def test_hoeffding_fails_under_pairwise_independence() -> None:
    """Three bits that are independent in pairs are all ones too often for Hoeffding."""
    worst = worst_count_law(3, half, lambda k: k == 3)
    assert worst.value == Fraction(1, 4)
    assert float(worst.value) > exp(-2 * 3 * 0.5**2)
    independently = worst_count_law(3, half, lambda k: k == 3, order=3)
    assert independently.value == Fraction(1, 8)


def test_full_independence_leaves_no_freedom() -> None:
    """All bits independent: the greatest and the least probability are the binomial one."""
    n, p = 6, Fraction(1, 3)
    tail = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(4, n + 1))
    for smallest in (False, True):
        assert worst_count_law(n, p, lambda k: k >= 4, order=n, smallest=smallest).value == tail


def test_uncorrelated_is_weaker_than_independent() -> None:
    """Three-valued uncorrelated variables may be dependent; independent ones may not."""
    third = Fraction(1, 3)
    three = {-1: third, 0: third, 1: third}
    margins = [margin(0, three), margin(1, three)]
    points = grid((-1, 0, 1), 2)

    def event(x: tuple[int, ...]) -> bool:
        return x[0] == x[1] == 0

    assert worst_law(points, event, [*margins, uncorrelated()]).value == third
    assert worst_law(points, event, [*margins, independent(2)]).value == third**2


@pytest.mark.parametrize("n", [2, 4, 6])
def test_exchangeable_signs_are_least_correlated_when_drawn_without_replacement(n: int) -> None:
    """A finite exchangeable sequence reaches the correlation -1 / (n - 1), not just 0."""
    worst = worst_law(
        grid((-1, 1), n), lambda x: x[0] * x[1], [exchangeable(), mean(0, 0)], smallest=True
    )
    assert worst.value == Fraction(-1, n - 1)
    assert all(sum(x) == 0 for x in worst.values)
    assert set(worst.weights) == {Fraction(1, comb(n, n // 2))}


def test_martingale_differences_cannot_beat_a_fair_bet() -> None:
    """From 0 with steps of size 1 the chance to be at 2 after two steps is a quarter."""
    points = grid((-1, 0, 1), 2)
    worst = worst_law(points, lambda x: sum(x) >= 2, [martingale_differences()])
    assert worst.value == Fraction(1, 4)


def test_an_infeasible_program_names_the_contradiction() -> None:
    """Three signs cannot all be opposite in pairs."""
    pairs = [
        expectation(f"E[X{i} X{j}]", lambda x, i=i, j=j: prod((x[i], x[j])), -1)
        for i, j in combinations(range(3), 2)
    ]
    with pytest.raises(Infeasible, match=r"no law on these points.*E\[X1 X2\] = -1") as caught:
        worst_law(grid((-1, 1), 3), all, pairs)
    y = caught.value.farkas
    assert sum(v * level for v, level in zip(y, [1, -1, -1, -1], strict=True)) > 0


@pytest.mark.parametrize(
    ("assumptions", "message"),
    [
        ([uncorrelated(0, 1)], r"add mean\(0, ...\)"),
        ([pairwise_independent()], r"add margin\(0, ...\)"),
        ([mean(5, 0)], "coordinates 0 to 1"),
        ([margin(0, {3: 1})], "a value that no point has"),
    ],
)
def test_errors_say_what_to_add(assumptions: list[Assumption], message: str) -> None:
    """An assumption that is not linear, or speaks of nothing, is refused."""
    with pytest.raises(AssumptionError, match=message):
        worst_law(grid((0, 1), 2), all, assumptions)


def test_more_errors() -> None:
    """Weights that are none, signs that are none, points that are floats or not symmetric."""
    with pytest.raises(AssumptionError, match="adds up to 2"):
        margin(0, {0: 1, 1: 1})
    with pytest.raises(AssumptionError, match="one of =="):
        expectation("x", lambda x: 0, 0, sign="<")
    with pytest.raises(AssumptionError, match="write an int or a Fraction"):
        worst_law([(0.5,)], all)
    with pytest.raises(AssumptionError, match="all permutations"):
        worst_law([(0, 1)], all, [exchangeable()])
    with pytest.raises(AssumptionError, match="from 1 to 3"):
        worst_count_law(3, half, lambda k: 0, order=4)
    with pytest.raises(AssumptionError, match=r"\[0, 1\]"):
        worst_count_law(3, 2, lambda k: 0)


def test_bounds_on_moments_go_both_ways() -> None:
    """An expectation may be bounded from either side."""
    points = grid(range(5), 1)
    above = [expectation("at most", lambda x: x[0], 1, sign="<=")]
    below = [expectation("at least", lambda x: x[0], 3, sign=">=")]
    assert worst_law(points, lambda x: x[0] == 4, above).value == Fraction(1, 4)
    assert worst_law(points, lambda x: x[0] == 0, below).value == Fraction(1, 4)


def test_a_measurement_can_return_the_law() -> None:
    """The arrays have one row an instance and one column an atom, exact in balls."""
    total = measured("total", r"\sum_i X_i")
    worst: ExactLaw = worst_law(grid((0, 1), 3), all, [*coins(3), pairwise_independent()])
    law = worst.law({total: sum}, np.zeros((2, 5)), numpy_namespace)
    assert law.weights.shape == law.values[total].shape == (2, 4)
    assert sorted(law.values[total][1].tolist()) == [1, 1, 1, 3]
    exact = worst.law({total: sum}, balls.asarray([[0]]), balls.namespace)
    assert exact.weights.points().tolist() == [[Fraction(1, 4)] * 4]

"""Containment of ring operations, order and selection against exact fractions."""

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from falsum.balls import BallArray, Undecided, asarray, precision
from falsum.balls import namespace as xp
from tests.balls.reference import array, contains, only, random_element, random_fraction, samples

BINARY: dict[str, tuple[Callable[..., Any], Callable[[Fraction, Fraction], Fraction]]] = {
    "add": (xp.add, lambda a, b: a + b),
    "subtract": (xp.subtract, lambda a, b: a - b),
    "multiply": (xp.multiply, lambda a, b: a * b),
    "divide": (xp.divide, lambda a, b: a / b),
    "maximum": (xp.maximum, max),
    "minimum": (xp.minimum, min),
    "clip": (lambda a, b: xp.clip(a, b, None), max),
}
UNARY: dict[str, tuple[Callable[..., Any], Callable[[Fraction], Fraction | int]]] = {
    "negative": (xp.negative, lambda a: -a),
    "abs": (xp.abs, abs),
    "square": (xp.square, lambda a: a * a),
    "same": (lambda x: x * x, lambda a: a * a),
    "reciprocal": (xp.reciprocal, lambda a: 1 / a),
    "sign": (xp.sign, lambda a: (a > 0) - (a < 0)),
    "floor": (xp.floor, lambda a: a.__floor__()),
    "ceil": (xp.ceil, lambda a: a.__ceil__()),
    "round": (xp.round, round),
    "trunc": (xp.trunc, lambda a: a.__trunc__()),
    "cube": (lambda x: x**3, lambda a: a**3),
    "fourth": (lambda x: x**4, lambda a: a**4),
    "inverse cube": (lambda x: x**-3, lambda a: a**-3),
    "inverse square": (lambda x: x**-2, lambda a: a**-2),
    "zeroth": (lambda x: x**0, lambda a: Fraction(1)),
}


@pytest.mark.parametrize("bits", [128, 7])
@pytest.mark.parametrize("name", BINARY)
def test_binary_operations_contain_all_exact_results(name: str, bits: int) -> None:
    """Every exact result of points of the operands lies in the enclosure, or it is flagged."""
    function, exact = BINARY[name]
    rng = random.Random(name)
    for _ in range(250):
        x, y = random_element(rng), random_element(rng)
        with precision(bits, exact_bits=8 * bits):
            value, flag = only(function(array(x), array(y)))
        for a in samples(x, rng, 2):
            for b in samples(y, rng, 2):
                if name == "divide" and b == 0:
                    assert flag, (x, y)
                else:
                    assert contains(value, exact(a, b)), (x, y, a, b, value)


@pytest.mark.parametrize("bits", [128, 7])
@pytest.mark.parametrize("name", UNARY)
def test_unary_operations_contain_all_exact_results(name: str, bits: int) -> None:
    """Every exact result of points of the operand lies in the enclosure, or it is flagged."""
    function, exact = UNARY[name]
    rng = random.Random(name)
    for _ in range(300):
        x = random_element(rng)
        with precision(bits, exact_bits=8 * bits):
            value, flag = only(function(array(x)))
        for a in samples(x, rng):
            if a == 0 and ("inverse" in name or name == "reciprocal"):
                assert flag, x
            else:
                assert contains(value, exact(a)), (x, a, value)


def test_points_stay_exact_and_long_ones_become_balls() -> None:
    """Rational arithmetic is exact up to the limit and encloses beyond it."""
    x = asarray([Fraction(1, 3), Fraction(2, 7)])
    assert (x + 1).points().tolist() == [Fraction(4, 3), Fraction(9, 7)]
    assert (x * x / 5 - 2).is_point.all()
    long = x**2000
    assert not long.is_point.any()
    assert contains(long.elements()[0], Fraction(1, 3) ** 2000)
    factor = BallArray.from_floats([1e-234])
    tiny = factor * factor * factor
    assert contains(tiny.elements()[0], Fraction(1e-234) ** 3)
    assert bool(tiny[0] > 0)


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@pytest.mark.parametrize("bits", [128, 7])
@pytest.mark.parametrize("name", COMPARISONS)
def test_comparisons_never_contradict_a_sample(name: str, bits: int) -> None:
    """A certain verdict holds for all points of the operands."""
    compare = COMPARISONS[name]
    rng = random.Random(7)
    for _ in range(300):
        centre = random_fraction(rng)
        x = random_element(rng, centre)
        y = random_element(rng, centre if rng.random() < 0.5 else None)
        with precision(bits):
            verdict = compare(array(x), array(y))
        outcomes = {compare(a, b) for a in samples(x, rng, 2) for b in samples(y, rng, 2)}
        assert True not in outcomes or verdict.can_be_true[0], (x, y)
        assert False not in outcomes or verdict.can_be_false[0], (x, y)


def test_points_are_compared_exactly() -> None:
    """Two points are always decided, however close."""
    a, b = Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**400)
    assert bool(asarray(a) < b)
    assert not bool(asarray(a) == b)
    assert bool(asarray(a) == a)


def test_equality_of_balls_is_at_most_undecided() -> None:
    """Two equal inexact balls don't compare equal, and an inexact ball isn't unequal to itself."""
    root = xp.sqrt(asarray(2))
    verdict = root == xp.sqrt(asarray(2))
    assert not verdict.certain()
    assert verdict.possible()
    assert not (root != root).certain()
    with pytest.raises(Undecided, match="raise the precision"):
        bool(verdict)
    assert bool(root != 1)


def test_where_is_the_union_where_undecided() -> None:
    """An undecided condition gives both branches, a decided one exactly one."""
    noise = xp.asarray([-1, 0, 1]) + array(*[random_ball() for _ in range(3)])
    chosen = xp.where(noise > 0, asarray(Fraction(1, 3)), asarray(-2))
    values = chosen.elements()
    assert chosen.is_point.tolist() == [True, False, True]
    assert contains(values[1], Fraction(1, 3))
    assert contains(values[1], -2)
    assert not contains(values[1], -3)
    assert values[0] == -2


def random_ball() -> Any:
    """Return a ball of radius one tenth around zero."""
    from flint import arb

    return arb(0, 0.1)


def test_where_takes_flags_of_the_branches_it_may_take() -> None:
    """The flag of a branch that is certainly not taken disappears; that of the condition stays."""
    bad, good = xp.log(asarray(-1)), asarray(1)
    assert not xp.where(asarray(1) > 0, good, bad).maybe_undefined
    assert xp.where(asarray(1) > 0, bad, good).maybe_undefined
    assert xp.where(array(random_ball()) > 0, good, bad).maybe_undefined.all()
    assert xp.where(bad > 0, good, good).maybe_undefined
    assert xp.where(bad > 0, good, good).elements()[()] == 1


def test_kleene_logic() -> None:
    """Conjunction, disjunction and negation follow Kleene's tables."""
    t, f = asarray([True])[0], asarray([False])[0]
    u = (array(random_ball()) > 0)[0]
    assert bool(f & u) is False
    assert bool(u | t) is True
    for undecided in (t & u, u | f, ~u, u ^ t, u & u):
        assert undecided.possible()
        assert not undecided.certain()
    assert bool(xp.any(xp.stack([u, t])))
    assert not bool(xp.all(xp.stack([u, f])))
    with pytest.raises(Undecided):
        bool(xp.all(xp.stack([u, t])))


def test_a_flagged_operand_never_decides() -> None:
    """A comparison with something undefined is undecided both ways."""
    bad = asarray([float("nan")])
    for verdict in (bad < 1, bad == bad, bad != 1, xp.asarray([1]) <= bad):
        assert verdict.can_be_true.all()
        assert verdict.can_be_false.all()
        assert verdict.maybe_undefined.all()


def test_flags_survive_narrow_enclosures() -> None:
    """What is flagged stays flagged and undecided even where its enclosure is narrow."""
    root = xp.sqrt(array(random_ball()))
    assert bool(xp.all(root.upper() < 1))
    verdict = root < 1
    assert verdict.can_be_false.all()
    assert verdict.maybe_undefined.all()
    ones = xp.ones((1, 2))
    pair = xp.concat([root, asarray([1])])
    for result in (ones @ pair, pair @ ones.T, xp.sum(pair), xp.max(pair), xp.sort(pair), pair[0]):
        assert result.maybe_undefined.all()
    matrix = xp.stack([pair, asarray([1, 2])])
    assert (matrix @ matrix).maybe_undefined.tolist() == [[True, True], [True, False]]
    assert xp.linalg.det(matrix).maybe_undefined
    assert (root * 0).maybe_undefined.all()


def test_infinities_are_exact_values() -> None:
    """Infinities compare decidedly; forms without a value are flagged."""
    inf = asarray(float("inf"))
    assert bool(asarray(5) < inf)
    assert bool(-inf < 5)
    assert bool(inf == inf)
    assert not bool(inf < inf)
    assert bool(xp.isinf(inf))
    assert not bool(xp.isfinite(inf))
    assert not bool(xp.isnan(inf))
    assert bool(1 / inf == 0)
    assert bool(inf + 1 == inf)
    assert bool(inf * -2 == -inf)
    for undefined in (inf - inf, inf * 0, inf / inf, asarray(0) / 0, asarray(1) / 0):
        assert undefined.maybe_undefined
    assert bool(xp.exp(-inf) == 0)
    assert bool(xp.exp(inf) == inf)
    assert bool(xp.tanh(inf) == 1)


def test_division_by_a_ball_with_zero_is_the_whole_line() -> None:
    """Division by something that may be zero covers everything and is flagged."""
    value, flag = only(asarray([1]) / array(random_ball()))
    assert flag
    assert contains(value, 10**400)
    assert contains(value, -(10**400))


def test_numpy_defers_to_balls() -> None:
    """Numpy scalars and arrays on the left give BallArrays."""
    x = asarray([1, 2])
    for result in (np.float64(2) * x, np.array([2.0, 2.0]) * x, 2 * x, Fraction(2) * x, x * 2.0):
        assert isinstance(result, BallArray)
        assert result.points().tolist() == [2, 4]
    with pytest.raises(TypeError, match="a numpy array of BallArray"):
        np.asarray(x)


def test_reductions_contain_exact_results() -> None:
    """Sums, products, extremes, means and sorted values contain the exact ones."""
    rng = random.Random(3)
    for _ in range(60):
        elements = [random_element(rng) for _ in range(5)]
        x = array(*elements)
        for choice in zip(*(samples(e, rng, 3) for e in elements), strict=True):
            product = Fraction(1)
            for value in choice:
                product *= value
            assert contains(xp.sum(x).elements()[()], sum(choice))
            assert contains(xp.prod(x).elements()[()], product)
            assert contains(xp.max(x).elements()[()], max(choice))
            assert contains(xp.min(x).elements()[()], min(choice))
            assert contains(xp.mean(x).elements()[()], Fraction(sum(choice), 5))
            mean = Fraction(sum(choice), 5)
            assert contains(xp.var(x).elements()[()], sum((v - mean) ** 2 for v in choice) / 5)
            for enclosure, value in zip(xp.sort(x).elements(), sorted(choice), strict=True):
                assert contains(enclosure, value)
            running = [sum(choice[: k + 1]) for k in range(5)]
            for enclosure, value in zip(xp.cumulative_sum(x).elements(), running, strict=True):
                assert contains(enclosure, value)


def test_axes_follow_numpy() -> None:
    """Reductions over axes and tuples of axes have numpy's shapes and exact values."""
    data = np.arange(24).reshape(2, 3, 4) - 7
    x = asarray(data)
    for axis in (None, 0, 1, -1, (0, 2), (1, 2)):
        for keepdims in (False, True):
            for name in ("sum", "prod", "max", "min"):
                ours = getattr(xp, name)(x, axis=axis, keepdims=keepdims)
                theirs = np.asarray(
                    getattr(data.astype(object), name)(axis=axis, keepdims=keepdims)
                )
                assert ours.shape == theirs.shape
                assert ours.points().tolist() == theirs.tolist()
    assert xp.argmax(x, axis=1).points().tolist() == np.argmax(data, axis=1).tolist()
    assert int(xp.argmin(x)) == 0


def test_empty_reductions() -> None:
    """Nothing sums to 0, multiplies to 1, and has the extremes of an empty set."""
    nothing = xp.zeros((0, 3))
    assert xp.sum(nothing, axis=0).points().tolist() == [0, 0, 0]
    assert xp.prod(nothing).points() == 1
    assert bool(xp.min(nothing) == float("inf"))
    assert bool(xp.max(nothing) == float("-inf"))
    assert bool(xp.all(xp.min(nothing, axis=0) > 5))
    assert xp.sum(nothing, axis=1).shape == (0,)
    assert xp.mean(nothing).maybe_undefined
    assert (xp.sqrt(nothing) + 1).shape == (0, 3)


def test_argmax_needs_certainty() -> None:
    """Overlapping candidates raise; exact ties give the first."""
    assert int(xp.argmax(asarray([1, 3, 3]))) == 1
    root = xp.sqrt(asarray(2))
    with pytest.raises(Undecided, match="overlap"):
        xp.argmax(xp.stack([root, xp.sqrt(asarray(2))]))
    with pytest.raises(Undecided):
        xp.argmin(xp.log(asarray([-1, 1])))

"""Intervals with open ends contain what they should, and say no more than they know."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from flint import arb, fmpq

from falsum import balls
from falsum.balls.ends import INF, NEG_INF, End, is_infinite, less
from falsum.enclosure import functions, operations, trigonometry
from falsum.enclosure.box import at, rational, side_of, spread
from falsum.enclosure.gradient import gradient
from falsum.enclosure.interval import (
    UNDEFINED,
    Contradiction,
    Interval,
    add,
    between,
    hull,
    intersect,
    is_negative,
    is_nonnegative,
    is_nonpositive,
    is_positive,
    multiply,
    point,
    reciprocal,
)
from falsum.enclosure.tape import compiled
from falsum.statement.declarations import parameter
from falsum.statement.domain import interval, real
from falsum.statement.exact import lift
from falsum.statement.expressions import Add, Mul, Pow

x, y = parameter("x", "x"), parameter("y", "y")
PLACES = [Fraction(k, 17) for k in range(1, 17)]


def holds(side: Interval, value: Fraction | Any) -> bool:
    """Tell whether a side contains a rational, or a number known to 60 digits up to its error."""
    if isinstance(value, Fraction):
        end: End = rational(value)
        low = less(side.lo, end) or (not side.lo_open and not less(end, side.lo))
        return low and (less(end, side.hi) or (not side.hi_open and not less(side.hi, end)))
    ball = arb(mpmath.nstr(value, 60), 1e-30)
    return not (ball < arb(side.lo)) and not (ball > arb(side.hi))


def random_side(chance: random.Random) -> Interval:
    """Return a random interval: points, zero ends, open ends and infinite ends included."""
    a, b = (Fraction(chance.randint(-12, 12), chance.choice((1, 2, 3, 8))) for _ in range(2))
    low, high = min(a, b), max(a, b)
    if low == high:
        return point(low)
    lo = NEG_INF if chance.random() < 0.1 else rational(low)
    hi = INF if chance.random() < 0.1 else rational(high)
    return between(lo, hi, chance.random() < 0.4, chance.random() < 0.4)


def members(side: Interval) -> list[Fraction]:
    """Return numbers of an interval, its closed ends among them."""
    found = [spread(side, place) for place in PLACES]
    for end, is_open in ((side.lo, side.lo_open), (side.hi, side.hi_open)):
        if not is_open and not is_infinite(end):
            found.append(Fraction(int(end.p), int(end.q)))
    return found


@pytest.mark.parametrize(
    ("rule", "exact"),
    [
        (add, lambda a, b: a + b),
        (multiply, lambda a, b: a * b),
        (functions.minimum, min),
        (functions.maximum, max),
        (hull, lambda a, b: a),
    ],
)
def test_binary_rules_contain_every_value(
    rule: Callable[[Interval, Interval], Interval], exact: Callable[[Any, Any], Fraction]
) -> None:
    """Exact values of members lie in the result, whatever the ends are."""
    chance = random.Random(1)
    for bits in (8, 256):
        with balls.precision(24, exact_bits=bits):
            for _ in range(60):
                a, b = random_side(chance), random_side(chance)
                result = rule(a, b)
                for p, q in zip(members(a), reversed(members(b)), strict=False):
                    assert holds(result, exact(p, q)), (a, b, result, p, q)


@pytest.mark.parametrize("n", [-3, -2, -1, 0, 1, 2, 3, 4])
def test_whole_powers_contain_every_value(n: int) -> None:
    """Powers contain exact values; a negative power of an interval with 0 is undefined."""
    chance = random.Random(2)
    for _ in range(60):
        side = random_side(chance)
        result = functions.whole_power(side, n)
        if n < 0 and holds(side, Fraction(0)):
            assert result.undefined
            continue
        for p in members(side):
            if n >= 0 or p:
                assert holds(result, p**n), (side, result, p)


UNARY: list[tuple[str, Callable[[Interval], Interval], Any, Interval]] = [
    ("exp", functions.exp, mpmath.exp, side_of(interval(-9, 9))),
    ("log", functions.log, mpmath.log, side_of(interval(0, 9, "(]"))),
    ("atan", functions.atan, mpmath.atan, side_of(interval(-9, 9))),
    ("asin", functions.asin, mpmath.asin, side_of(interval(-1, 1))),
    ("acos", functions.acos, mpmath.acos, side_of(interval(-1, 1))),
    ("sinh", functions.sinh, mpmath.sinh, side_of(interval(-9, 9))),
    ("cosh", functions.cosh, mpmath.cosh, side_of(interval(-9, 9))),
    ("tanh", functions.tanh, mpmath.tanh, side_of(interval(-9, 9))),
    ("erf", functions.erf, mpmath.erf, side_of(interval(-5, 5))),
    ("sin", trigonometry.sin, mpmath.sin, side_of(interval(-20, 20))),
    ("cos", trigonometry.cos, mpmath.cos, side_of(interval(-20, 20))),
    ("tan", trigonometry.tan, mpmath.tan, side_of(interval(-1, 1))),
    ("gamma", operations.FUNCTIONS["gamma"], mpmath.gamma, side_of(interval(0, 9, "(]"))),
    ("lgamma", operations.FUNCTIONS["lgamma"], mpmath.loggamma, side_of(interval(0, 9, "(]"))),
    ("abs", functions.absolute, mpmath.fabs, side_of(interval(-9, 9))),
    ("floor", operations.FUNCTIONS["floor"], mpmath.floor, side_of(interval(-9, 9))),
    ("sqrt", lambda s: functions.rational_power(s, Fraction(1, 2)), mpmath.sqrt,
     side_of(interval(0, 9))),
    ("x^(-2/3)", lambda s: functions.rational_power(s, Fraction(-2, 3)),
     lambda v: v ** mpmath.mpf("-2") if v == 1 else mpmath.exp(mpmath.log(v) * mpmath.mpf(-2) / 3),
     side_of(interval(0, 9, "(]"))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "value", "domain"), UNARY, ids=[u[0] for u in UNARY])
def test_functions_contain_high_precision_values(
    name: str, rule: Callable[[Interval], Interval], value: Any, domain: Interval
) -> None:
    """Values of another library to 60 digits lie in the enclosure of any interval around them."""
    chance = random.Random(name)
    with mpmath.workdps(70):
        for _ in range(25):
            cuts = sorted(spread(domain, Fraction(chance.randint(1, 999), 1000)) for _ in "ab")
            if cuts[0] == cuts[1]:
                continue
            ends = [rational(c) for c in cuts]
            result = rule(between(ends[0], ends[1], chance.random() < 0.5, chance.random() < 0.5))
            assert not result.undefined
            for place in PLACES[::3]:
                p = cuts[0] + place * (cuts[1] - cuts[0])
                assert holds(result, value(mpmath.mpf(p.numerator) / p.denominator)), (name, p)


@pytest.mark.parametrize(
    ("rule", "side"),
    [
        (functions.log, interval(0, 1)),
        (functions.log, interval(-1, 1, "()")),
        (reciprocal, interval(0, 1)),
        (reciprocal, interval(-1, 1, "()")),
        (lambda s: functions.rational_power(s, Fraction(1, 2)), interval(-1, 1)),
        (functions.asin, interval(0, 2)),
        (trigonometry.tan, interval(1, 2)),
        (operations.FUNCTIONS["lgamma"], interval(-1, 1)),
        (operations.FUNCTIONS["factorial"], interval(0, 1)),
        (functions.log, real),
    ],
)
def test_leaving_a_domain_is_undefined(rule: Callable[[Interval], Interval], side: Any) -> None:
    """What leaves the domain of a function anywhere carries the flag, and the flag stays."""
    result = rule(side_of(side))
    assert result.undefined
    assert add(result, point(1)).undefined and multiply(result, point(0)).undefined
    assert not any(f(result) for f in (is_positive, is_negative, is_nonnegative, is_nonpositive))


@pytest.mark.parametrize(
    ("rule", "side", "expected"),
    [
        (functions.log, interval(0, 1, "(]"), "(-inf, 0]"),
        (reciprocal, interval(0, 1, "()"), "(1, inf)"),
        (functions.exp, real, "(0, inf)"),
        (functions.tanh, real, "(-1, 1)"),
        (functions.cosh, real, "[1, inf)"),
        (trigonometry.cos, interval(-1, 4), "[-1, 1]"),
    ],
)
def test_open_ends_survive(rule: Callable[[Interval], Interval], side: Any, expected: str) -> None:
    """An end that is not attained stays open."""
    text = repr(rule(side_of(side))).replace("[+/- inf]", "inf")
    assert text in (expected, expected.replace("-inf", "inf"))


def test_nan_and_reversed_ends() -> None:
    """NaN and wrong infinities are undefined; reversed ends are a contradiction."""
    for lo, hi in ((arb.nan(), arb(1)), (arb(0), arb.nan()), (INF, INF), (NEG_INF, NEG_INF)):
        assert between(lo, hi).undefined
    for lo_open, hi_open in ((True, False), (False, True), (True, True)):
        with pytest.raises(Contradiction):
            between(fmpq(1), fmpq(1), lo_open, hi_open)
    with pytest.raises(Contradiction):
        between(fmpq(1), fmpq(0))
    with pytest.raises(Contradiction):
        intersect(side_of(interval(0, 1, "[)")), side_of(interval(1, 2)))
    assert intersect(UNDEFINED, point(1)).is_point


def test_a_product_with_an_attained_zero() -> None:
    """0 times something unbounded is 0, attained; an open zero is not."""
    closed, open_ = side_of(interval(0, 1)), side_of(interval(0, 1, "(]"))
    line = between(fmpq(1), INF)
    assert is_nonnegative(multiply(closed, line)) and not is_positive(multiply(closed, line))
    assert is_positive(multiply(open_, line))


def random_tree(chance: random.Random, depth: int) -> Any:
    """Return a random rational tree over x and y."""
    if depth == 0:
        return chance.choice((x, y, lift(chance.randint(-3, 3)), lift(Fraction(1, 3))))
    kind = chance.choice((Add, Mul, Add, Mul, Pow))
    if kind is Pow:
        return Pow(random_tree(chance, depth - 1), lift(chance.choice((2, 3, -1))))
    return kind(random_tree(chance, depth - 1), random_tree(chance, depth - 1))


def value_of(tree: Any, values: dict[Any, Fraction]) -> Fraction:
    """Evaluate a rational tree the naive way, in Fractions."""
    if tree in values:
        return values[tree]
    if tree.is_Rational:
        return Fraction(int(tree.p), int(tree.q))
    parts = [value_of(a, values) for a in tree.args[: 1 if isinstance(tree, Pow) else None]]
    if isinstance(tree, Pow):
        return Fraction(parts[0] ** int(tree.args[1]))
    return sum(parts, Fraction(0)) if isinstance(tree, Add) else math.prod(parts, start=Fraction(1))


def test_tapes_contain_exact_values_and_slopes() -> None:
    """A compiled tree contains its naive value, and its gradient every chord's mean slope."""
    chance = random.Random(5)
    compared = 0
    for _ in range(150):
        tree = random_tree(chance, 3)
        tape = compiled(tree, (x, y))
        box = (random_side(chance), random_side(chance))
        value, slopes = tape(box), gradient(tape, box)
        for a, b in zip(members(box[0])[:6], reversed(members(box[1])[:6]), strict=True):
            try:
                exact = value_of(tree, {x: a, y: b})
            except ZeroDivisionError:
                assert value.undefined and tape(at((a, b))).undefined
                continue
            if value.undefined:
                continue
            compared += 1
            assert holds(value, exact), (tree, box, a, b)
            _check_chord(tree, box, slopes[0], a, b)
    assert compared > 200


def _check_chord(tree: Any, box: Any, slope: Interval, a: Fraction, b: Fraction) -> None:
    other = members(box[0])[-1]
    if slope.undefined or other == a:
        return
    rise = value_of(tree, {x: other, y: b}) - value_of(tree, {x: a, y: b})
    closed = Interval(slope.lo, slope.hi, False, False)
    assert holds(closed, rise / (other - a)), (tree, box, slope)

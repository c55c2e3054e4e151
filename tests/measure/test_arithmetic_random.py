"""Random trees: floats lie within the enclosures, rationals are exact in balls."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import array_api_compat.numpy as numpy_
import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from falsum import (
    Abs,
    Max,
    Min,
    Sum,
    Symbol,
    balls,
    ceiling,
    cos,
    exp,
    floor,
    index,
    log,
    parameter,
    pi,
    sign,
    sin,
    sqrt,
    tanh,
)
from falsum.balls.ends import ends, less
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.statement.exact import lift
from falsum.statement.fold import fold
from tests.balls.reference import contains, rational

x, y = parameter("x", "a number"), parameter("y", "another number")
i = index("i", 1, 3)

numbers = st.one_of(
    st.integers(-5, 5).map(Fraction),
    st.fractions(-4, 4, max_denominator=12),
    st.floats(-1e6, 1e6, allow_subnormal=False).map(Fraction),
)
leaves = st.one_of(st.just(x), st.just(y), numbers.map(lift))
small_leaves = st.one_of(st.just(x), st.just(y), st.fractions(-4, 4, max_denominator=12).map(lift))


def rational_nodes(trees: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Extend trees by operations that keep rationals rational."""
    return st.one_of(
        st.builds(lambda a, b: x * 0 + a + b, trees, trees),
        st.builds(lambda a, b: (1 + 0 * x) * a - b, trees, trees),
        st.builds(lambda a, b: 1 * x**0 * a * b, trees, trees),
        st.builds(lambda a, b: (a + 0 * x) / b, trees, trees),
        st.builds(lambda a, k: (a + 0 * x) ** k, trees, st.integers(-2, 3)),
        st.builds(lambda a: Sum(i * a, i), trees),
        st.builds(lambda a, b: Max(a, b, 0), trees, trees),
        st.builds(lambda a, b: Min(a, b), trees, trees),
        trees.map(Abs),
        trees.map(sign),
        trees.map(floor),
        trees.map(ceiling),
    )


def real_nodes(trees: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Extend trees by functions that leave the rationals as well."""
    smooth = [exp, log, sqrt, sin, cos, tanh, lambda a: pi * (a + 0 * x)]
    return st.one_of(
        st.builds(lambda a, b: x * 0 + a + b, trees, trees),
        st.builds(lambda a, b: 1 * x**0 * a * b, trees, trees),
        st.builds(lambda a, b: (a + 0 * x) / b, trees, trees),
        st.builds(lambda a, b: Max(a, b), trees, trees),
        *(trees.map(function) for function in smooth),
    )


rational_trees = st.recursive(leaves, rational_nodes, max_leaves=8)
real_trees = st.recursive(small_leaves, real_nodes, max_leaves=6)


class Exact:
    """The literal twin: plain Fractions, one value at a time."""

    def __init__(self, values: dict[Symbol, Fraction]) -> None:
        self.values = values

    def number(self, value: Fraction) -> Fraction:
        """Return the number."""
        return value

    def named(self, name: str) -> Fraction:
        """Refuse: no famous number is rational."""
        raise AssertionError(name)

    def symbol(self, symbol: Symbol) -> Fraction:
        """Return the value bound."""
        return self.values[symbol]

    def add(self, terms: list[Fraction]) -> Fraction:
        """Add."""
        return sum(terms, Fraction(0))

    def mul(self, factors: list[Fraction]) -> Fraction:
        """Multiply."""
        result = Fraction(1)
        for factor in factors:
            result *= factor
        return result

    def power(self, base: Fraction, exponent: Fraction, rational: Fraction | None) -> Fraction:
        """Raise to a whole power."""
        return base ** int(exponent)

    def function(self, name: str, arguments: list[Fraction]) -> Fraction:
        """Apply a function that keeps rationals rational."""
        table: dict[str, Callable[..., Any]] = {
            "abs": abs,
            "sign": lambda v: (v > 0) - (v < 0),
            "floor": lambda v: v.__floor__(),
            "ceil": lambda v: v.__ceil__(),
            "min": min,
            "max": max,
        }
        return Fraction(table[name](*arguments))

    def sum(
        self, index: Symbol, lower: Fraction, upper: Fraction, body: Callable[[], Fraction]
    ) -> Fraction:
        """Add the body up."""
        total = Fraction(0)
        for value in range(int(lower), int(upper) + 1):
            self.values[index] = Fraction(value)
            total += body()
        return total


def in_balls(tree: Any, at: dict[Symbol, Fraction], bits: int, exact_bits: int) -> Any:
    """Return the one element that a tree evaluates to in balls, and whether it is flagged."""
    with balls.precision(bits, exact_bits=exact_bits):
        values = {symbol: balls.BallArray.from_fractions([value]) for symbol, value in at.items()}
        result = fold(tree, ArrayAlgebra(balls.namespace, values[x], values)).array
        return result.elements().reshape(-1)[0], bool(result.maybe_undefined.any())


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(rational_trees, numbers, numbers)
def test_rational_trees_are_exact_in_balls(tree: Any, at_x: Fraction, at_y: Fraction) -> None:
    """Where a tree is rational, balls give the same rational as plain Fractions."""
    at = {x: at_x, y: at_y}
    try:
        expected = fold(tree, Exact(dict(at)))
    except ZeroDivisionError:
        _, flag = in_balls(tree, at, 128, 2**20)
        assert flag
        return
    element, flag = in_balls(tree, at, 128, 2**20)
    assert not flag
    assert Fraction(int(element.p), int(element.q)) == expected


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(st.one_of(rational_trees, real_trees), numbers, numbers)
def test_narrow_and_wide_enclosures_agree(tree: Any, at_x: Fraction, at_y: Fraction) -> None:
    """A coarse enclosure contains the fine one, up to the fine one's own width."""
    at = {x: at_x, y: at_y}
    fine, flag = in_balls(tree, at, 256, 2**12)
    coarse, coarse_flag = in_balls(tree, at, 40, 1)
    assert coarse_flag or not flag
    assume(not coarse_flag)
    a, b = ends(fine), ends(coarse)
    assert not less(a.hi, b.lo)
    assert not less(b.hi, a.lo)


ordinary = st.floats(-8, 8).filter(lambda v: v == 0 or abs(v) > 1e-6)  # no power underflows


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(real_trees, ordinary, ordinary)
def test_floats_lie_within_the_enclosure(tree: Any, at_x: float, at_y: float) -> None:
    """A float evaluation lies in the enclosure of 40 bits, which is wider than its rounding."""
    at = {x: Fraction(at_x), y: Fraction(at_y)}
    element, flag = in_balls(tree, at, 40, 1)
    assume(not flag)
    values = {x: np.array([at_x]), y: np.array([at_y])}
    with np.errstate(all="ignore"):
        found = fold(tree, ArrayAlgebra(numpy_, values[x], values)).array
    value = float(np.ravel(found)[0])
    assume(np.isfinite(value))
    span = ends(element)
    underflow = not less(rational(1e-300), span.lo) and not less(span.hi, rational(-1e-300))
    assert contains(element, value) or (abs(value) < 1e-300 and underflow), (value, element)

"""One tree, several arithmetics: torch, numpy and balls agree, axes broadcast by name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import array_api_compat.numpy as numpy_
import array_api_compat.torch as torch_
import numpy as np
import pytest
import torch

from falsum import (
    Abs,
    ClaimError,
    E,
    Max,
    Min,
    Rational,
    Sum,
    Symbol,
    acos,
    asin,
    atan,
    balls,
    binomial,
    ceiling,
    chosen,
    constant,
    cos,
    cosh,
    defined,
    erf,
    exp,
    factorial,
    floor,
    gamma,
    index,
    log,
    loggamma,
    measured,
    parameter,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.axes import Value, aligned
from falsum.statement.fold import fold
from tests.balls.reference import contains

KINDS = ("numpy", "torch", "balls")

x = parameter("x", "a number")
n = parameter("n", "a size")
m = parameter("m", "a size")
i = index("i", 1, n)
j = index("j", 1, m)
a = measured("a", "a_i", indices=(i,))
b = measured("b", "b_j", indices=(j,))
c = measured("c", "c_{ij}", indices=(i, j))
d = measured("d", "d_{ji}", indices=(j, i))


def array(kind: str, values: Any) -> Any:
    """Return an array of the kind."""
    if kind == "balls":
        of_floats = np.asarray(values).dtype.kind == "f"
        return balls.BallArray.from_floats(values) if of_floats else balls.asarray(values)
    if kind == "torch":
        return torch.tensor(values, dtype=torch.float64)
    return np.array(values, dtype=np.float64)


def algebra(kind: str, values: Mapping[Symbol, Any], batch: int = 1) -> ArrayAlgebra:
    """Return the arithmetic of the kind with the symbols bound to arrays."""
    xp = {"balls": balls.namespace, "torch": torch_, "numpy": numpy_}[kind]
    bound = {symbol: array(kind, value) for symbol, value in values.items()}
    return ArrayAlgebra(xp, array(kind, [0.0] * batch), bound)


def evaluated(kind: str, tree: Any, values: Mapping[Symbol, Any], batch: int = 1) -> Any:
    """Evaluate a tree and return its value as nested lists of floats."""
    with np.errstate(all="ignore"):
        return listed(fold(tree, algebra(kind, values, batch)).array)


def listed(result: Any) -> Any:
    """Return an array as nested lists of floats."""
    return (
        balls.midpoint_floats(result).tolist()
        if isinstance(result, balls.BallArray)
        else result.tolist()
    )


def undefined(kind: str, tree: Any, values: Mapping[Symbol, Any]) -> set[str]:
    """Return the names of the guards that are certainly hit."""
    table = algebra(kind, values)
    with np.errstate(all="ignore"):
        fold(tree, table)
    truths = ((name, where.array) for name, where in table.guards)
    return {n for n, t in truths if bool((t.certain() if kind == "balls" else t).any())}


SCALARS: dict[str, tuple[Any, float, float]] = {
    "rational": (Rational(1, 3) * x, 2.0, 2 / 3),
    "pi": (pi * x, 2.0, 2 * math.pi),
    "e": (E**x, 2.0, math.e**2),
    "negative power": (x**-2, 2.0, 0.25),
    "cube root": (x ** Rational(1, 3), 8.0, 2.0),
    "inverse root": (x ** Rational(-1, 2), 4.0, 0.5),
    "zeroth power": (x**0, 0.0, 1.0),
    "power of a power": (2**x, -1.0, 0.5),
    "min of three": (Min(x, 2, pi), 3.0, 2.0),
    "max of three": (Max(x, 2, -pi), 1.0, 2.0),
    "abs": (Abs(x), -2.0, 2.0),
    "sign": (sign(x), -2.0, -1.0),
    "sign of zero": (sign(x), 0.0, 0.0),
    "floor": (floor(x), -1.5, -2.0),
    "ceiling": (ceiling(x), -1.5, -1.0),
    "ceiling of a whole number": (ceiling(x), 3.0, 3.0),
    "exp": (exp(x), 1.0, math.e),
    "log": (log(x), 2.0, math.log(2)),
    "sqrt": (sqrt(x), 2.0, math.sqrt(2)),
    "sin": (sin(x), 1.0, math.sin(1)),
    "cos": (cos(x), 1.0, math.cos(1)),
    "tan": (tan(x), 1.0, math.tan(1)),
    "asin": (asin(x), 0.5, math.asin(0.5)),
    "acos": (acos(x), 0.5, math.acos(0.5)),
    "acos at its edge": (acos(x), 1.0, 0.0),
    "atan": (atan(x), 0.5, math.atan(0.5)),
    "sinh": (sinh(x), 1.0, math.sinh(1)),
    "cosh": (cosh(x), 1.0, math.cosh(1)),
    "tanh": (tanh(x), 1.0, math.tanh(1)),
    "erf": (erf(x), 0.5, math.erf(0.5)),
    "gamma": (gamma(x), 4.5, math.gamma(4.5)),
    "gamma below 0": (gamma(x), -0.5, math.gamma(-0.5)),
    "gamma below -1": (gamma(x), -1.5, math.gamma(-1.5)),
    "log of gamma": (loggamma(x), 10.5, math.lgamma(10.5)),
    "factorial": (factorial(x), 6.0, 720.0),
    "factorial of 0": (factorial(x), 0.0, 1.0),
    "constant": (constant("c", Rational(5, 2)) * x, 2.0, 5.0),
    "definition": (defined("T", x**2 + 1) / 2, 3.0, 5.0),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", SCALARS)
def test_every_function_agrees_with_the_standard_library(case: str, kind: str) -> None:
    """Each node has the value of Python's own mathematics, in each arithmetic."""
    tree, at, expected = SCALARS[case]
    value = evaluated(kind, tree, {x: [at]})
    assert np.ravel(value)[0] == pytest.approx(expected, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [(5, 2, 10), (5, 0, 1), (5, 5, 1), (5, 7, 0), (0, 0, 1), (50, 25, math.comb(50, 25))],
)
def test_binomials(kind: str, top: int, bottom: int, expected: int) -> None:
    """Binomials of whole numbers, zero outside 0 <= k <= n; small ones exactly."""
    value = evaluated(kind, binomial(n, m), {n: [top], m: [bottom]})
    assert np.ravel(value)[0] == pytest.approx(expected, rel=0 if expected < 10**9 else 1e-12)


OTHERS = [
    (5.5, 2.0, 12.375),
    (5.0, 2.5, 7680 / (225 * math.pi)),  # 5! / gamma(7/2)^2
    (-2.0, 1.0, -2.0),
    (-2.0, 4.0, 5.0),
    (-0.5, 3.0, -0.3125),
    (-1.5, -0.5, 0.0),
    (2.5, -1.0, 0.0),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("top", "bottom", "expected"), OTHERS)
def test_binomials_of_other_numbers(kind: str, top: float, bottom: float, expected: float) -> None:
    """Elsewhere they are ratios of gamma functions, or the polynomial in a negative integer."""
    value = evaluated(kind, binomial(n, m), {n: [Fraction(top)], m: [Fraction(bottom)]})
    assert np.ravel(value)[0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize(("top", "bottom"), [(-2.0, 0.5), (-2.0, -1.0)])
def test_a_binomial_at_a_pole_is_unknown(kind: str, top: float, bottom: float) -> None:
    """At a negative integer n only a whole k >= 0 gives a value."""
    value = evaluated(kind, binomial(n, m), {n: [top], m: [bottom]})
    assert math.isnan(np.ravel(value)[0])


def test_balls_are_exact_on_rationals() -> None:
    """Rationals stay exact through sums, products, quotients and whole powers."""
    tree = (x - Rational(1, 3)) ** 3 / (7 * x) + Max(x, Rational(-1, 7))
    value = fold(tree, algebra("balls", {x: [Fraction(-2, 5)]})).array
    at = Fraction(-2, 5)
    exact = (at - Fraction(1, 3)) ** 3 / (7 * at) + max(at, Fraction(-1, 7))
    assert value.points().tolist() == [exact]


@pytest.mark.parametrize("kind", KINDS)
def test_axes_broadcast_by_name(kind: str) -> None:
    """Values meet by the names of their axes, in whatever order these were declared."""
    values = {
        a: [[1, 2], [3, 4]],
        b: [[10, 20, 30], [40, 50, 60]],
        c: [[[1, 2, 3], [4, 5, 6]], [[0, 0, 0], [0, 0, 1]]],
        d: [[[1, 4], [2, 5], [3, 6]], [[0, 0], [0, 0], [0, 1]]],
        x: [1, 2],
    }
    outer = fold(a + b, algebra(kind, values, 2))
    assert outer.axes == (i, j)
    assert listed(outer.array) == [[[11, 21, 31], [12, 22, 32]], [[43, 53, 63], [44, 54, 64]]]
    difference = fold(c - d, algebra(kind, values, 2))
    assert listed(difference.array) == np.zeros((2, 2, 3)).tolist()
    turned = fold(d * x, algebra(kind, values, 2))
    assert turned.axes == (j, i)
    assert listed(turned.array)[1] == [[0, 0], [0, 0], [0, 2]]


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_stands_for_its_own_values(kind: str) -> None:
    """An index inside a relation takes the values of its range along its axis."""
    value = fold(i * a, algebra(kind, {a: [[5, 6, 7]], n: [3]}))
    assert listed(value.array) == [[5, 12, 21]]


@pytest.mark.parametrize("kind", KINDS)
def test_sums(kind: str) -> None:
    """Sums run over sizes, over data axes, over both, inside each other, and over nothing."""
    values = {
        n: [3],
        m: [2],
        x: [2],
        a: [[1, 2, 3]],
        b: [[5, 7]],
        c: [[[1, 2], [3, 4], [5, 6]]],
    }
    cases = {
        Sum(i**2, i): 14,
        Sum(x, i): 6,
        Sum(a, i): 6,
        Sum(i * a, i): 14,
        Sum(Sum(c, i), j): 21,
        Sum(Sum(c, j), i): 21,
        Sum(a * Sum(b * c, j), i): 19 + 2 * 43 + 3 * 67,
        Sum(binomial(m, i), (i, 0, m)): 4,
        Sum(i * Sum(i, (i, 1, 2)), (i, 1, 3)): 18,
        Sum(x, (i, 1, 0)): 0,
        Sum(1 / (x - 2), (i, 5, 1)): 0,
        Sum(log(0 * i), (i, 5, 1)): 0,
        Sum(defined("T", x * i), i): 12,
    }
    for tree, expected in cases.items():
        assert np.ravel(evaluated(kind, tree, values)).tolist() == [expected], tree
    partial = fold(Sum(c, i), algebra(kind, values))
    assert partial.axes == (j,)
    assert listed(partial.array) == [[9, 12]]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_sum_guards_nothing(kind: str) -> None:
    """What an empty sum would divide by is never looked at."""
    assert undefined(kind, Sum(1 / x, i), {x: [0], n: [0]}) == set()
    assert undefined(kind, Sum(1 / x, i), {x: [0], n: [1]}) == {"division by zero"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("tree", "values", "message"),
    [
        (Sum(a, i), {n: [2], a: [[1, 2, 3]]}, "over i has 2 terms, but .* have 3"),
        (Sum(a, i), {n: [0], a: [[1, 2, 3]]}, "over i has 0 terms, but .* have 3"),
        (Sum(a, i), {n: [3], a: [[1]]}, "over i has 3 terms, but .* have 1"),
        (Sum(x, i), {n: [1.5], x: [1]}, "range of i ends at (1.5|3/2), which is no integer"),
        (Sum(x, i), {n: [math.inf], x: [1]}, "range of i ends at (inf|nan), which is no integer"),
        (Sum(x, (i, 1, sqrt(x))), {x: [2]}, "range of i ends at .*, which is no integer"),
        (Sum(x, i), {n: [2, 3], x: [1, 1]}, "range of i differs within a batch"),
        (Sum(Sum(x, (j, 1, i)), i), {n: [3], x: [1]}, "range of j depends on i; sum over the"),
        (a + 1, {a: [1, 2]}, r"shape \(2,\) is bound to a symbol with index axes \(i\)"),
        (x + a, {x: [[1, 2]], a: [[1, 2]]}, r"shape \(1, 2\) .* index axes \(none\)"),
        (chosen("q", "a number") + x, {x: [1]}, "symbol q is bound to nothing"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    kind: str, tree: Any, values: Mapping[Symbol, Any], message: str
) -> None:
    """Lengths that differ, ranges that are no sizes, wrong shapes and unbound symbols raise."""
    with pytest.raises(ClaimError, match=message):
        fold(tree, algebra(kind, values))


GUARDS: dict[str, tuple[Any, float, set[str]]] = {
    "1/x": (1 / x, 0.0, {"division by zero"}),
    "1/x elsewhere": (1 / x, 1e-300, set()),
    "x^-2": (x**-2, 0.0, {"division by zero"}),
    "x^(-1/2)": (x ** Rational(-1, 2), 0.0, {"division by zero"}),
    "0^x": (0**x, -1.0, {"division by zero"}),
    "0^0": (0**x, 0.0, set()),
    "sqrt": (sqrt(x), -1.0, {"root of a negative number"}),
    "sqrt at 0": (sqrt(x), 0.0, set()),
    "cube root": (x ** Rational(1, 3), -8.0, {"root of a negative number"}),
    "(-2)^x": ((-2) ** x, 1.5, {"root of a negative number"}),
    "(-2)^x at a whole number": ((-2) ** x, 3.0, set()),
    "x^pi": (x**pi, -1.0, {"root of a negative number"}),
    "log 0": (log(x), 0.0, {"log of a non-positive number"}),
    "log -1": (log(x), -1.0, {"log of a non-positive number"}),
    "log 1": (log(x), 1.0, set()),
    "acos": (acos(x), 1.5, {"acos outside [-1, 1]"}),
    "asin": (asin(x), -1.5, {"asin outside [-1, 1]"}),
    "acos at its edge": (acos(x), -1.0, set()),
    "asin at its edge": (asin(x), 1.0, set()),
    "deep inside": (exp(Max(1, 2 + 1 / x)) * 0, 0.0, {"division by zero"}),
    "(x-1)/(x-1)": ((x - 1) / (x - 1), 1.0, {"division by zero"}),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", GUARDS)
def test_guards(case: str, kind: str) -> None:
    """Every operation with an edge says where it is undefined, and only there."""
    tree, at, expected = GUARDS[case]
    assert undefined(kind, tree, {x: [at]}) == expected


def test_guards_are_certain_only_where_balls_are() -> None:
    """A ball around 0 may be 0: the division is then possibly, but not certainly, undefined."""
    table = ArrayAlgebra(balls.namespace, balls.asarray([0]), {})
    table.values = {x: balls.BallArray.from_bounds(balls.asarray([-1]), balls.asarray([1]))}
    value = fold(1 / x, table).array
    ((_, where),) = table.guards
    assert not where.array.certain().any()
    assert where.array.possible().all()
    assert value.maybe_undefined.all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_literals_take_dtype_and_device(dtype: torch.dtype) -> None:
    """Numbers of the claim arrive in the batch's own precision and place."""
    like = torch.zeros(2, dtype=dtype, device="cpu")
    table = ArrayAlgebra(torch_, like, {x: torch.ones(2, dtype=dtype)})
    for tree in (x / 3 + pi, Sum(i * x, (i, 1, 3)), Rational(1, 3) + 0 * x, E**x, binomial(3, x)):
        value = fold(tree, table).array
        assert value.dtype == dtype
        assert value.device == like.device


def test_gradients_pass_through_a_tree() -> None:
    """The tree is differentiable where its functions are."""
    at = torch.tensor([2.0, 3.0], dtype=torch.float64, requires_grad=True)
    value = fold(x**2 * log(x), ArrayAlgebra(torch_, at, {x: at})).array
    value.sum().backward()
    expected = 2 * at.detach() * torch.log(at.detach()) + at.detach()
    assert torch.allclose(at.grad, expected)


def test_aligned_keeps_what_does_not_depend_on_the_batch() -> None:
    """A 0-d value without axes stays 0-d; any other gets one dimension for each axis asked for."""
    scalar = Value(np.array(1.0))
    assert aligned(numpy_, scalar, (i, j)).shape == ()
    value = Value(np.zeros((2, 3)), (j,))
    assert aligned(numpy_, value, (i, j)).shape == (2, 1, 3)
    assert aligned(numpy_, value, (j, i)).shape == (2, 3, 1)


def test_constants_can_be_overridden() -> None:
    """An audit may give a named constant another value than the printed one."""
    scale = constant("c", 2)
    assert evaluated("numpy", scale * x, {x: [3.0]}) == [6.0]
    assert evaluated("numpy", scale * x, {x: [3.0], scale: [5.0]}) == [15.0]


def test_irrational_values_are_enclosed() -> None:
    """Balls enclose what they cannot hold: sqrt(2) squared contains 2, narrowly."""
    with balls.precision(128):
        value = fold(sqrt(2) ** 2 + 0 * x, algebra("balls", {x: [0]})).array
        element = value.elements().reshape(-1)[0]
        assert contains(element, 2)
        assert not contains(element, 2 + Fraction(1, 10**30))

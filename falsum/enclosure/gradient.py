"""Derivatives of a tape by forward differentiation, as wide as the tree is literal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from flint import arb, fmpq

from falsum.balls.ends import less
from falsum.enclosure import functions as f
from falsum.enclosure import trigonometry as t
from falsum.enclosure.box import rational
from falsum.enclosure.effort import NODE, effort
from falsum.enclosure.interval import (
    UNDEFINED,
    Interval,
    add,
    between,
    hull,
    multiply,
    negate,
    point,
    reciprocal,
)
from falsum.enclosure.normal_form import Node
from falsum.enclosure.tape import JUMPS, Tape

Slope = Interval | None  # None stands for exactly 0
ONE = point(1)
_HALF = Fraction(1, 2)


def gradient(tape: Tape, box: Sequence[Interval]) -> list[Interval]:
    """Return an enclosure of every partial derivative on a box, undefined where none is known.

    Where the function has kinks the enclosure holds every slope near by.
    """
    values = tape.values(box)
    if values is None:
        return [UNDEFINED] * len(box)
    return [_along(tape, values, place) for place in range(len(box))]


def _along(tape: Tape, values: Sequence[Interval], variable: int) -> Interval:
    effort.charge(NODE * len(tape.nodes))
    slopes: list[Slope] = []
    for node, value in zip(tape.nodes, values, strict=True):
        slope = _slope(node, value, values, slopes, variable)
        if slope is not None and slope.undefined:
            return UNDEFINED
        slopes.append(slope)
    last = slopes[-1]
    return point(0) if last is None else last


def _slope(
    node: Node, value: Interval, values: Sequence[Interval], slopes: list[Slope], variable: int
) -> Slope:
    if node.kind == "variable":
        return ONE if int(node.number) == variable else None
    if node.kind == "linear":
        scaled = (_times(slopes[part], _number(c)) for part, c in node.terms)
        return _sum(list(scaled))
    if node.kind == "monomial":
        return _sum([_monomial_term(node, k, values, slopes) for k in range(len(node.terms))])
    if node.kind == "power":
        return _power(node, value, values, slopes)
    if node.inner is not None:
        return _inside(node, values, slopes)
    if node.kind == "function":
        return _function(node, value, values, slopes)
    return None


def _number(value: object) -> Interval:
    return point(value)  # type: ignore[arg-type]


def _times(slope: Slope, factor: Interval) -> Slope:
    return None if slope is None else multiply(slope, factor)


def _sum(slopes: list[Slope]) -> Slope:
    total: Slope = None
    for slope in slopes:
        if slope is not None:
            total = slope if total is None else add(total, slope)
    return total


def _monomial_term(node: Node, k: int, values: Sequence[Interval], slopes: list[Slope]) -> Slope:
    """Differentiate the k-th factor of a product of powers."""
    base, exponent = node.terms[k]
    slope = slopes[base]
    if slope is None:
        return None
    if exponent != 1:
        slope = multiply(slope, f.rational_power(values[base], exponent - 1))
        slope = f.scale(slope, rational(exponent))
    for j, (other, power) in enumerate(node.terms):
        if j != k:
            slope = multiply(slope, f.rational_power(values[other], power))
    return slope


def _power(node: Node, value: Interval, values: Sequence[Interval], slopes: list[Slope]) -> Slope:
    base, exponent = node.parts
    if slopes[base] is None and slopes[exponent] is None:
        return None
    relative = _times(slopes[base], multiply(values[exponent], reciprocal(values[base])))
    growth = _times(slopes[exponent], f.log(values[base]))
    return _times(_sum([relative, growth]), value)


def _inside(node: Node, values: Sequence[Interval], slopes: list[Slope]) -> Slope:
    """Differentiate under an integral or a sum, whose derivative converges on the whole box."""
    parameters, total = [values[p] for p in node.parts], []
    for k, part in enumerate(node.parts):
        if slopes[part] is None:
            continue
        derivative = node.inner.derivative(k + 1) if node.inner.continuous else None
        if derivative is None:
            return UNDEFINED
        total.append(_times(slopes[part], derivative.enclosed(node.kind, parameters)))
    return _sum(total)


def _function(
    node: Node, value: Interval, values: Sequence[Interval], slopes: list[Slope]
) -> Slope:
    if all(slopes[p] is None for p in node.parts):
        return None
    if node.name in JUMPS:
        return None if value.is_point and node.name in ("floor", "ceil", "sign") else UNDEFINED
    if node.name in ("min", "max"):
        return _extreme(node, values, slopes)
    return _times(slopes[node.parts[0]], _RULES[node.name](values[node.parts[0]], value))


def _extreme(node: Node, values: Sequence[Interval], slopes: list[Slope]) -> Slope:
    """Return the slope of the part that is taken, or of either where both may be."""
    first, second = node.parts
    a, b = values[first], values[second]
    if node.name == "min":
        a, b = b, a
    if less(b.hi, a.lo):
        return slopes[first]
    if less(a.hi, b.lo):
        return slopes[second]
    return hull(*(point(0) if s is None else s for s in (slopes[first], slopes[second])))


def _sign(x: Interval) -> Interval:
    return f.sign(x) if not x.contains_zero() else between(fmpq(-1), fmpq(1))


def _inverse_root(x: Interval) -> Interval:
    """Return 1 / sqrt(1 - x ** 2)."""
    inside = f.subtract(ONE, f.whole_power(x, 2))
    return reciprocal(f.rational_power(inside, _HALF))


def _bell(x: Interval) -> Interval:
    """Return the derivative of erf."""
    pi = arb.pi()
    root = f.rational_power(between(pi.lower(), pi.upper()), _HALF)
    two_over_root_pi = f.scale(reciprocal(root), fmpq(2))
    return multiply(f.exp(negate(f.whole_power(x, 2))), two_over_root_pi)


_RULES: dict[str, Callable[[Interval, Interval], Interval]] = {
    "exp": lambda x, y: y,
    "log": lambda x, y: reciprocal(x),
    "abs": lambda x, y: _sign(x),
    "sin": lambda x, y: t.cos(x),
    "cos": lambda x, y: negate(t.sin(x)),
    "tan": lambda x, y: add(ONE, f.whole_power(y, 2)),
    "asin": lambda x, y: _inverse_root(x),
    "acos": lambda x, y: negate(_inverse_root(x)),
    "atan": lambda x, y: reciprocal(add(ONE, f.whole_power(x, 2))),
    "sinh": lambda x, y: f.cosh(x),
    "cosh": lambda x, y: f.sinh(x),
    "tanh": lambda x, y: f.whole_power(f.cosh(x), -2),
    "erf": lambda x, y: _bell(x),
    "gamma": lambda x, y: multiply(y, f.digamma(x)),
    "lgamma": lambda x, y: f.digamma(x),
}

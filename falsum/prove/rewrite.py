"""Rewritings of a whole statement that keep its truth: certain signs, and new variables.

A new variable runs over a box that covers the image of the old one, so that a proof carries over; a
point is carried back as a near rational and decided again in the old variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from falsum.balls.convert import to_float
from falsum.balls.ends import is_infinite, less
from falsum.enclosure import functions as f
from falsum.enclosure.box import Box, Point, at, exact, rational
from falsum.enclosure.door import HIGHEST
from falsum.enclosure.function import agree
from falsum.enclosure.interval import (
    Interval,
    is_nonnegative,
    is_nonpositive,
    is_positive,
    reciprocal,
)
from falsum.enclosure.tape import NotScalar
from falsum.prove.affine import affine
from falsum.prove.scalar import Statement
from falsum.statement import expressions
from falsum.statement.declarations import parameter
from falsum.statement.symbols import Symbol

FARTHEST = 1000  # an end of which the exponential is still taken
_HYPERBOLIC = (sympy.sinh, sympy.cosh, sympy.tanh)


@dataclass(frozen=True)
class Chart:
    """The statement in another variable; ``inverse`` leads back to the old one at ``place``.

    ``algebraic`` says that the new variable takes the place of exponentials.
    """

    name: str
    statement: Statement
    place: int
    inverse: Callable[[Interval], Interval]
    algebraic: bool = True

    def image(self, box: Box) -> Box:
        """Return a box that covers the points in the old variables."""
        return (*box[: self.place], self.inverse(box[self.place]), *box[self.place + 1 :])

    def back(self, point: Point) -> list[Point]:
        """Return points in the old variables that are near, the shortest first."""
        there = self.image(at(point))[self.place]
        if there.undefined:
            return []
        near = Fraction(to_float(there.lo))
        short = [near.limit_denominator(limit) for limit in (10, 1000, 10**6)]
        ends = [*short, exact(there.lo)]
        return [(*point[: self.place], x, *point[self.place + 1 :]) for x in ends]


def signs_resolved(statement: Statement) -> Statement:
    """Replace abs, min and max by the branch that is certain on the whole box."""

    def rule(node: Any) -> Any:
        if not isinstance(node, sympy.Abs | sympy.Max | sympy.Min):
            return None
        try:
            values = [statement.compiled(a)(statement.box) for a in node.args]
        except NotScalar:
            return None
        if any(v.undefined for v in values):
            return None
        if isinstance(node, sympy.Abs):
            inner = node.args[0]
            below = expressions.Mul(-1, inner) if is_nonpositive(values[0]) else None
            return inner if is_nonnegative(values[0]) else below
        return _taken(node, values)

    return statement.mapped(rule)


def _taken(node: Any, values: list[Interval]) -> Any:
    """Return the argument of a max or min that is certainly the one taken, or None."""
    for k, value in enumerate(values):
        others = values[:k] + values[k + 1 :]
        if isinstance(node, sympy.Max) and all(not less(value.lo, v.hi) for v in others):
            return node.args[k]
        if isinstance(node, sympy.Min) and all(not less(v.lo, value.hi) for v in others):
            return node.args[k]
    return None


def charts(statement: Statement) -> Iterator[Chart]:
    """Yield the statement in other variables: exponentials of one, or its reciprocal."""
    for place, symbol in enumerate(statement.variables):
        if symbol.domain.integral:
            continue
        rates = _rates(statement, symbol)
        found: list[Chart] = []
        if rates and _is_moderate(statement.box[place]):
            step = _unit(rates)
            short = all(abs(rate / step) <= HIGHEST for rate in rates)
            found = [_exponential(statement, place, s) for s in (-step, step) if short]
        elif is_positive(statement.box[place]) and not statement.box[place].is_bounded:
            found = [_inverted(statement, place)]
        for chart in found:
            if _agrees(statement, chart):
                yield chart


def _unit(rates: list[Fraction]) -> Fraction:
    """Return the largest number of which all rates are whole multiples."""
    below = math.lcm(*(r.denominator for r in rates))
    return Fraction(math.gcd(*(int(r * below) for r in rates)), below)


def _is_moderate(side: Interval) -> bool:
    """Tell whether exponentials of the finite ends are numbers that can be written down."""
    return all(is_infinite(e) or abs(to_float(e)) <= FARTHEST for e in (side.lo, side.hi))


def _agrees(statement: Statement, chart: Chart) -> bool:
    """Tell whether both forms agree where they are compared."""
    return agree(
        chart.statement.tape, lambda box: statement.tape(chart.image(box)), chart.statement.box
    )


def _rates(statement: Statement, z: Symbol) -> list[Fraction]:
    """Return the rates c of all exp(c z + d), or nothing when z stands anywhere else."""
    rates: list[Fraction] = []

    def visit(node: Any) -> Any:
        if node == z:
            raise NotScalar(f"{z.name} stands outside of exponentials")
        if isinstance(node, (sympy.exp, *_HYPERBOLIC)):
            found = affine(node.args[0], z, statement)
            if found is not None:
                rates.extend([found[0]] if found[0] else [])
                return node
        return None

    try:
        statement.mapped(visit)
    except NotScalar:
        return []
    return rates


def _exponential(statement: Statement, place: int, unit: Fraction) -> Chart:
    """Return the statement in t = exp(unit z); exp(c z + d) becomes t ** (c / unit) * exp(d)."""
    z = statement.variables[place]
    label = f"exp({'-' if unit < 0 else ''}{z.name}{'' if abs(unit) == 1 else f' * {abs(unit)}'})"
    t = parameter(f"t_{z.name}", label)

    def rule(node: Any) -> Any:
        if not isinstance(node, (sympy.exp, *_HYPERBOLIC)):
            return None
        found = affine(node.args[0], z, statement)
        if found is None or not found[0]:
            return None
        power = expressions.Pow(t, sympy.Rational(*(found[0] / unit).as_integer_ratio()))
        up = expressions.Mul(power, expressions.exp(found[1]))
        return up if isinstance(node, sympy.exp) else _hyperbolic(node, up)

    side = f.exp(f.scale(statement.box[place], rational(unit)))
    return Chart(
        f"with {t.name} = {label}",
        _moved(statement, place, t, side, rule),
        place,
        lambda x: f.scale(f.log(x), rational(1 / unit)),
    )


def _hyperbolic(node: Any, up: Any) -> Any:
    """Return sinh, cosh or tanh in terms of the exponential."""
    down = expressions.Pow(up, -1)
    plus, minus = expressions.Add(up, down), expressions.Add(up, expressions.Mul(-1, down))
    if isinstance(node, sympy.tanh):
        return expressions.Mul(minus, expressions.Pow(plus, -1))
    return expressions.Mul(sympy.Rational(1, 2), minus if isinstance(node, sympy.sinh) else plus)


def _inverted(statement: Statement, place: int) -> Chart:
    """Return the statement in u = 1 / x for a positive unbounded x."""
    x = statement.variables[place]
    u = parameter(f"u_{x.name}", f"1 / {x.name}")

    def rule(node: Any) -> Any:
        return expressions.Pow(u, -1) if node == x else None

    moved = _moved(statement, place, u, reciprocal(statement.box[place]), rule)
    return Chart(f"with {u.name} = 1/{x.name}", moved, place, reciprocal, algebraic=False)


def _moved(
    statement: Statement, place: int, symbol: Symbol, side: Interval, rule: Callable[[Any], Any]
) -> Statement:
    """Return the rewritten statement over the new variable and its side."""
    variables, box = list(statement.variables), list(statement.box)
    variables[place], box[place] = symbol, side
    return replace(statement.mapped(rule), variables=tuple(variables), box=tuple(box))

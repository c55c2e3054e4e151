"""Rewritings of a whole statement that keep its truth: new variables, signs, logarithms.

Each returns None where it does not apply.  A new variable runs over a box that covers the image of
the old one, so that a proof carries over; points are carried back as near rationals and decided
again in the old variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy
from flint import fmpq

from falsum import expr
from falsum.balls import monotone
from falsum.balls.ends import less
from falsum.prove import functions as f
from falsum.prove.box import Box, Point, at, rational, samples
from falsum.prove.interval import (
    Contradiction,
    Interval,
    intersect,
    is_nonnegative,
    is_nonpositive,
    is_positive,
    reciprocal,
)
from falsum.prove.statement import Statement
from falsum.prove.tape import NotScalar, compiled
from falsum.symbols import Symbol, parameter, symbols_of

_HYPERBOLIC = (sympy.sinh, sympy.cosh, sympy.tanh)


@dataclass(frozen=True)
class Chart:
    """The statement in another variable, and the way back for a point."""

    name: str
    statement: Statement
    back: Callable[[Point], Point]


def signs_resolved(statement: Statement) -> Statement:
    """Replace abs, sign, min and max by the branch that is certain on the whole box."""

    def rule(node: Any) -> Any:
        if not isinstance(node, sympy.Abs | sympy.Max | sympy.Min):
            return None
        try:
            values = [statement.compiled(a)(statement.box) for a in node.args]
        except NotScalar:
            return None
        if isinstance(node, sympy.Abs) and is_nonnegative(values[0]):
            return node.args[0]
        if isinstance(node, sympy.Abs) and is_nonpositive(values[0]):
            return expr.Mul(-1, node.args[0])
        return _taken(node, values)

    return statement.mapped(rule)


def _taken(node: Any, values: list[Interval]) -> Any:
    """Return the argument of a max or min that is certainly the one taken, or None."""
    if isinstance(node, sympy.Abs) or any(v.undefined for v in values):
        return None
    for argument, value in zip(node.args, values, strict=True):
        others = [v for v in values if v is not value]
        if isinstance(node, sympy.Max) and all(not less(value.lo, v.hi) for v in others):
            return argument
        if isinstance(node, sympy.Min) and all(not less(v.lo, value.hi) for v in others):
            return argument
    return None


def charts(statement: Statement) -> Iterator[Chart]:
    """Yield the statement in other variables: exponentials of one, or its reciprocal."""
    for place, symbol in enumerate(statement.variables):
        if symbol.domain.integral:
            continue
        rates = _rates(statement, symbol)
        if rates:
            step = Fraction(1, math.lcm(*(r.denominator for r in rates)))
            for unit in (-step, step):
                yield from _checked(statement, _exponential(statement, place, unit))
        elif is_positive(statement.box[place]) and not statement.box[place].is_bounded:
            yield from _checked(statement, _inverted(statement, place))


def _checked(statement: Statement, chart: Chart | None) -> Iterator[Chart]:
    """Yield the chart if both statements agree where they are compared."""
    if chart is None:
        return
    old, new = statement.tape, chart.statement.tape
    compared = 0
    for sample in samples(chart.statement.box):
        there, here = new(at(sample)), old(_image(chart, sample))
        if there.undefined or here.undefined:
            continue
        try:
            intersect(there, here)
        except Contradiction:
            return
        compared += 1
    if compared:
        yield chart


def _image(chart: Chart, sample: Point) -> Box:
    """Return the point in the old variables as a box: exact, or around what is irrational."""
    exact: Box = chart.back(sample)  # type: ignore[assignment]
    return exact


def _rates(statement: Statement, z: Symbol) -> list[Fraction]:
    """Return the rates c of all exp(c z + d), or none when z stands anywhere else."""
    rates: list[Fraction] = []

    def visit(node: Any) -> bool:
        if isinstance(node, (sympy.exp, *_HYPERBOLIC)):
            rate = rate_of(node.args[0], z)
            if rate is not None:
                if rate:
                    rates.append(rate)
                return True
        if isinstance(node, Symbol):
            return z not in symbols_of(node)
        return all(visit(a) for a in node.args)

    relations = (statement.conclusion, *statement.hypotheses)
    fine = all(visit(side) for r in relations for side in (r.lhs, r.rhs))
    return rates if fine else []


def rate_of(tree: Any, z: Symbol) -> Fraction | None:
    """Return c when the tree is c z + something free of z, with c rational; else None."""
    others = tuple(s for s in symbols_of(tree) if s != z)
    tape = compiled(tree, (z, *(s for s in others if s.value is None)))
    rate = Fraction(0)
    reaches = [False] * len(tape.nodes)
    for k, node in enumerate(tape.nodes):
        if node.kind == "variable":
            reaches[k] = node.number == 0
            rate = Fraction(1) if reaches[k] else rate
            continue
        touched = any(reaches[p] for p in (*node.parts, *(t for t, _ in node.terms)))
        last = k == len(tape.nodes) - 1
        if touched and not (last and node.kind == "linear"):
            return None
        if touched:
            rate = next(c for p, c in node.terms if reaches[p])
    return rate


def _exponential(statement: Statement, place: int, unit: Fraction) -> Chart | None:
    """Return the statement in t = exp(unit z)."""
    z = statement.variables[place]
    t = parameter(f"exp_{'minus_' if unit < 0 else ''}{z.name}", f"exp({unit} {z.name})")

    def power_of(argument: Any) -> Any:
        rate = rate_of(argument, z)
        assert rate is not None
        rest = _without(argument, z)
        power = expr.Pow(t, sympy.Rational(*(rate / unit).as_integer_ratio()))
        return power if rest is None else expr.Mul(power, expr.exp(rest))

    def rule(node: Any) -> Any:
        if not isinstance(node, (sympy.exp, *_HYPERBOLIC)) or not rate_of(node.args[0], z):
            return None
        up = power_of(node.args[0])
        if isinstance(node, sympy.exp):
            return up
        down = expr.Pow(up, -1)
        plus, minus = expr.Add(up, down), expr.Add(up, expr.Mul(-1, down))
        if isinstance(node, sympy.tanh):
            return expr.Mul(minus, expr.Pow(plus, -1))
        return expr.Mul(sympy.Rational(1, 2), minus if isinstance(node, sympy.sinh) else plus)

    side = f.exp(f.scale(statement.box[place], rational(unit)))

    def back(point: Point) -> Point:
        x = monotone.log.at(rational(point[place]), True)
        near = Fraction(str(float(x.mid() if not isinstance(x, fmpq) else x.p / x.q))) / unit
        return (*point[:place], near, *point[place + 1 :])

    return Chart(f"t = exp({unit} {z.name})", _moved(statement, place, t, side, rule), back)

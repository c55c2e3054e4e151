"""Tails: the integral of an integrand from T to infinity, by a power that dominates it.

Where t^p f(t) lies in [m, M] for all t >= T, the integral from T on lies in [m, M] T^(1-p) / (p-1).
The range of t^p f(t) is found as a proof finds it: by the sign of its derivative.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy

from falsum.balls.ends import INF
from falsum.enclosure.bound import spread
from falsum.enclosure.box import Box, rational, touches
from falsum.enclosure.functions import rational_power, scale
from falsum.enclosure.integrand import Integrand, factors
from falsum.enclosure.interval import UNDEFINED, Interval, add, between, multiply, point
from falsum.enclosure.tape import NotScalar
from falsum.statement import expressions

POWERS = (Fraction(2), Fraction(3, 2), Fraction(9, 8))
DEPTH = 2  # derivatives of derivatives


def tail(integrand: Integrand, start: Fraction, parameters: Sequence[Interval]) -> Interval:
    """Enclose the integral from a positive start to infinity; undefined where none is found."""
    for p in POWERS:
        value = dominated(integrand, p, start, parameters)
        if not value.undefined and value.is_bounded:
            share = rational_power(point(start), 1 - p)
            return scale(multiply(value, share), rational(1 / (p - 1)))
    return UNDEFINED


def dominated(
    integrand: Integrand, power: Fraction, start: Fraction, parameters: Sequence[Interval]
) -> Interval:
    """Enclose t^power f(t) for all t from ``start`` on; unbounded or undefined where that fails."""
    box: Box = (between(rational(start), INF, False, True), *parameters)
    growing = expressions.Pow(integrand.variables[0], sympy.Rational(*power.as_integer_ratio()))
    try:
        return _dominated(integrand, growing, integrand.tree, box)
    except NotScalar:
        return UNDEFINED


def _dominated(integrand: Integrand, growing: expressions.Pow, tree: object, box: Box) -> Interval:
    whole = _ranged(integrand, expressions.Mul(tree, growing), box)
    if not whole.undefined and whole.is_bounded:
        return whole
    if isinstance(tree, sympy.Add):
        total = point(0)
        for term in tree.args:
            total = add(total, _dominated(integrand, growing, term, box))
        return total
    if isinstance(tree, sympy.Mul):
        return _by_factors(integrand, growing, tree, box)
    return whole


def _by_factors(
    integrand: Integrand, growing: expressions.Pow, tree: sympy.Mul, box: Box
) -> Interval:
    """Take bounded factors apart that may oscillate, or that stay away from 0."""
    bounded, rest = point(1), []
    parts = factors(tree)
    for factor in parts:
        value = integrand.function(factor, box[1:]).tape(box)
        apart = isinstance(factor, _OSCILLATING) or not touches(value, Fraction(0))
        if not value.undefined and value.is_bounded and apart:
            bounded = multiply(bounded, value)
        else:
            rest.append(factor)
    if len(rest) == len(parts):
        return UNDEFINED
    return multiply(bounded, _ranged(integrand, expressions.Mul(growing, *rest), box))


_OSCILLATING = (sympy.sin, sympy.cos, sympy.Pow, sympy.sign, sympy.atan, sympy.tanh, sympy.erf)


def _ranged(integrand: Integrand, tree: object, box: Box) -> Interval:
    return spread(integrand.function(tree, box[1:]), box, DEPTH)

"""Rational inequalities in one variable, decided by counting real roots."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from falsum.balls.ends import is_infinite
from falsum.enclosure.box import exact, holds, spread
from falsum.enclosure.door import MOST_TERMS, asked, tame, terms, writable
from falsum.enclosure.function import Names
from falsum.prove.scalar import Statement
from falsum.statement.symbols import Symbol

_PLACES = tuple(Fraction(k, 23) for k in range(1, 23))
_STEP = sympy.Rational(1, 1000)


@dataclass(frozen=True)
class Sturm:
    """What root isolation says of a rational function of one variable on its side."""

    holds: bool
    point: Fraction | None = None


def by_roots(statement: Statement) -> Sturm | None:
    """Decide a rational inequality in one variable by counting roots, or return None.

    A statement with other hypotheses, or one that is undefined somewhere, is left alone.
    """
    if len(statement.variables) != 1 or statement.hypotheses or any(statement.integral):
        return None
    if statement.conclusion.sign not in ("<=", "<"):
        return None
    difference = statement.conclusion.difference
    found: Sturm | None = asked(lambda: _decided(statement), difference)
    return found


def _decided(statement: Statement) -> Sturm | None:
    quotient = _quotient(statement)
    if quotient is None:
        return None
    numerator, denominators = quotient
    side = statement.box[0]
    x = numerator.gen
    low = -sympy.oo if is_infinite(side.lo) else _number(exact(side.lo))
    high = sympy.oo if is_infinite(side.hi) else _number(exact(side.hi))
    if any(_meets(sympy.Poly(d, x), low, high, side) for d in denominators):
        return None
    if numerator.is_zero:
        return Sturm(statement.conclusion.sign == "<=", spread(side, Fraction(1, 2)))
    return _signs(numerator, low, high, side, strict=statement.conclusion.sign == "<")


def _quotient(statement: Statement) -> tuple[Any, list[Any]] | None:
    """Return a polynomial with the sign of lhs - rhs, and every denominator as it is written."""
    names = Names(statement.variables, statement.box, statement.fixed)
    x = names.there[statement.variables[0]]
    denominators: list[Any] = []
    plain_symbol = sympy.Dummy(x.name)

    def rational_only(node: Any) -> Any:
        if isinstance(node, sympy.Pow):
            base, exponent = rational_only(node.args[0]), node.args[1]
            if not exponent.is_Integer or not writable(sympy.Pow, base, exponent):
                raise sympy.PolynomialError("no rational function")
            if exponent < 0:
                denominators.append(sympy.together(base))
            return sympy.Pow(base, exponent)
        if isinstance(node, Symbol):
            return plain_symbol if node in names.there else _opened(node, statement, rational_only)
        if node.is_Rational:
            return node
        if isinstance(node, sympy.Add | sympy.Mul):
            parts = [rational_only(a) for a in node.args]
            return sympy.Add(*parts) if isinstance(node, sympy.Add) else sympy.Mul(*parts)
        raise sympy.PolynomialError("no rational function")

    try:
        written = rational_only(statement.conclusion.difference)
        if terms(written) > MOST_TERMS or not tame(written):
            return None
        form = sympy.together(written)
        top, bottom = sympy.fraction(form)
        every = [part for d in denominators for part in sympy.fraction(d)]
        return sympy.Poly(top * bottom, plain_symbol, domain="QQ"), every
    except (sympy.PolynomialError, sympy.CoercionFailed):
        return None


def _opened(symbol: Symbol, statement: Statement, rule: Any) -> Any:
    if symbol in statement.fixed:
        return _number(statement.fixed[symbol])
    if symbol.value is None or isinstance(symbol.value, tuple):
        raise sympy.PolynomialError("no rational function")
    return rule(symbol.value)


def _number(value: Fraction) -> Any:
    return sympy.Rational(value.numerator, value.denominator)


def _meets(polynomial: Any, low: Any, high: Any, side: Any) -> bool:
    """Tell whether a polynomial vanishes on the side, an open end left out."""
    if polynomial.is_zero:
        return True
    roots = int(polynomial.count_roots(low, high))
    for end, is_open in ((low, side.lo_open), (high, side.hi_open)):
        if end.is_finite and is_open and polynomial.eval(end) == 0:
            roots -= 1
    return roots > 0


def _signs(polynomial: Any, low: Any, high: Any, side: Any, *, strict: bool) -> Sturm:
    """Decide polynomial <= 0 (or < 0): it keeps its sign where no root of odd order is inside."""
    _, factors = polynomial.sqf_list()
    odd = [factor for factor, order in factors if order % 2]
    tests = [sympy.Rational(*spread(side, q).as_integer_ratio()) for q in _PLACES]
    crossings = sum(_roots_inside(factor, low, high) for factor in odd)
    if crossings == 0:
        signs = {bool(polynomial.eval(t) < 0) for t in tests if polynomial.eval(t) != 0}
        if signs == {True}:
            return Sturm(not strict or not _meets(polynomial, low, high, side))
    inf, sup = (end if end.is_finite else None for end in (low, high))
    for (a, b), _ in polynomial.intervals(inf=inf, sup=sup, eps=sympy.Rational(1, 10**6)):
        tests += [a, b, a - _STEP, b + _STEP]
    return Sturm(False, _above(polynomial, tests, low, high, side, strict))


def _roots_inside(factor: Any, low: Any, high: Any) -> int:
    ends = sum(bool(e.is_finite and factor.eval(e) == 0) for e in (low, high))
    return int(factor.count_roots(low, high)) - ends


def _above(
    polynomial: Any, tests: list[Any], low: Any, high: Any, side: Any, strict: bool
) -> Fraction | None:
    """Return a tested point of the side at which the polynomial is too large, or None."""
    for place in (*tests, *(e for e in (low, high) if e.is_finite)):
        value = polynomial.eval(place)
        q = Fraction(int(place.p), int(place.q))
        if (value > 0 or (strict and value == 0)) and holds(side, q):
            return q
    return None

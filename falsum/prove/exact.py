"""Exact decisions: finite domains, identities, and polynomials in one variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import sympy

from falsum.balls.ends import is_infinite
from falsum.prove.box import Point, exact, spread
from falsum.prove.budget import Budget
from falsum.prove.function import Names
from falsum.prove.points import Answer, decide
from falsum.prove.statement import Statement
from falsum.symbols import Symbol


@dataclass(frozen=True)
class Enumerated:
    """What became of the points of a finite domain."""

    holds: int
    rejected: int
    answer: Answer
    point: Point | None = None


def count(statement: Statement) -> int | None:
    """Return the number of points of the integer variables, or None when it is infinite."""
    total = 1
    for side, integral in zip(statement.box, statement.integral, strict=True):
        if integral:
            if not side.is_bounded:
                return None
            total *= int(exact(side.hi) - exact(side.lo)) + 1
    return total


def integer_points(statement: Statement) -> Iterator[Mapping[Symbol, Fraction]]:
    """Yield every assignment of the integer variables."""
    chosen = [k for k, integral in enumerate(statement.integral) if integral]
    ranges = [
        range(int(exact(statement.box[k].lo)), int(exact(statement.box[k].hi)) + 1) for k in chosen
    ]
    for values in product(*ranges):
        yield {
            statement.variables[k]: Fraction(v) for k, v in zip(chosen, values, strict=True)
        }


def enumerate_points(statement: Statement, budget: Budget) -> Enumerated:
    """Decide every point of a finite domain, each compiled by itself and decided exactly."""
    holds = rejected = 0
    for values in integer_points(statement):
        if budget.spent:
            return Enumerated(holds, rejected, Answer.UNDECIDED)
        budget.used += 1
        answer = decide(statement.at_integers(values), ())
        if answer is Answer.HOLDS:
            holds += 1
        elif answer is Answer.REJECTED:
            rejected += 1
        else:
            point = tuple(values[s] for s in statement.variables)
            return Enumerated(holds, rejected, answer, point)
    return Enumerated(holds, rejected, Answer.HOLDS if holds else Answer.REJECTED)


def is_identity(statement: Statement) -> bool:
    """Tell whether lhs - rhs is zero as a rational function of its irreducible parts.

    It says nothing of where both sides are defined.
    """
    names = Names(statement.variables, statement.box, statement.fixed)
    form = names.plain(statement.conclusion.difference)
    if form is None:
        return False
    opaque: dict[Any, Any] = {}

    def hide(node: Any) -> Any:
        if node.is_Symbol or node.is_Rational:
            return node
        if node.is_Add or node.is_Mul or (node.is_Pow and node.exp.is_Integer):
            return node.func(*(hide(a) for a in node.args))
        return opaque.setdefault(node, sympy.Dummy(positive=True))

    numerator, _ = sympy.fraction(sympy.together(hide(form)))
    return bool(sympy.expand(numerator) == 0)


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
            if not exponent.is_Integer:
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
        form = sympy.together(rational_only(statement.conclusion.difference))
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
    """Decide polynomial <= 0 (or < 0) from its sign between the roots."""
    inner = [r for r in polynomial.intervals(inf=low, sup=high)]
    cuts = sorted({end for (a, b), _ in inner for end in (a, b)})
    edges = [e for e in (low, high) if e.is_finite]
    places = sorted({*cuts, *edges})
    tests = [*places, *((a + b) / 2 for a, b in zip(places, places[1:], strict=False))]
    tests += [(places[0] if places else sympy.Integer(0)) - 1, (places[-1] if places else sympy.Integer(0)) + 1]
    allowed = [t for t in tests if low <= t <= high and not _left_out(t, low, high, side)]
    for place in allowed:
        value = polynomial.eval(place)
        if value > 0 or (strict and value == 0):
            return Sturm(False, Fraction(int(place.p), int(place.q)))
    return Sturm(not (strict and _meets(polynomial, low, high, side)))


def _left_out(place: Any, low: Any, high: Any, side: Any) -> bool:
    return bool((place == low and side.lo_open) or (place == high and side.hi_open))

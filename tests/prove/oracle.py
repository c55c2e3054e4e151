"""An independent look at whether a scalar statement is true at a point: fractions, and mpmath.

It knows nothing of the prover.  What is rational stays exact, so that poles and ties are decided;
of a rounded number nothing is said where it is near to an edge, a jump or a tie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
import sympy

from falsum.statement.claim import Claim
from falsum.statement.integrals import Integral
from falsum.statement.symbols import Symbol

NEAR = mpmath.mpf(10) ** -25
LONGEST = 10**5  # bits of a fraction


class Undefined(Exception):
    """A part has no real value."""


class Unknown(Exception):
    """A part is too large, or too near to an edge, to say anything."""


def evaluated(tree: Any, point: Mapping[Symbol, Any]) -> Any:
    """Return the value of a tree at a point: a Fraction where it is rational, a number of mpmath.

    Raises Undefined where a part has no real value, Unknown where that is not certain.
    """
    if isinstance(tree, Symbol):
        return point[tree]
    if isinstance(tree, sympy.Rational):
        return Fraction(int(tree.p), int(tree.q))
    if isinstance(tree, sympy.Sum):
        k, low, high = tree.args[1]
        terms = [evaluated(tree.args[0], {**point, k: Fraction(n)}) for n in range(low, high + 1)]
        return applied(sympy.Add, terms)
    if isinstance(tree, Integral):
        t, low, high = tree.args[1]
        ends = [rounded(evaluated(end, point)) for end in (low, high)]
        return mpmath.quad(lambda v: rounded(evaluated(tree.args[0], {**point, t: v})), ends)
    values = [evaluated(a, point) for a in tree.args]
    for base in type(tree).__mro__:
        if base in _ROUNDED:
            return applied(base, values)
    raise AssertionError(f"no rule for {type(tree).__name__}")


def applied(function: Any, values: list[Any]) -> Any:
    """Return a function of values, exactly where it can be."""
    if function in _EXACT and all(isinstance(v, Fraction) for v in values):
        exact = _EXACT[function](*values)
        if exact is not None:
            return exact
    try:
        value = _ROUNDED[function](*values)
    except (ZeroDivisionError, ValueError):
        raise Undefined from None
    if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value):
        raise Undefined
    if abs(value) > mpmath.mpf(10) ** 4000:
        raise Unknown
    return value


def rounded(value: Any) -> Any:
    """Return a value as a number of mpmath."""
    return mpmath.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def truth(relation: Any, point: Mapping[Symbol, Any]) -> bool | None:
    """Tell whether a relation holds at a point, None where it is too near to say.

    Raises Undefined where a side has no real value.
    """
    lhs, rhs = (evaluated(side, point) for side in relation.args)
    if isinstance(lhs, Fraction) and isinstance(rhs, Fraction):
        return _HOLDS[type(relation)](lhs, rhs)
    lhs, rhs = rounded(lhs), rounded(rhs)
    if abs(lhs - rhs) < NEAR * (1 + abs(lhs) + abs(rhs)):
        return None
    return _HOLDS[type(relation)](lhs, rhs)


_HOLDS: dict[Any, Callable[[Any, Any], bool]] = {
    sympy.LessThan: lambda a, b: bool(a <= b),
    sympy.StrictLessThan: lambda a, b: bool(a < b),
    sympy.GreaterThan: lambda a, b: bool(a >= b),
    sympy.StrictGreaterThan: lambda a, b: bool(a > b),
    sympy.Equality: lambda a, b: bool(a == b),
    sympy.Unequality: lambda a, b: bool(a != b),
}


def verdict(claim: Claim, point: Mapping[Symbol, Any]) -> str:
    """Return what a claim is at a point: holds, fails, undefined, rejected or unknown."""
    with mpmath.workdps(50):
        try:
            assumed = [truth(h.relation, point) for h in claim.hypotheses]
            if False in assumed:
                return "rejected"
            held = truth(claim.conclusion, point)
        except Undefined:
            return "undefined"
        except (Unknown, OverflowError, MemoryError, mpmath.libmp.NoConvergence):
            return "unknown"
    if None in assumed or held is None:
        return "unknown"
    return "holds" if held else "fails"


# -- the rules -----------------------------------------------------------------------------------


def _exact_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    if exponent.denominator > 1:
        if base < 0 or (base == 0 and exponent < 0):
            raise Undefined
        return base if base in (0, 1) else None
    n = int(exponent)
    if base == 0 and n < 0:
        raise Undefined
    if abs(n) * max(base.numerator.bit_length(), base.denominator.bit_length()) > LONGEST:
        raise Unknown
    return base**n


def _clear(x: Any, *edges: int) -> Any:
    """Return a value rounded, unless it was rounded before and is near to an edge.

    Raises Unknown there.
    """
    value = rounded(x)
    if not isinstance(x, Fraction) and any(abs(value - e) < NEAR for e in edges):
        raise Unknown
    return value


def _off_integers(x: Any) -> Any:
    return _clear(x, int(mpmath.nint(rounded(x)))) if abs(rounded(x)) < 10**9 else _unknown()


def _unknown() -> Any:
    raise Unknown


def _rounded_power(x: Any, y: Any) -> Any:
    base, exponent = _clear(x, 0), rounded(y)
    if base == 0:
        raise Unknown  # an exponent that was rounded
    if base < 0:
        exponent = _off_integers(y)
        if not isinstance(y, Fraction) or y.denominator > 1:
            raise Undefined
    if abs(exponent) > 10**5:
        raise Unknown
    whole = isinstance(y, Fraction) and y.denominator == 1
    return base ** int(y) if whole else base**exponent


def _within(limit: int, rule: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        return rule(rounded(x)) if abs(x) <= limit else _unknown()

    return apply


def _on(low: int | None, high: int | None, rule: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a rule on an interval, a pole at its lower end where there is no upper one."""

    def apply(x: Any) -> Any:
        value = _clear(x, *(e for e in (low, high) if e is not None))
        if low is not None and (value < low or (high is None and value == low)):
            raise Undefined
        if high is not None and value > high:
            raise Undefined
        return rule(value)

    return apply


def _factorial(x: Any) -> Any:
    value = _off_integers(x)
    if value != mpmath.floor(value) or value < 0:
        raise Undefined
    return _within(1000, mpmath.factorial)(value)


def _binomial(n: Any, k: Any) -> Any:
    top, bottom = _off_integers(n), _off_integers(k)
    if max(abs(top), abs(bottom)) > 1000 or (top == mpmath.floor(top) and min(top, bottom) < 0):
        raise Unknown  # conventions differ
    return mpmath.binomial(top, bottom)


_EXACT: dict[Any, Callable[..., Fraction | None]] = {
    sympy.Add: lambda *a: sum(a, Fraction(0)),
    sympy.Mul: lambda *a: Fraction(1) if not a else a[0] * _EXACT[sympy.Mul](*a[1:]),
    sympy.Pow: _exact_power,
    sympy.Abs: abs,
    sympy.sign: lambda x: Fraction((x > 0) - (x < 0)),
    sympy.floor: lambda x: Fraction(x.__floor__()),
    sympy.ceiling: lambda x: Fraction(x.__ceil__()),
    sympy.Min: lambda *a: min(a),
    sympy.Max: lambda *a: max(a),
    sympy.exp: lambda x: Fraction(1) if x == 0 else None,
    sympy.log: lambda x: Fraction(0) if x == 1 else None,
}

_ROUNDED: dict[Any, Callable[..., Any]] = {
    sympy.Add: lambda *a: mpmath.fsum(map(rounded, a)),
    sympy.Mul: lambda *a: mpmath.fprod(map(rounded, a)),
    sympy.Pow: _rounded_power,
    sympy.exp: _within(5000, mpmath.exp),
    sympy.log: _on(0, None, mpmath.log),
    sympy.sin: _within(10**9, mpmath.sin),
    sympy.cos: _within(10**9, mpmath.cos),
    sympy.tan: _within(10**9, mpmath.tan),
    sympy.asin: _on(-1, 1, mpmath.asin),
    sympy.acos: _on(-1, 1, mpmath.acos),
    sympy.atan: lambda x: mpmath.atan(rounded(x)),
    sympy.sinh: _within(5000, mpmath.sinh),
    sympy.cosh: _within(5000, mpmath.cosh),
    sympy.tanh: lambda x: mpmath.tanh(rounded(x)),
    sympy.erf: lambda x: mpmath.erf(rounded(x)),
    sympy.gamma: lambda x: _within(1000, mpmath.gamma)(_off_integers(x)),
    sympy.loggamma: _on(0, None, mpmath.loggamma),
    sympy.Abs: lambda x: abs(rounded(x)),
    sympy.sign: lambda x: mpmath.sign(_clear(x, 0)),
    sympy.floor: lambda x: mpmath.floor(_off_integers(x)),
    sympy.ceiling: lambda x: mpmath.ceil(_off_integers(x)),
    sympy.factorial: _factorial,
    sympy.binomial: _binomial,
    sympy.Min: lambda *a: min(map(rounded, a)),
    sympy.Max: lambda *a: max(map(rounded, a)),
}

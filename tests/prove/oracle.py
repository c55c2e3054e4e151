"""An independent look at whether a scalar statement is true at a point, by mpmath at 50 digits.

It knows nothing of the prover, and calls a statement false only by a margin.
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

MARGIN = mpmath.mpf(10) ** -25


class Undefined(Exception):
    """A part has no real value."""


def evaluated(tree: Any, point: Mapping[Symbol, Any]) -> Any:
    """Return the value of a tree at a point, at 50 digits.

    Raises Undefined where a part has no real value.
    """
    if isinstance(tree, Symbol):
        return _exact(point[tree])
    if isinstance(tree, sympy.Rational):
        return mpmath.mpf(int(tree.p)) / int(tree.q)
    if isinstance(tree, sympy.Sum):
        k, low, high = tree.args[1]
        values = [evaluated(tree.args[0], {**point, k: Fraction(n)}) for n in range(low, high + 1)]
        return mpmath.fsum(values)
    if isinstance(tree, Integral):
        t, low, high = tree.args[1]
        a, b = evaluated(low, point), evaluated(high, point)
        return mpmath.quad(lambda v: evaluated(tree.args[0], {**point, t: v}), [a, b])
    if isinstance(tree, sympy.Pow) and tree.args[1].is_Rational:
        return _power(
            evaluated(tree.args[0], point), Fraction(int(tree.args[1].p), int(tree.args[1].q))
        )
    values = [evaluated(a, point) for a in tree.args]
    for base in type(tree).__mro__:
        if base in _RULES:
            return _real(_RULES[base], values)
    raise AssertionError(f"no rule for {type(tree).__name__}")


def _exact(value: Any) -> Any:
    return mpmath.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def _real(rule: Callable[..., Any], values: list[Any]) -> Any:
    try:
        value = rule(*values)
    except (ZeroDivisionError, ValueError):
        raise Undefined from None
    if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value):
        raise Undefined
    if abs(value) > mpmath.mpf(10) ** 4000:
        raise OverflowError
    return value


def _power(base: Any, exponent: Fraction) -> Any:
    if exponent.denominator > 1 and base < 0:
        raise Undefined
    if exponent < 0 and base == 0:
        raise Undefined
    return _real(
        lambda: base ** _exact(exponent) if exponent.denominator > 1 else base ** int(exponent), []
    )


def _real_power(x: Any, y: Any) -> Any:
    whole = y == mpmath.floor(y)
    if x < 0 and not whole:
        raise ValueError
    if x == 0 and y <= 0 and not (y == 0):
        raise ValueError
    if abs(y) > 10**6:
        raise OverflowError
    return x ** int(y) if whole else x**y


def _between(low: int, high: int, rule: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if not low <= x <= high:
            raise ValueError
        return rule(x)

    return apply


def _positive(rule: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if x <= 0:
            raise ValueError
        return rule(x)

    return apply


def _moderate(rule: Callable[[Any], Any], limit: int = 5000) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if abs(x) > limit:
            raise OverflowError
        return rule(x)

    return apply


def _factorial(x: Any) -> Any:
    if x != mpmath.floor(x) or x < 0:
        raise ValueError
    return _moderate(mpmath.factorial)(x)


def _binomial(n: Any, k: Any) -> Any:
    if max(abs(n), abs(k)) > 1000:
        raise OverflowError
    if n == mpmath.floor(n) and (n < 0 or k < 0):
        raise OverflowError  # conventions differ; nothing is said
    return mpmath.binomial(n, k)


_RULES: dict[Any, Callable[..., Any]] = {
    sympy.Add: lambda *a: mpmath.fsum(a),
    sympy.Mul: lambda *a: mpmath.fprod(a),
    sympy.Pow: _real_power,
    sympy.exp: _moderate(mpmath.exp),
    sympy.log: _positive(mpmath.log),
    sympy.sin: _moderate(mpmath.sin, 10**9),
    sympy.cos: _moderate(mpmath.cos, 10**9),
    sympy.tan: _moderate(mpmath.tan, 10**9),
    sympy.asin: _between(-1, 1, mpmath.asin),
    sympy.acos: _between(-1, 1, mpmath.acos),
    sympy.atan: mpmath.atan,
    sympy.sinh: _moderate(mpmath.sinh),
    sympy.cosh: _moderate(mpmath.cosh),
    sympy.tanh: mpmath.tanh,
    sympy.erf: mpmath.erf,
    sympy.gamma: _moderate(mpmath.gamma, 1000),
    sympy.loggamma: _positive(mpmath.loggamma),
    sympy.Abs: abs,
    sympy.sign: mpmath.sign,
    sympy.floor: mpmath.floor,
    sympy.ceiling: mpmath.ceil,
    sympy.factorial: _factorial,
    sympy.binomial: _binomial,
    sympy.Min: min,
    sympy.Max: max,
}


def truth(relation: Any, point: Mapping[Symbol, Any]) -> bool | None:
    """Tell whether a relation holds at a point, None where it is too near to say.

    Raises Undefined where a side has no real value.
    """
    lhs, rhs = (evaluated(side, point) for side in relation.args)
    gap, scale = lhs - rhs, 1 + abs(lhs) + abs(rhs)
    if abs(gap) < MARGIN * scale:
        return None
    if isinstance(relation, sympy.Equality | sympy.Unequality):
        return isinstance(relation, sympy.Unequality)
    below = isinstance(relation, sympy.LessThan | sympy.StrictLessThan)
    return bool(gap < 0) == below


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
        except (OverflowError, MemoryError, mpmath.libmp.NoConvergence):
            return "unknown"
    if None in assumed or held is None:
        return "unknown"
    return "holds" if held else "fails"

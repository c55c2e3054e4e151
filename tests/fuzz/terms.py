"""Random terms as plain tuples: written for the engine by one function, and read by the oracle.

A term is ``(operation, *parts)``.  Nothing here or in the oracle uses the engine's own walk over
trees, so that a mistake in either shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import falsum

Term = tuple[Any, ...]

UNARY = {
    "abs": falsum.Abs,
    "sign": falsum.sign,
    "floor": falsum.floor,
    "ceiling": falsum.ceiling,
    "exp": falsum.exp,
    "log": falsum.log,
    "sqrt": falsum.sqrt,
    "sin": falsum.sin,
    "cos": falsum.cos,
    "tan": falsum.tan,
    "asin": falsum.asin,
    "acos": falsum.acos,
    "atan": falsum.atan,
    "sinh": falsum.sinh,
    "cosh": falsum.cosh,
    "tanh": falsum.tanh,
    "erf": falsum.erf,
    "gamma": falsum.gamma,
    "loggamma": falsum.loggamma,
    "factorial": falsum.factorial,
}
RATIONAL = ("abs", "sign", "floor", "ceiling")
RELATIONS = {
    "<=": falsum.Le,
    "<": falsum.Lt,
    ">=": falsum.Ge,
    ">": falsum.Gt,
    "==": falsum.Eq,
    "!=": falsum.Ne,
}
VARIABLE = falsum.variable("z")


def number(value: Fraction | int) -> Term:
    """Return the term of an exact number."""
    return ("number", Fraction(value))


def written(term: Term, symbols: Mapping[str, Any]) -> Any:
    """Write a term with the engine's own constructors; ``symbols`` are the declared ones."""
    operation, *parts = term
    if operation == "number":
        return falsum.Rational(parts[0].numerator, parts[0].denominator)
    if operation == "named":
        return {"pi": falsum.pi, "e": falsum.E}[parts[0]]
    if operation in ("symbol", "constant", "defined"):
        return symbols[parts[0]]
    if operation == "sum":
        place, lower, upper, body = parts
        ends = (written(lower, symbols), written(upper, symbols))
        return falsum.Sum(written(body, symbols), (symbols[place], *ends))
    if operation in ("least", "greatest"):
        kind = falsum.Least if operation == "least" else falsum.Greatest
        return kind(written(parts[1], symbols), symbols[parts[0]])
    if operation == "integral":
        lower, upper = (written(end, symbols) for end in parts[0])
        body: Any = written(parts[1], symbols)
        for power, coefficient in enumerate(parts[2:], 1):
            body = body + VARIABLE**power * written(coefficient, symbols)
        return falsum.Integral(body, (VARIABLE, lower, upper))
    if operation == "series":  # of the powers of a number below 1
        ratio = written(parts[1], symbols)
        return falsum.Sum(ratio ** symbols[parts[0]], (symbols[parts[0]], 0, falsum.oo))
    exact = [written(part, symbols) for part in parts]
    return _applied(operation, exact)


def _applied(operation: str, exact: list[Any]) -> Any:
    if operation in UNARY:
        return UNARY[operation](*exact)
    if operation == "mean":
        return falsum.Mean(*exact)
    if operation in ("min", "max"):
        return (falsum.Min if operation == "min" else falsum.Max)(*exact)
    if operation == "binomial":
        return falsum.binomial(*exact)
    left, right = exact
    if operation == "add":
        return falsum.statement.expressions.Add(left, right)
    if operation == "subtract":
        return falsum.statement.expressions.Add(
            left, falsum.statement.expressions.Mul(-1 * falsum.Rational(1), right)
        )
    if operation == "multiply":
        return falsum.statement.expressions.Mul(left, right)
    if operation == "divide":
        return falsum.statement.expressions.Mul(
            left, falsum.statement.expressions.Pow(right, falsum.Rational(-1))
        )
    assert operation == "power", operation
    return falsum.statement.expressions.Pow(left, right)


def speaks_of(term: Term, name: str) -> bool:
    """Tell whether a symbol or index occurs free in a term."""
    operation, *parts = term
    if operation in ("symbol", "constant", "defined"):
        return bool(parts[0] == name or name in parts[1:])
    if operation in ("sum", "least", "greatest", "series") and parts[0] == name:
        return any(speaks_of(end, name) for end in parts[1:3]) if operation == "sum" else False
    if operation == "integral":
        return any(speaks_of(p, name) for p in (*parts[0], *parts[1:]))
    return any(speaks_of(p, name) for p in parts if isinstance(p, tuple))

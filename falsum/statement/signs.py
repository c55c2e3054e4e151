"""Signs: which parts of a relation are at least 0 or at most 0, whatever their symbols are.

Only what the domains of the symbols and the form of an expression say is used, so that a sign that
is known is known for every admissible instance on which the expression is defined.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from typing import Any, NamedTuple

import sympy

from falsum.statement.claim import Claim
from falsum.statement.common import terms
from falsum.statement.fold import oriented
from falsum.statement.symbols import Role, Symbol

POSITIVE = (sympy.Abs, sympy.exp, sympy.cosh)
ODD = (sympy.sign, sympy.sinh, sympy.tanh, sympy.asin, sympy.atan, sympy.erf)  # sign of argument


class Sign(NamedTuple):
    """What is known: that a value is never negative, that it is never positive."""

    up: bool
    down: bool


UNKNOWN = Sign(False, False)


def sign_of(tree: Any) -> Sign:
    """Return what is known of the sign of an expression wherever it is defined."""
    if isinstance(tree, sympy.Number | sympy.NumberSymbol):
        return Sign(bool(tree >= 0), bool(tree <= 0))
    if isinstance(tree, Symbol):
        return _symbol(tree)
    if isinstance(tree, sympy.Sum):  # an empty one is 0, which has both signs
        return sign_of(tree.args[0])
    if isinstance(tree, sympy.Pow):
        return _power(*tree.args)
    parts = [sign_of(part) for part in tree.args]
    if isinstance(tree, sympy.Add):
        return Sign(all(p.up for p in parts), all(p.down for p in parts))
    if isinstance(tree, sympy.Mul):
        return reduce(_times, parts)
    if isinstance(tree, sympy.Max):
        return Sign(any(p.up for p in parts), all(p.down for p in parts))
    if isinstance(tree, sympy.Min):
        return Sign(all(p.up for p in parts), any(p.down for p in parts))
    if isinstance(tree, POSITIVE):
        return Sign(True, False)
    return parts[0] if isinstance(tree, ODD) else UNKNOWN


def _symbol(symbol: Symbol) -> Sign:
    """Return what a symbol's value, range or domain says."""
    if symbol.role in (Role.CONSTANT, Role.DEFINED):
        return sign_of(symbol.value)
    if symbol.role is Role.INDEX:
        lower, upper = (sign_of(end) for end in symbol.value)
        return Sign(lower.up, upper.down)
    if symbol.role is not Role.PARAMETER:
        return UNKNOWN
    least, most = symbol.domain.lower, symbol.domain.upper
    return Sign(least is not None and least >= 0, most is not None and most <= 0)


def _power(base: Any, exponent: Any) -> Sign:
    """Return the sign of a power where it is defined; roots are never negative."""
    if exponent.is_Integer and exponent % 2:
        return sign_of(base)
    return Sign(bool(exponent.is_Rational) or sign_of(base).up, False)


def _times(one: Sign, other: Sign) -> Sign:
    """Multiply signs."""
    return Sign(
        (one.up and other.up) or (one.down and other.down),
        (one.up and other.down) or (one.down and other.up),
    )


def weaker(claim: Claim, other: Claim) -> bool:
    """Tell whether ``other`` certainly follows from ``claim``, term by term.

    Both have the same number of relations in their conclusions, and nothing else differs but what
    is claimed of their probability, or what a measurement takes, of which nothing follows here.
    """
    if claim.quantifier != other.quantifier or claim.definitions != other.definitions:
        return False
    pairs = zip(claim.conjuncts, other.conjuncts, strict=True)
    return all(_follows(first, second) for first, second in pairs)


def _follows(first: Any, second: Any) -> bool:
    if first == second:
        return True
    one, other = oriented(first), oriented(second)
    if (one.sign, other.sign) not in (("<=", "<="), ("<", "<"), ("<", "<=")):
        return False
    return _lowered(one.lhs, other.lhs) and _lowered(other.rhs, one.rhs)


def _lowered(tree: Any, lower: Any) -> bool:
    """Tell whether ``lower`` is at most ``tree``, by the signs of the terms they do not share."""
    before, after = Counter(terms(tree)), Counter(terms(lower))
    added, removed = after - before, before - after
    return all(sign_of(t).down for t in added) and all(sign_of(t).up for t in removed)

"""Literal relations: both sides kept as they are written, never decided."""

from __future__ import annotations

from typing import Any

import sympy

from falsum.statement.exact import lift


def _relation(kind: Any, lhs: object, rhs: object) -> Any:
    return kind(lift(lhs), lift(rhs), evaluate=False)


def Le(lhs: object, rhs: object) -> Any:
    """Return the literal relation lhs <= rhs."""
    return _relation(sympy.LessThan, lhs, rhs)


def Lt(lhs: object, rhs: object) -> Any:
    """Return the literal relation lhs < rhs."""
    return _relation(sympy.StrictLessThan, lhs, rhs)


def Ge(lhs: object, rhs: object) -> Any:
    """Return the literal relation lhs >= rhs."""
    return _relation(sympy.GreaterThan, lhs, rhs)


def Gt(lhs: object, rhs: object) -> Any:
    """Return the literal relation lhs > rhs."""
    return _relation(sympy.StrictGreaterThan, lhs, rhs)


def Eq(lhs: object, rhs: object) -> Any:
    """Return the literal relation lhs = rhs."""
    return _relation(sympy.Equality, lhs, rhs)


def Ne(lhs: object, rhs: object) -> Any:
    """Return the literal relation lhs != rhs."""
    return _relation(sympy.Unequality, lhs, rhs)

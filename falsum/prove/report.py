"""The words for a point at which a statement fails or says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from falsum.enclosure.box import Point
from falsum.prove.budget import Budget
from falsum.prove.outcome import Disproof, Unproved
from falsum.prove.scalar import Statement

WORDS = {"<=": "<=", "<": "<", "==": "=", "!=": "is not"}


def _values(statement: Statement, point: Iterable[Fraction]) -> dict[str, Fraction]:
    named = dict(zip((s.name for s in statement.variables), point, strict=True))
    return {**{s.name: v for s, v in statement.fixed.items()}, **named}


def disproof(statement: Statement, point: Point, budget: Budget) -> Disproof:
    """Return the point at which the conclusion fails."""
    return Disproof(
        _values(statement, point), f"lhs {WORDS[statement.conclusion.sign]} rhs", budget.used
    )


def undefined(statement: Statement, point: Point, budget: Budget) -> Unproved:
    """Return that a part may be undefined at a point."""
    values = _values(statement, point)
    where = ", ".join(f"{name} = {value}" for name, value in values.items())
    return Unproved(
        f"a part of it may be undefined at {where}", boxes=budget.used, undefined_at=values
    )

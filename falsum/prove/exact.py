"""Exact decisions: every point of a finite domain, and identities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import sympy

from falsum.enclosure.box import Point, at, exact, samples
from falsum.enclosure.door import MOST_TERMS, asked, terms
from falsum.enclosure.function import Names
from falsum.enclosure.interval import is_negative, is_positive
from falsum.prove.budget import Budget
from falsum.prove.points import Answer, decide
from falsum.prove.scalar import Statement
from falsum.statement.symbols import Symbol


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
        yield {statement.variables[k]: Fraction(v) for k, v in zip(chosen, values, strict=True)}


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
    if form is None or not _may_vanish(statement, names):
        return False
    return bool(asked(lambda: _vanishes(form), form))


def _may_vanish(statement: Statement, names: Names) -> bool:
    """Tell whether no point is known at which the sides differ; a guard against SymPy."""
    values = [statement.tape(at(sample)) for sample in samples(names.root)]
    return not any(is_positive(v) or is_negative(v) for v in values)


def _vanishes(form: Any) -> bool:
    """Tell whether a form is zero, its irreducible parts being taken for independent."""
    opaque: dict[Any, Any] = {}

    def hide(node: Any) -> Any:
        if node.is_Symbol or node.is_Rational:
            return node
        if node.is_Add or node.is_Mul or (node.is_Pow and node.exp.is_Integer):
            return node.func(*(hide(a) for a in node.args))
        return opaque.setdefault(node, sympy.Dummy(positive=True))

    hidden = hide(form)
    if terms(hidden) > MOST_TERMS:
        return False
    numerator, _ = sympy.fraction(sympy.together(hidden))
    return terms(numerator) <= MOST_TERMS and bool(sympy.expand(numerator) == 0)

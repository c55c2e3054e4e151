"""Both sides of a relation under a logarithm or an exponential, which keep its direction."""

from __future__ import annotations

from typing import Any

import sympy

from falsum.enclosure.interval import is_positive
from falsum.prove.scalar import Relation, Statement
from falsum.statement import expressions


def conjuncts(relation: Relation) -> list[Relation]:
    """Return relations without a maximum on the small side, that together say the same."""
    if relation.sign not in ("<=", "<"):
        return [relation]
    lows, highs = [relation.lhs], [relation.rhs]
    if isinstance(relation.lhs, sympy.Max):
        lows = list(relation.lhs.args)
    elif isinstance(relation.lhs, sympy.Abs):
        inner = relation.lhs.args[0]
        lows = [inner, expressions.Mul(-1, inner)]
    if isinstance(relation.rhs, sympy.Min):
        highs = list(relation.rhs.args)
    return [Relation(relation.sign, low, high) for low in lows for high in highs]


def logarithmic(statement: Statement) -> Any:
    """Return log(lhs) - log(rhs), the logarithm taken inside; None unless both are positive."""
    sides = []
    for side in (statement.conclusion.lhs, statement.conclusion.rhs):
        if not is_positive(statement.compiled(side)(statement.box)):
            return None
        sides.append(_log(side, statement))
    return expressions.Add(sides[0], expressions.Mul(-1, sides[1]))


def _log(tree: Any, statement: Statement) -> Any:
    """Return the logarithm of a positive tree."""
    if isinstance(tree, sympy.exp):
        return tree.args[0]

    def all_positive(parts: Any) -> bool:
        return all(is_positive(statement.compiled(p)(statement.box)) for p in parts)

    if isinstance(tree, sympy.Mul) and all_positive(tree.args):
        return expressions.Add(*(_log(a, statement) for a in tree.args))
    if isinstance(tree, sympy.Pow) and all_positive(tree.args[:1]):
        return expressions.Mul(tree.args[1], _log(tree.args[0], statement))
    return expressions.log(tree)


def exponential(statement: Statement) -> Any:
    """Return exp(lhs) - exp(rhs) with the exponential taken inside, or None without a logarithm."""
    conclusion = statement.conclusion
    if not any(_adds_log(side) for side in (conclusion.lhs, conclusion.rhs)):
        return None
    return expressions.Add(_exp(conclusion.lhs), expressions.Mul(-1, _exp(conclusion.rhs)))


def _adds_log(tree: Any) -> bool:
    """Tell whether a logarithm is a term of the tree."""
    if isinstance(tree, sympy.Add | sympy.Mul):
        return any(_adds_log(a) for a in tree.args)
    return isinstance(tree, sympy.log)


def _exp(tree: Any) -> Any:
    """Return the exponential of a tree."""
    if isinstance(tree, sympy.log):
        return tree.args[0]
    if isinstance(tree, sympy.Add):
        return expressions.Mul(*(_exp(a) for a in tree.args))
    if isinstance(tree, sympy.Mul) and tree.args[0].is_Rational:
        rest = tree.args[1] if len(tree.args) == 2 else expressions.Mul(*tree.args[1:])
        return expressions.Pow(_exp(rest), tree.args[0])
    return expressions.exp(tree)

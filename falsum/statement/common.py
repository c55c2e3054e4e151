"""Terms that both sides of a relation share, such as E[x^2] on either side.

What is added to both sides decides nothing, and where it is large it hides how near the rest is.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import sympy

from falsum.statement.expressions import Add


class Rest(NamedTuple):
    """What is left of both sides of a relation when equal terms, ``shared``, are taken off."""

    lhs: Any
    rhs: Any
    shared: tuple[Any, ...]

    def with_shared(self, tree: Any) -> Any:
        """Return a changed side with the shared terms put back."""
        return Add(tree, *self.shared)


def terms(tree: Any) -> list[Any]:
    """Return the terms of a sum, those of sums within it too; any other tree is one term."""
    if not isinstance(tree, sympy.Add):
        return [tree]
    return [term for part in tree.args for term in terms(part)]


def rest(relation: Any) -> Rest | None:
    """Return what is left of both sides, as they are printed, or None where they share nothing."""
    sides = [terms(side) for side in relation.args]
    shared = Counter(sides[0]) & Counter(sides[1])
    if not shared:
        return None
    lhs, rhs = (_sum(_without(side, shared)) for side in sides)
    return Rest(lhs, rhs, tuple(shared.elements()))


def _without(side: list[Any], shared: Counter[Any]) -> list[Any]:
    left, kept = Counter(shared), []
    for term in side:
        if left[term]:
            left[term] -= 1
        else:
            kept.append(term)
    return kept


def _sum(side: list[Any]) -> Any:
    if not side:
        return sympy.Integer(0)
    return side[0] if len(side) == 1 else Add(*side)

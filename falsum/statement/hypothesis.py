"""Hypotheses and conjunctions: relations that are named, and relations that are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from falsum.statement.exact import ClaimError


@dataclass(frozen=True)
class Hypothesis:
    """A named hypothesis: a scalar relation, or one that is granted by the family.

    ``place`` is where the document makes it: a line, a page, a display.
    """

    name: str
    relation: Any = None
    latex: str = ""
    place: str = ""

    @property
    def granted(self) -> bool:
        """Tell whether the family vouches for it instead of the engine computing it."""
        return self.relation is None


def hypothesis(name: str, relation: object, *, place: str = "") -> Hypothesis:
    """Return a hypothesis that the engine evaluates on every instance."""
    return Hypothesis(name, as_relation(relation, f"hypothesis {name!r}"), place=place)


def granted(name: str, latex: str, *, place: str = "") -> Hypothesis:
    """Return a hypothesis with no scalar form; the family says how it is met and offers a probe."""
    return Hypothesis(name, None, latex, place)


class And(tuple[Any, ...]):
    """A conjunction of relations, each with its own slack."""

    def __new__(cls, *relations: Any) -> And:
        """Join at least two relations."""
        if len(relations) < 2:
            raise ClaimError(f"And() joins two relations or more, got {len(relations)}")
        return super().__new__(cls, relations)


def as_relation(relation: object, where: str) -> Any:
    """Return a relation; raise ClaimError, naming ``where``, when it is decided or none at all."""
    if isinstance(relation, bool) or relation in (sympy.true, sympy.false):
        raise ClaimError(
            f"{where} has already been decided: it is the constant {relation}; build it with "
            "Le, Lt, Ge, Gt, Eq or Ne so that it stays as written"
        )
    if not getattr(relation, "is_Relational", False):
        raise ClaimError(
            f"{where} is {relation!r}, which is not a relation; write Le(lhs, rhs) or a sibling"
        )
    return relation

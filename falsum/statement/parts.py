"""The parts of a claim: its quantifier, its source, its hypotheses, its conjunctions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from falsum.statement.expressions import ClaimError, lift

QUANTIFIERS = (
    "always",
    "almost_always",
    "with_probability",
    "in_expectation",
    "exists",
    "count",
    "rate",
)


@dataclass(frozen=True)
class Quantifier:
    """How far a claim speaks: ``kind`` is one of QUANTIFIERS, ``least`` a probability.

    ``over`` is the quantity that grows without bound in a rate.
    """

    kind: str
    least: Any = None
    over: Any = None


always = Quantifier("always")
almost_always = Quantifier("almost_always")
in_expectation = Quantifier("in_expectation")
exists = Quantifier("exists")
count = Quantifier("count")


def rate(over: object) -> Quantifier:
    """Return the quantifier "as ``over`` grows, with a hidden constant that does not"."""
    return Quantifier("rate", over=lift(over))


def with_probability(least: object) -> Quantifier:
    """Return the quantifier "with probability at least ``least`` over the measurement's law"."""
    return Quantifier("with_probability", lift(least))


@dataclass(frozen=True)
class Source:
    """Where a statement is printed, and what had to be reconstructed to read it.

    ``document`` is the key that ids start with, ``citation`` what a reader looks it up by.
    """

    document: str
    label: str
    page: int | None = None
    equation: str | None = None
    note: str = ""
    citation: str = ""

    def __str__(self) -> str:
        """Return the document's key and the place on one line."""
        return f"{self.document}, {self.place}"

    @property
    def place(self) -> str:
        """Return where in the document the statement stands."""
        parts = [self.label]
        if self.page is not None:
            parts.append(f"p. {self.page}")
        if self.equation is not None:
            parts.append(f"eq. ({self.equation})")
        return ", ".join(parts)


@dataclass(frozen=True)
class Hypothesis:
    """A named hypothesis: a scalar relation, or one that is granted by the family."""

    name: str
    relation: Any = None
    latex: str = ""

    @property
    def granted(self) -> bool:
        """Tell whether the family vouches for it instead of the engine computing it."""
        return self.relation is None


def hypothesis(name: str, relation: object) -> Hypothesis:
    """Return a hypothesis that the engine evaluates on every instance."""
    return Hypothesis(name, as_relation(relation, f"hypothesis {name!r}"))


def granted(name: str, latex: str) -> Hypothesis:
    """Return a hypothesis with no scalar form; the family says how it is met and offers a probe."""
    return Hypothesis(name, None, latex)


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

"""Provisos: what a competent reader takes for granted, and a text rarely says.

An author answers a counterexample at T = 1/2 with "T is a number of steps, of course".  Provisos
are such answers, known beforehand: a claim is searched under all of them first, and a finding that
needs one of them dropped is told apart from an error.  They are no part of the claim, nor of its
hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from falsum.statement.exact import ClaimError
from falsum.statement.hypothesis import as_relation
from falsum.statement.symbols import Role, Symbol, symbols_of


@dataclass(frozen=True)
class Proviso:
    """One thing that is taken for granted, in words, and what it does to a claim.

    It is a ``relation`` that instances meet, or a definition that is ``counted``: rounded up, and
    at least 1; or it lets equality pass in the conclusion, where it is neither.
    """

    name: str
    relation: Any = None
    counted: Symbol | None = None

    @property
    def about(self) -> frozenset[Symbol]:
        """Return the symbols that it speaks of."""
        if self.counted is not None:
            return frozenset((self.counted,))
        sides = self.relation.args if self.relation is not None else ()
        return frozenset(s for side in sides for s in symbols_of(side))


def proviso(name: str, relation: object) -> Proviso:
    """Return a proviso that instances meet or not, such as ``Gt(start_value, least_value)``."""
    return Proviso(name, as_relation(relation, f"proviso {name!r}"))


def counted(number: Symbol) -> Proviso:
    """Return the proviso that a definition is a count: rounded up, and at least 1."""
    if not isinstance(number, Symbol) or number.role is not Role.DEFINED:
        raise ClaimError(f"counted({number}) takes a definition, such as defined('T', ...)")
    return Proviso(f"{number.name} is rounded up and at least 1", counted=number)

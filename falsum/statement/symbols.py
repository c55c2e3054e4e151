"""The symbols of a claim: what each one is, where it ranges, how it scales."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Any

import sympy

from falsum.statement.domain import Domain
from falsum.statement.exact import ClaimError
from falsum.statement.expressions import Literal


class Role(Enum):
    """What binds a symbol during an audit."""

    PARAMETER = "parameter"  # a field of the instance
    MEASURED = "measured"  # returned by the measurement
    CONSTANT = "constant"  # carries its printed value, which the audit may vary
    HIDDEN = "hidden"  # exists according to the statement; the audit looks for the least that does
    DEFINED = "defined"  # an expression of other symbols that the measurement may ask for
    CHOSEN = "chosen"  # picked after the randomness
    INDEX = "index"  # an axis
    VARIABLE = "variable"  # runs inside an integral


class Symbol(Literal, sympy.Symbol):
    """A declared symbol; two symbols are the same when every part of them is."""

    role: Role
    domain: Domain
    meaning: str
    dimension: tuple[tuple[str, Fraction], ...] | None
    indices: tuple[Symbol, ...]
    value: Any
    latex: str
    counts: bool
    place: str
    says: str

    def __new__(cls, name: str, **parts: Any) -> Symbol:
        """Create the symbol; use :func:`parameter` and its siblings instead."""
        symbol: Symbol = sympy.Symbol.__xnew__(cls, name)
        for part, content in parts.items():
            setattr(symbol, part, content)
        return symbol

    def defined_as(self, value: Any) -> Symbol:
        """Return the same definition with another value."""
        return Symbol(self.name, **{**vars(self), "value": value})

    def _sympystr(self, printer: Any) -> str:
        name: str = self.name
        return name

    def _latex(self, printer: Any, **options: Any) -> str:
        return self.latex

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.name, self.role, self.domain, self.meaning, self.indices, self.value)


def symbols_of(tree: Any) -> tuple[Symbol, ...]:
    """Return every symbol that ``tree`` depends on, definitions and index bounds included.

    Raises ClaimError on a bare SymPy symbol.
    """
    found: dict[Symbol, None] = {}
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            if node in found:
                continue
            found[node] = None
            stack.extend(node.indices)
            if node.role is Role.DEFINED:
                stack.append(node.value)
            if node.role is Role.INDEX:
                stack.extend(node.value)
        elif isinstance(node, sympy.Symbol):
            raise ClaimError(
                f"{node} is a bare SymPy symbol; declare it with parameter(), measured(), "
                "constant(), defined() or index()"
            )
        else:
            stack.extend(node.args)
    return tuple(sorted(found, key=lambda s: s.name))

"""The serialisation that a claim's hash covers: independent of any library's printing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from falsum.statement.fold import comparison, fold, fold_end
from falsum.statement.integrals import running
from falsum.statement.symbols import Role, Symbol


class SerialAlgebra:
    """The table of operations that writes prefix notation."""

    def number(self, value: Fraction) -> str:
        """Write an exact number."""
        return str(value)

    def named(self, name: str) -> str:
        """Write a famous number."""
        return name

    def symbol(self, symbol: Symbol) -> str:
        """Write a symbol with all that its meaning depends on."""
        axes = " ".join(fold(i, self) for i in symbol.indices)
        head = f"{symbol.role.value} {symbol.name} [{axes}]"
        if symbol.role in (Role.CONSTANT, Role.DEFINED):
            return f"({head} {fold(symbol.value, self)})"
        if symbol.role is Role.INDEX:
            lower, upper = (fold(bound, self) for bound in symbol.value)
            return f"({head} {lower} {upper})"
        if symbol.role is Role.VARIABLE:
            return f"({head})"
        integral = "integral" if symbol.domain.integral else ""
        return f"({head} {integral} {symbol.meaning!r})"

    def add(self, terms: list[str]) -> str:
        """Write a sum."""
        return f"(+ {' '.join(terms)})"

    def mul(self, factors: list[str]) -> str:
        """Write a product."""
        return f"(* {' '.join(factors)})"

    def power(self, base: str, exponent: str, rational: Fraction | None) -> str:
        """Write a power."""
        return f"(^ {base} {exponent})"

    def function(self, name: str, arguments: list[str]) -> str:
        """Write a function application."""
        return f"({name} {' '.join(arguments)})"

    def integral(self, node: Any) -> str:
        """Write an integral."""
        z, lower, upper, body = running(node)
        ends = f"{fold_end(lower, self)} {fold_end(upper, self)}"
        return f"(integral {z.name} {ends} {fold(body, self)})"

    def series(self, node: Any) -> str:
        """Write a sum without end."""
        index, lower, _, body = running(node)
        return f"(series {index.name} {fold(lower, self)} {fold(body, self)})"

    def sum(self, index: Symbol, lower: str, upper: str, body: Callable[[], str]) -> str:
        """Write a sum over an index."""
        return f"(sum {index.name} {lower} {upper} {body()})"

    def extreme(
        self, name: str, index: Symbol, lower: str, upper: str, body: Callable[[], str]
    ) -> str:
        """Write a least or greatest value over an index."""
        return f"({name} {index.name} {lower} {upper} {body()})"


def serialise(tree: Any) -> str:
    """Return the canonical text of an expression or a relation."""
    if getattr(tree, "is_Relational", False):
        left, right = (fold(side, SerialAlgebra()) for side in tree.args)
        return f"({comparison(tree)} {left} {right})"
    return fold(tree, SerialAlgebra())

"""Terms of the solver: roots become variables with a defining equation.

Every place where the tree could be undefined is a condition, in the order in which it computes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from falsum.enclosure.tape import NotScalar
from falsum.statement.fold import fold
from falsum.statement.symbols import Role, Symbol


@dataclass
class SolverAlgebra:
    """The table of operations that writes z3 terms; ``steps`` are conditions and definitions."""

    z3: Any
    values: Mapping[Symbol, Any]
    steps: list[tuple[bool, Any]] = field(default_factory=list)

    def number(self, value: Fraction) -> Any:
        """Read an exact number."""
        return self.z3.Q(value.numerator, value.denominator)

    def named(self, name: str) -> Any:
        """Refuse what is not algebraic."""
        raise NotScalar(f"{name} is not algebraic")

    def symbol(self, symbol: Symbol) -> Any:
        """Read a symbol, or what it stands for."""
        if symbol in self.values:
            return self.values[symbol]
        if symbol.role in (Role.CONSTANT, Role.DEFINED):
            return fold(symbol.value, self)
        raise NotScalar(f"{symbol.name} is {symbol.role.value}")

    def add(self, terms: list[Any]) -> Any:
        """Add."""
        return self.z3.Sum(terms)

    def mul(self, factors: list[Any]) -> Any:
        """Multiply."""
        return self.z3.Product(factors)

    def power(self, base: Any, exponent: Any, rational: Fraction | None) -> Any:
        """Raise to a literal rational power."""
        if rational is None:
            raise NotScalar("an exponent is not a number")
        if rational < 0:
            self.steps.append((True, base != 0))
        if rational.denominator > 1:
            base = self._root(base, rational.denominator)
        product = self._product(base, abs(rational.numerator))
        return product if rational >= 0 else self._defined(lambda x: x * product == 1)

    def _product(self, base: Any, n: int) -> Any:
        if n > 24:
            raise NotScalar(f"the power {n} is too high")
        return self.z3.Product([base] * n) if n else self.z3.Q(1, 1)

    def _root(self, base: Any, n: int) -> Any:
        self.steps.append((True, base >= 0))
        return self._defined(lambda x: self.z3.And(x >= 0, self._product(x, n) == base))

    def _defined(self, meaning: Callable[[Any], Any]) -> Any:
        new = self.z3.FreshReal()
        self.steps.append((False, meaning(new)))
        return new

    def function(self, name: str, arguments: list[Any]) -> Any:
        """Apply a function that is piecewise algebraic."""
        z3, first = self.z3, arguments[0]
        if name == "abs":
            return z3.If(first >= 0, first, -first)
        if name in ("min", "max"):
            for other in arguments[1:]:
                less = first <= other
                first = z3.If(less if name == "min" else z3.Not(less), first, other)
            return first
        raise NotScalar(f"{name} is not algebraic")

    def integral(self, node: Any) -> Any:
        """Refuse an integral."""
        raise NotScalar("an integral is not algebraic")

    def series(self, node: Any) -> Any:
        """Refuse a sum without end."""
        raise NotScalar("a sum without end is not algebraic")

    def sum(self, index: Symbol, lower: Any, upper: Any, body: Callable[[], Any]) -> Any:
        """Refuse a sum."""
        raise NotScalar("a sum is not written out")

    def extreme(
        self, name: str, index: Symbol, lower: Any, upper: Any, body: Callable[[], Any]
    ) -> Any:
        """Refuse an extreme value over an index."""
        raise NotScalar("an extreme value over an index is not written out")

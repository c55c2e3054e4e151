"""Quantities: how what a claim speaks of is computed from an instance, once for all claims.

A table holds one function for each quantity, and intermediate results that several of them share,
such as a run.  A function takes by name what it needs: intermediate results of the table, fields of
the instance, definitions of the claim, ``config``, ``instance`` or ``stream``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from falsum.statement.symbols import Symbol

Compute = Callable[..., Any]


class QuantityError(ValueError):
    """Raise when a quantity is declared twice, or is not to be had; the message says which."""


@dataclass(frozen=True)
class Part:
    """A function and which of the values that it returns is meant; None where it returns one."""

    function: Compute
    place: int | None = None


@dataclass(frozen=True)
class Quantities:
    """A table of quantities and of intermediate results, which knows those of ``others`` too."""

    others: tuple[Quantities, ...] = ()
    of_symbol: dict[Symbol, Part] = field(default_factory=dict)
    of_name: dict[str, Compute] = field(default_factory=dict)

    def measures(self, *symbols: Symbol) -> Callable[[Compute], Compute]:
        """Declare that the decorated function computes these symbols.

        It returns an array (batch, *axes) for one symbol and a tuple of arrays for several.
        Raises QuantityError when the table has one of them already.
        """

        def declare(function: Compute) -> Compute:
            for place, symbol in enumerate(symbols):
                if symbol in self.of_symbol:
                    raise QuantityError(f"{symbol.name} is measured twice in one table")
                self.of_symbol[symbol] = Part(function, place if len(symbols) > 1 else None)
            return function

        return declare

    def computes(self, function: Compute) -> Compute:
        """Declare the decorated function as an intermediate result under its own name.

        Raises QuantityError when the table has one of that name already.
        """
        name = function.__name__
        if name in self.of_name:
            raise QuantityError(f"{name} is computed twice in one table")
        self.of_name[name] = function
        return function

    def find(self, symbol: Symbol) -> Part | None:
        """Return what computes a symbol, in this table or else in another that it knows."""
        return next((t.of_symbol[symbol] for t in self._tables() if symbol in t.of_symbol), None)

    def step(self, name: str) -> Compute | None:
        """Return what computes an intermediate result, or None where the name is none."""
        return next((t.of_name[name] for t in self._tables() if name in t.of_name), None)

    def _tables(self) -> Iterator[Quantities]:
        yield self
        for other in self.others:
            yield from other._tables()

    def with_own(self, own: Mapping[Symbol, Compute]) -> Quantities:
        """Return this table with quantities of a claim's own, which come first."""
        return Quantities((self,), {symbol: Part(function) for symbol, function in own.items()})

    def measurement(self, symbols: Iterable[Symbol]) -> Measurement:
        """Return the measurement of some symbols.

        Raises QuantityError when one of them is not to be had.
        """
        parts = {symbol: self.find(symbol) for symbol in symbols}
        missing = sorted(symbol.name for symbol, part in parts.items() if part is None)
        if missing:
            raise QuantityError(
                f"nothing measures {', '.join(missing)}; declare it with "
                "@family.measures(symbol), or give it in measures={symbol: function}"
            )
        return Measurement(self, {s: part for s, part in parts.items() if part is not None})


@dataclass(frozen=True)
class Measurement:
    """Some quantities of a table, as one function of the fields and definitions they need."""

    table: Quantities
    parts: Mapping[Symbol, Part]

    @property
    def arguments(self) -> tuple[str, ...]:
        """Return the names of what is needed besides intermediate results."""
        found: dict[str, None] = {}
        for part in self.parts.values():
            self._collect(part.function, found, ())
        return tuple(found)

    def _collect(self, function: Compute, found: dict[str, None], above: tuple[str, ...]) -> None:
        for name in inspect.signature(function).parameters:
            step = self.table.step(name)
            if step is None:
                found[name] = None
            elif name in above:
                raise QuantityError(f"{name} is computed from itself: {' from '.join(above)}")
            else:
                self._collect(step, found, (*above, name))

    def __call__(self, **given: Any) -> dict[Symbol, Any]:
        """Compute every quantity, and every intermediate result once."""
        known: dict[Compute, Any] = {}
        values = {}
        for symbol, part in self.parts.items():
            value = self._once(part.function, given, known)
            values[symbol] = value if part.place is None else value[part.place]
        return values

    def _once(self, function: Compute, given: Mapping[str, Any], known: dict[Compute, Any]) -> Any:
        if function not in known:
            taken = {}
            for name in inspect.signature(function).parameters:
                step = self.table.step(name)
                taken[name] = given[name] if step is None else self._once(step, given, known)
            known[function] = function(**taken)
        return known[function]

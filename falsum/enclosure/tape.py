"""A literal tree compiled to a list of interval operations, to be run on many boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from falsum.enclosure.effort import NODE, effort
from falsum.enclosure.interval import UNDEFINED, Interval
from falsum.enclosure.normal_form import Node, Nodes
from falsum.enclosure.operations import evaluate
from falsum.statement.fold import fold
from falsum.statement.symbols import Role, Symbol

LONGEST_SUM = 10_000
JUMPS = ("sign", "floor", "ceil", "factorial", "binomial")

PARTIAL = ("log", "tan", "asin", "acos", "gamma", "lgamma", "factorial", "binomial")


class NotScalar(Exception):
    """A tree speaks of something that no box of parameters settles; the message says of what."""


@dataclass
class TapeAlgebra:
    """The table of operations that fills a table of nodes.

    ``fixed`` gives some parameters an exact value; the others become variables, by place.
    """

    variables: Sequence[Symbol]
    fixed: Mapping[Symbol, Fraction] = field(default_factory=dict)
    nodes: Nodes = field(default_factory=Nodes)
    guards: list[int] = field(default_factory=list)
    running: dict[Symbol, int] = field(default_factory=dict)
    STANDARD: ClassVar[Callable[..., Any]]  # form of what runs, by integrands; it sets itself

    def number(self, value: Fraction) -> int:
        """Read an exact number."""
        return self.nodes.number(value)

    def named(self, name: str) -> int:
        """Read pi or e."""
        if name == "inf":
            raise NotScalar("infinity is written as a number")
        return self.nodes.put(Node("named", name))

    def symbol(self, symbol: Symbol) -> int:
        """Read a symbol: a variable, or what it stands for."""
        if symbol in self.running:
            return self.running[symbol]
        if symbol in self.fixed:
            return self.number(self.fixed[symbol])
        if symbol in self.variables:
            return self.nodes.put(Node("variable", number=Fraction(self.variables.index(symbol))))
        if symbol.role in (Role.CONSTANT, Role.DEFINED):
            return fold(symbol.value, self)
        raise NotScalar(f"{symbol.name} is {symbol.role.value}, and nothing says what it equals")

    def add(self, terms: list[int]) -> int:
        """Add the terms."""
        return self.nodes.add(terms)

    def mul(self, factors: list[int]) -> int:
        """Multiply the factors."""
        return self.nodes.multiply(factors)

    def power(self, base: int, exponent: int, rational: Fraction | None) -> int:
        """Raise to a power; a broken or computed exponent asks for a nonnegative base."""
        known = self.nodes.value(exponent) if rational is None else rational
        if known is None:
            return self._guarded(Node("power", parts=(base, exponent)))
        if known < 0:
            self._guarded(Node("monomial", terms=((base, Fraction(-1)),)))
        named = rational is None and self.nodes.value(base) is None
        if named or known.denominator > 1:
            self._guarded(Node("monomial", terms=((base, Fraction(1, 2)),)))
        if known.denominator == 1:
            return self.nodes.raised(base, known.numerator)
        return self.nodes.rooted(base, known)

    def function(self, name: str, arguments: list[int]) -> int:
        """Apply a function; ``log`` undoes ``exp``, and the other way round on positive numbers."""
        if name == "mean":
            raise NotScalar("an expectation is no scalar statement")
        if name in ("min", "max"):
            result = arguments[0]
            for argument in arguments[1:]:
                result = self.nodes.put(Node("function", name, parts=(result, argument)))
            return result
        node = Node("function", name, parts=tuple(arguments))
        place = self._guarded(node) if name in PARTIAL else self.nodes.put(node)
        inner = self.nodes.table[arguments[0]]
        inverse = {"exp": "log", "log": "exp"}.get(name)
        return inner.parts[0] if inverse and inner.name == inverse else place

    def integral(self, node: Any) -> int:
        """Read an integral: one node for each part in standard form."""
        return self._running(node)

    def series(self, node: Any) -> int:
        """Read a sum without end."""
        return self._running(node)

    def _running(self, node: Any) -> int:
        def kept(symbol: Symbol) -> bool:
            return symbol in self.running or symbol in self.fixed or symbol in self.variables

        return self.add([self._part(kind, inner) for kind, inner in self.STANDARD(node, kept)])

    def _part(self, kind: str, inner: Any) -> int:
        parts = tuple(self.symbol(s) for s in inner.parameters)
        return self._guarded(Node(kind, parts=parts, inner=inner))

    def sum(self, index: Symbol, lower: int, upper: int, body: Callable[[], int]) -> int:
        """Write the sum out, its ends being known integers."""
        return self.add(self._terms(index, lower, upper, body))

    def extreme(
        self, name: str, index: Symbol, lower: int, upper: int, body: Callable[[], int]
    ) -> int:
        """Write a least or greatest value out, the ends of its range being known integers."""
        terms = self._terms(index, lower, upper, body)
        if not terms:
            raise NotScalar(f"the {name} value over {index.name} is one of nothing")
        return self.function("min" if name == "least" else "max", terms)

    def _terms(self, index: Symbol, lower: int, upper: int, body: Callable[[], int]) -> list[int]:
        first, last = self.nodes.value(lower), self.nodes.value(upper)
        if first is None or last is None or first.denominator > 1 or last.denominator > 1:
            raise NotScalar(f"the range of {index.name} is not known")
        if last - first > LONGEST_SUM:
            raise NotScalar(f"{index.name} runs over more than {LONGEST_SUM} values")
        outer, terms = self.running.get(index), []
        for k in range(int(first), int(last) + 1):
            self.running[index] = self.number(Fraction(k))
            terms.append(body())
        self.running.pop(index, None)
        if outer is not None:
            self.running[index] = outer
        return terms

    def _guarded(self, node: Node) -> int:
        place = self.nodes.put(node)
        self.guards.append(place)
        return place


@dataclass(frozen=True)
class Tape:
    """Nodes in an order in which they can be evaluated; the last one is the value."""

    nodes: tuple[Node, ...]

    def values(self, box: Sequence[Interval]) -> list[Interval] | None:
        """Evaluate every node on a box, or return None when one may be undefined."""
        effort.charge(NODE * len(self.nodes))
        values: list[Interval] = []
        for node in self.nodes:
            value = evaluate(node, values, box)
            if value.undefined:
                return None
            values.append(value)
        return values

    def __call__(self, box: Sequence[Interval]) -> Interval:
        """Return an enclosure of the value on a box; undefined when any part may be undefined."""
        values = self.values(box)
        return UNDEFINED if values is None else values[-1]

    @property
    def continuous(self) -> bool:
        """Tell whether it is made of functions that are continuous where they are defined."""
        return not any(
            node.name in JUMPS or (node.inner is not None and not node.inner.continuous)
            for node in self.nodes
        )

    @property
    def improper(self) -> bool:
        """Tell whether an integral or a series is a part of it."""
        return any(node.inner is not None for node in self.nodes)

    @property
    def constant(self) -> Fraction | None:
        """Return the exact number that it is, or None."""
        last = self.nodes[-1]
        return last.number if len(self.nodes) == 1 and last.kind == "number" else None


def compiled(
    tree: Any, variables: Sequence[Symbol], fixed: Mapping[Symbol, Fraction] | None = None
) -> Tape:
    """Compile a tree; every part that can be undefined stays in, used or not.

    Raises NotScalar when the tree speaks of anything but parameters, constants and definitions.
    """
    algebra = TapeAlgebra(variables, fixed or {})
    return arranged(algebra.nodes, algebra.guards, fold(tree, algebra))


def arranged(nodes: Nodes, guards: Sequence[int], result: int) -> Tape:
    """Return the tape of a table of nodes that ends in ``result``."""
    needed: set[int] = set()
    stack = [*guards, result]
    while stack:
        place = stack.pop()
        if place not in needed:
            needed.add(place)
            node = nodes.table[place]
            stack += [*node.parts, *(part for part, _ in node.terms)]
    order = [*sorted(needed - {result}), result]
    if any(result in _inputs(nodes.table[p]) for p in needed):
        order = [*sorted(needed), result]  # the value is repeated at the end
    seat: dict[int, int] = {}
    for position, place in enumerate(order):
        seat.setdefault(place, position)
    return Tape(tuple(_reseated(nodes.table[place], seat) for place in order))


def _inputs(node: Node) -> tuple[int, ...]:
    return (*node.parts, *(part for part, _ in node.terms))


def _reseated(node: Node, seat: Mapping[int, int]) -> Node:
    parts = tuple(seat[p] for p in node.parts)
    terms = tuple((seat[p], c) for p, c in node.terms)
    return Node(node.kind, node.name, node.number, parts, terms, node.inner)

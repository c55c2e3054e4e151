"""Sums and products in normal form: linear forms of monomials, equal parts shared.

The form is an exact identity wherever the tree is defined: ``x*x`` becomes a square, ``a - a`` 0.
What makes the tree undefined is kept apart, as guards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Terms = tuple[tuple[int, Fraction], ...]

LARGEST = 2**14  # bits of an exact power of a number
MOST = 100_000  # nodes of one table


class TooLarge(Exception):
    """A tree has more nodes than are kept."""


def _bits(value: Fraction) -> int:
    """Return the bits of a number, 0 for those whose powers are as short."""
    height = max(abs(value.numerator), value.denominator)
    return height.bit_length() if height > 1 else 0


@dataclass(frozen=True)
class Node:
    """One operation: ``kind`` is number, variable, named, linear, monomial, power or function.

    An integral or a series (finite, improper, series) has its integrand as ``inner``, the values of
    its parameters as ``parts``.
    """

    kind: str
    name: str = ""
    number: Fraction = Fraction(0)
    parts: tuple[int, ...] = ()
    terms: Terms = ()
    inner: Any = None


@dataclass
class Nodes:
    """A table of nodes, each stored once and named by its place."""

    table: list[Node] = field(default_factory=list)
    places: dict[Node, int] = field(default_factory=dict)

    def put(self, node: Node) -> int:
        """Return the place of a node."""
        place = self.places.setdefault(node, len(self.table))
        if place == len(self.table):
            if place >= MOST:
                raise TooLarge(f"written out it has more than {MOST} parts")
            self.table.append(node)
        return place

    def number(self, value: Fraction) -> int:
        """Return the place of an exact number."""
        return self.put(Node("number", number=value))

    def value(self, place: int) -> Fraction | None:
        """Return the exact number at a place, or None."""
        node = self.table[place]
        return node.number if node.kind == "number" else None

    def linear(self, number: Fraction, terms: dict[int, Fraction]) -> int:
        """Return number + sum of coefficient * node."""
        kept = tuple(sorted((place, c) for place, c in terms.items() if c))
        if not kept:
            return self.number(number)
        if number == 0 and len(kept) == 1 and kept[0][1] == 1:
            return kept[0][0]
        return self.put(Node("linear", number=number, terms=kept))

    def add(self, places: Iterable[int]) -> int:
        """Return the sum, like terms collected."""
        total, terms = Fraction(0), dict[int, Fraction]()
        for place in places:
            number, inner = self._as_linear(place)
            total += number
            for part, coefficient in inner:
                terms[part] = terms.get(part, Fraction(0)) + coefficient
        return self.linear(total, terms)

    def multiply(self, places: Iterable[int]) -> int:
        """Return the product, equal bases collected."""
        factor, powers = Fraction(1), dict[int, Fraction]()
        for place in places:
            coefficient, inner = self._as_monomial(place)
            factor *= coefficient
            for base, exponent in inner:
                powers[base] = powers.get(base, Fraction(0)) + exponent
        return self._scaled(factor, powers)

    def raised(self, place: int, exponent: int) -> int:
        """Return the whole power of a node."""
        if exponent == 0:
            return self.number(Fraction(1))
        coefficient, inner = self._as_monomial(place)
        if coefficient == 0 and exponent < 0:  # never defined: its guard says so
            return self.put(Node("monomial", terms=((place, Fraction(exponent)),)))
        if _bits(coefficient) * abs(exponent) > LARGEST:
            return self.put(Node("monomial", terms=((place, Fraction(exponent)),)))
        powers = {base: e * exponent for base, e in inner}
        return self._scaled(coefficient**exponent, powers)

    def rooted(self, place: int, exponent: Fraction) -> int:
        """Return the broken power of a node, whose guard makes it nonnegative."""
        node = self.table[place]
        if node.kind == "monomial" and len(node.terms) == 1:
            base, inner = node.terms[0]
            if inner.denominator > 1:  # then the base is nonnegative by its own guard
                return self._scaled(Fraction(1), {base: inner * exponent})
        return self.put(Node("monomial", terms=((place, exponent),)))

    def _scaled(self, factor: Fraction, powers: dict[int, Fraction]) -> int:
        kept = tuple(sorted((base, e) for base, e in powers.items() if e))
        if not kept or factor == 0:
            return self.number(factor)
        if len(kept) == 1 and kept[0][1] == 1:
            place = kept[0][0]
        else:
            place = self.put(Node("monomial", terms=kept))
        number, inner = self._as_linear(place)
        return self.linear(number * factor, {part: c * factor for part, c in inner})

    def _as_linear(self, place: int) -> tuple[Fraction, Terms]:
        node = self.table[place]
        if node.kind == "number":
            return node.number, ()
        if node.kind == "linear":
            return node.number, node.terms
        return Fraction(0), ((place, Fraction(1)),)

    def _as_monomial(self, place: int) -> tuple[Fraction, Terms]:
        node = self.table[place]
        if node.kind == "number":
            return node.number, ()
        if node.kind == "linear" and node.number == 0 and len(node.terms) == 1:
            inner, coefficient = node.terms[0]
            _, terms = self._as_monomial(inner)
            return coefficient, terms
        if node.kind == "monomial":
            return Fraction(1), node.terms
        return Fraction(1), ((place, Fraction(1)),)

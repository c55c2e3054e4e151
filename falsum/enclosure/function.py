"""A scalar function on a box, with its derivatives at hand as signed products of functions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from flint import fmpq

from falsum.enclosure.box import MANY, Box, at, inside, samples
from falsum.enclosure.effort import effort
from falsum.enclosure.gradient import gradient
from falsum.enclosure.interval import (
    Contradiction,
    Interval,
    hull,
    intersect,
    is_negative,
    is_nonnegative,
    is_nonpositive,
    is_positive,
    multiply,
    point,
)
from falsum.enclosure.simplify import derivative, simplified
from falsum.enclosure.sympy_forms import literal, plain
from falsum.enclosure.tape import NotScalar, Tape, compiled
from falsum.statement.symbols import Symbol

DEEPEST = 5  # derivatives of derivatives
FEWEST = 3  # points at which two forms must have been compared


class Names:
    """SymPy's own symbols for the parameters of a box; ``root`` is its interior."""

    def __init__(
        self, variables: Sequence[Symbol], root: Box, fixed: Mapping[Symbol, Fraction] | None = None
    ) -> None:
        self.variables = tuple(variables)
        self.fixed = fixed or {}
        self.root = inside(root)
        self.deadline = math.inf  # of the work done, after which nothing new is derived
        self.there = {
            s: sympy.Dummy(s.name, **_assumption(side))
            for s, side in zip(variables, root, strict=True)
        }
        self.back = {dummy: s for s, dummy in self.there.items()}

    @property
    def _numbers(self) -> dict[Symbol, Any]:
        return {s: sympy.Rational(*v.as_integer_ratio()) for s, v in self.fixed.items()}

    def tape(self, form: Any) -> Tape:
        """Compile ordinary SymPy."""
        return compiled(literal(form, self.back), self.variables)

    def plain(self, tree: Any) -> Any:
        """Return a literal tree as ordinary SymPy, or None when it has no such form."""
        try:
            return plain(tree, {**self.there, **self._numbers})
        except NotScalar:
            return None


def _assumption(side: Interval) -> dict[str, bool]:
    """Return what SymPy may take for granted of a parameter, its ends included."""
    if is_positive(side):
        return {"positive": True}
    return {"nonnegative": True} if is_nonnegative(side) else {"real": True}


def agree(first: Any, second: Any, root: Box) -> bool:
    """Tell whether two enclosures meet at several points; a guard against a wrong simplification.

    Both are functions of a box.  A point at which one of them is undefined does not count.
    """
    compared = 0
    for sample in samples(root, MANY):
        x, y = first(at(sample)), second(at(sample))
        if x.undefined or y.undefined:
            continue
        try:
            intersect(x, y)
        except Contradiction:
            return False
        compared += 1
    return compared >= FEWEST


@dataclass
class Function:
    """A literal tree over variables, and below it the derivatives that have been asked for."""

    tree: Any
    names: Names
    level: int = 0
    products: dict[int, Product | None] = field(default_factory=dict)

    @cached_property
    def tape(self) -> Tape:
        """Return the compiled tree."""
        return compiled(self.tree, self.names.variables, self.names.fixed)

    @cached_property
    def form(self) -> Any:
        """Return the tree in ordinary SymPy, or None."""
        return self.names.plain(self.tree)

    @cached_property
    def continuous(self) -> bool:
        """Tell whether the function has no jumps where it is defined."""
        return self.tape.continuous

    def slopes(self, box: Box) -> list[Interval]:
        """Return enclosures of the derivatives on the interior: both forms, intersected."""
        found = gradient(self.tape, inside(box))
        for place, side in enumerate(box):
            if self.tape.improper and found[place].undefined:
                continue  # nothing shows that it may be differentiated under the integral
            product = None if side.is_point else self.product(place)
            if product is not None and product.whole is not None:
                found[place] = intersect(found[place], product.whole(inside(box)))
        return found

    def product(self, place: int) -> Product | None:
        """Return the derivative in one variable as a signed product, or None."""
        if place not in self.products and effort.spent > self.names.deadline:
            return None
        if place not in self.products:
            self.products[place] = self._derive(place)
        return self.products[place]

    def _derive(self, place: int) -> Product | None:
        if self.form is None or self.level >= DEEPEST or not self.continuous:
            return None
        dummy = self.names.there[self.names.variables[place]]
        slope = derivative(self.form, dummy)
        short = None if slope is None else simplified(slope)
        if short is None:
            return None
        product = signed_product(short, self.names, self.names.root, self.level + 1)
        if product is None or product.whole is None:
            return None
        if not agree(product.whole, lambda b: gradient(self.tape, b)[place], self.names.root):
            return None
        return product


@dataclass
class Product:
    """A function with the sign of ``sign`` times the product of ``factors`` on the root box.

    ``strict`` says that what was left out never vanishes there.  ``whole`` is the function itself.
    """

    sign: int
    strict: bool
    factors: list[Function]
    whole: Tape | None = None


def signed_product(form: Any, names: Names, root: Box, level: int) -> Product | None:
    """Split a form into factors and drop those whose sign is certain on ``root``.

    A sign that holds inside only says nothing of the faces: ``root`` is the interior for a
    derivative, and the closed box for a function whose own sign is in question.
    """
    sign, strict, rest = 1, True, []
    try:
        for factor in sympy.Mul.make_args(form):
            value, base = _sign_of(factor, names, root)
            if is_positive(value) or is_negative(value):
                sign *= 1 if is_positive(value) else -1
            elif is_nonnegative(value) or is_nonpositive(value):
                sign *= 1 if is_nonnegative(value) else -1
                strict = False
            else:
                rest.append(Function(literal(base, names.back), names, level))
        whole = names.tape(form)
    except (NotScalar, KeyError):
        return None
    return Product(sign, strict, rest, whole)


def _sign_of(factor: Any, names: Names, root: Box) -> tuple[Interval, Any]:
    """Return an enclosure with the factor's sign, and the base that decides it."""
    value = names.tape(factor)(root)
    if isinstance(factor, sympy.Pow) and factor.exp.is_Integer and factor.exp % 2:
        return (value if not value.undefined else names.tape(factor.base)(root)), factor.base
    return value, factor


def product_value(product: Product, values: Sequence[Interval]) -> Interval:
    """Return an interval with the sign of the product, given enclosures of its factors."""
    result = point(product.sign)
    for value in values:
        result = multiply(result, value)
    return result if product.strict else hull(result, point(fmpq(0)))

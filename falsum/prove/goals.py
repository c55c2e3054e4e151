"""Functions with the sign of lhs - rhs on the whole box: written, factored, under log or exp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from falsum.enclosure.bound import sign_bound, zero_or_below
from falsum.enclosure.box import Box, at, middle
from falsum.enclosure.function import Function, Names, Product, agree, signed_product
from falsum.enclosure.interval import Interval, intersect
from falsum.enclosure.simplify import simplified
from falsum.enclosure.tape import NotScalar, Tape
from falsum.prove.monotone import exponential, logarithmic
from falsum.prove.scalar import Statement

DEPTHS = {1: (0, 1, 2, 4), 2: (0, 1, 3)}  # derivatives of derivatives, by the number of variables


@dataclass(frozen=True)
class Goals:
    """The forms of one statement, tried in turn on each box."""

    statement: Statement
    names: Names

    @classmethod
    def of(cls, statement: Statement) -> Goals:
        """Return the forms of a statement."""
        return cls(statement, Names(statement.variables, statement.box, statement.fixed))

    @property
    def strict(self) -> bool:
        """Tell whether equality is a failure."""
        return self.statement.conclusion.sign == "<"

    @property
    def depths(self) -> tuple[int, ...]:
        """Return how deep derivatives are nested, the shallow attempts first."""
        return DEPTHS.get(len(self.statement.variables), (0, 1, 2))

    @cached_property
    def written(self) -> Function:
        """Return lhs - rhs as it is written."""
        return Function(self.statement.conclusion.difference, self.names)

    @cached_property
    def factored(self) -> Product | None:
        """Return lhs - rhs as a signed product, or None when it does not factor."""
        form = self.written.form
        short = None if form is None or not self.written.continuous else simplified(form)
        if short is None:
            return None
        product = signed_product(short, self.names, self.statement.box, 0)
        if product is None or product.whole is None:
            return None
        return product if agree(product.whole, self.written.tape, self.names.root) else None

    @cached_property
    def logarithmic(self) -> Function | None:
        """Return log(lhs) - log(rhs), or None unless both are positive on the whole box."""
        return self._under(logarithmic)

    @cached_property
    def exponential(self) -> Function | None:
        """Return exp(lhs) - exp(rhs), or None without a logarithm to undo."""
        return self._under(exponential)

    def _under(self, rewrite: Callable[[Statement], Any]) -> Function | None:
        try:
            tree = rewrite(self.statement)
            return None if tree is None else Function(tree, self.names)
        except NotScalar:
            return None

    def settled(self, box: Box) -> bool:
        """Tell whether the statement's conclusion certainly holds all over a box."""
        if self.statement.tape(box).undefined:
            return False
        return any(
            self._settles(form, box, depth) for depth in self.depths for form in self._forms()
        )

    def _forms(self) -> list[Callable[[], Function | Product | None]]:
        return [
            lambda: self.written,
            lambda: self.factored,
            lambda: self.exponential,
            lambda: self.logarithmic,
        ]

    def _settles(self, form: Callable[[], Function | Product | None], box: Box, depth: int) -> bool:
        goal = form()
        if goal is None:
            return False
        value: Interval = sign_bound(goal, box, depth)
        if not zero_or_below(value, self.strict):
            return False
        if isinstance(goal, Product) and goal.whole is not None:
            self._compare(goal.whole, box)
        return True

    def _compare(self, whole: Tape, box: Box) -> None:
        """Compare SymPy's form with the literal one in the middle of a box that it settles.

        Raises Contradiction where they differ.
        """
        centre = at([middle(side) for side in box])
        intersect(whole(centre), self.written.tape(centre))


class Definedness:
    """The goal that nothing is undefined, whatever the values are."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement

    def settled(self, box: Box) -> bool:
        """Tell whether every part of the conclusion is certainly defined all over a box."""
        return not self.statement.tape(box).undefined


Goal = Any  # Goals or Definedness: anything that has ``statement`` and ``settled``

"""One scalar relation on a box of parameters, under scalar hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from falsum.balls.ends import INF, NEG_INF
from falsum.enclosure.box import Box, integer_hull, rational, side_of, side_text
from falsum.enclosure.interval import Contradiction, Interval, between, intersect
from falsum.enclosure.normal_form import Node
from falsum.enclosure.sympy_forms import replaced
from falsum.enclosure.tape import NotScalar, Tape, compiled
from falsum.statement import expressions
from falsum.statement.fold import oriented
from falsum.statement.symbols import Symbol


class Empty(Exception):
    """No point of the domain meets the hypotheses."""


class Relation(NamedTuple):
    """A relation turned so that its sign is one of <=, <, ==, !=."""

    sign: str
    lhs: Any
    rhs: Any

    def mapped(self, rule: Callable[[Any], Any]) -> Relation:
        """Return the relation with both sides rewritten."""
        return Relation(self.sign, replaced(self.lhs, rule), replaced(self.rhs, rule))

    @property
    def difference(self) -> Any:
        """Return lhs - rhs as a literal tree."""
        return expressions.Add(self.lhs, expressions.Mul(-1, self.rhs))


def relation(literal: Any) -> Relation:
    """Return a literal relation, turned round where it says 'at least'."""
    sign, lhs, rhs, _ = oriented(literal)
    return Relation(sign, lhs, rhs)


@dataclass(frozen=True)
class Statement:
    """``conclusion`` for every point of ``box`` that meets the hypotheses.

    ``fixed`` parameters have one value; ``box`` has one side for each of ``variables``.
    """

    variables: tuple[Symbol, ...]
    box: Box
    hypotheses: tuple[Relation, ...]
    conclusion: Relation
    fixed: Mapping[Symbol, Fraction] = field(default_factory=dict)

    @property
    def integral(self) -> tuple[bool, ...]:
        """Tell which variables are integers."""
        return tuple(s.domain.integral for s in self.variables)

    def compiled(self, tree: Any) -> Tape:
        """Compile a tree over the variables."""
        return compiled(tree, self.variables, self.fixed)

    @cached_property
    def tape(self) -> Tape:
        """Return the compiled difference of the conclusion, guarded by all its parts."""
        return self.compiled(self.conclusion.difference)

    @cached_property
    def tapes(self) -> tuple[tuple[str, Tape], ...]:
        """Return the sign and the compiled difference of every hypothesis."""
        return tuple((h.sign, self.compiled(h.difference)) for h in self.hypotheses)

    @property
    def text(self) -> str:
        """Write the domain in words."""
        sides = [side_text(s, side) for s, side in zip(self.variables, self.box, strict=True)]
        fixed = [f"{s.name} = {value}" for s, value in self.fixed.items()]
        more = ["where the other hypotheses hold"] if self.hypotheses else []
        return ", ".join([*sides, *fixed, *more]) or "the constants"

    def mapped(self, rule: Callable[[Any], Any]) -> Statement:
        """Return the statement with its trees rewritten."""
        return replace(
            self,
            hypotheses=tuple(h.mapped(rule) for h in self.hypotheses),
            conclusion=self.conclusion.mapped(rule),
        )

    def at_integers(self, values: Mapping[Symbol, Fraction]) -> Statement:
        """Return the statement with some variables fixed."""
        kept = [k for k, s in enumerate(self.variables) if s not in values]
        return replace(
            self,
            variables=tuple(self.variables[k] for k in kept),
            box=tuple(self.box[k] for k in kept),
            fixed={**self.fixed, **values},
        )


def tightened(
    variables: Sequence[Symbol], hypotheses: Sequence[Relation], conclusion: Relation
) -> Statement:
    """Return the statement on the box that the domains and the simple hypotheses span.

    Raises Empty when nothing is left.
    """
    sides = [side_of(s.domain) for s in variables]
    rest = []
    for assumed in hypotheses:
        found = _simple(assumed, variables)
        if found is None:
            rest.append(assumed)
            continue
        place, side = found
        try:
            sides[place] = intersect(sides[place], side)
        except Contradiction:
            raise Empty(f"no {variables[place].name} meets the hypotheses") from None
    for place, symbol in enumerate(variables):
        if symbol.domain.integral:
            hull = integer_hull(sides[place])
            if hull is None:
                raise Empty(f"no integer {symbol.name} meets the hypotheses")
            sides[place] = hull
    return Statement(tuple(variables), tuple(sides), tuple(rest), conclusion)


def _simple(assumed: Relation, variables: Sequence[Symbol]) -> tuple[int, Interval] | None:
    """Return the side that a bound on a single variable allows, or None for any other relation."""
    try:
        tape = compiled(assumed.difference, variables)
    except NotScalar:  # a sum whose range depends on a parameter
        return None
    sign = assumed.sign
    linear = tape.nodes[-1]
    if len(tape.nodes) == 1 and linear.kind == "variable":
        linear = Node("linear", terms=((0, Fraction(1)),))
    elif len(tape.nodes) != 2 or linear.kind != "linear":
        return None
    if tape.nodes[0].kind != "variable":
        return None
    place, (_, coefficient) = int(tape.nodes[0].number), linear.terms[0]
    edge = rational(-linear.number / coefficient)
    strict = sign == "<"
    if sign == "==":
        return place, between(edge, edge)
    if sign == "!=":
        return None
    if coefficient > 0:
        return place, between(NEG_INF, edge, True, strict)
    return place, between(edge, INF, strict, True)

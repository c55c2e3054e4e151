"""An entry: a classical inequality whose best constant is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Any

import sympy

from falsum import (
    Check,
    Claim,
    Family,
    Hypothesis,
    Rational,
    Source,
    Symbol,
    always,
    check,
    constant,
    real,
)
from falsum.statement.symbols import Role

from .disguise import disguised


class Side(Enum):
    """Which way a constant can be wrong."""

    LEAST = "the statement holds for every larger constant"
    GREATEST = "the statement holds for every smaller constant"


class Reach(Enum):
    """How near the instances of the family come to equality."""

    ATTAINED = "an instance of a searched size meets it with equality"
    APPROACHED = "instances of one searched size come as near as one likes"
    LIMIT = "only ever larger sizes come near"


class Quantity(Symbol):
    """A measured symbol that carries its own measurement, a function of the instance."""

    measure: Callable[[Any], Any]


def quantity(name: str, definition: str, measure: Callable[[Any], Any]) -> Quantity:
    """Declare a measured quantity: its name, the LaTeX that defines it, its code."""
    return Quantity(
        name,
        role=Role.MEASURED,
        latex=name,
        meaning=definition,
        domain=real,
        dimension=None,
        indices=(),
        value=None,
        measure=measure,
    )


def bind(claim: Claim, family: Family) -> Check:
    """Return the check of a claim whose measured symbols are quantities."""
    wanted = claim.of_role(Role.MEASURED)

    def measure(instance: Any) -> dict[Any, Any]:
        return {symbol: symbol.measure(instance) for symbol in wanted}

    return check(claim, family)(measure)


@dataclass(frozen=True)
class Entry:
    """One inequality: ``state(c)`` is true exactly up to the best value of the constant ``c``.

    ``at`` says in words where equality holds, or where it is approached.
    """

    name: str
    title: str
    family: Family
    state: Callable[[Symbol], Any]
    best: Any
    at: str
    side: Side = Side.LEAST
    reach: Reach = Reach.ATTAINED
    hypotheses: Sequence[Hypothesis] = field(default=())

    def constant(self, tighter: Fraction = Fraction(0)) -> Symbol:
        """Return the constant at its best value, or tighter by that share."""
        factor = 1 - tighter if self.side is Side.LEAST else 1 + tighter
        return constant("c", self.best * Rational(factor.numerator, factor.denominator))

    def check(self, tighter: Fraction = Fraction(0), *, hidden: bool = False) -> Check:
        """Return the check of the inequality: true as it stands, false when made tighter.

        ``hidden`` moves the instances of equality away from the latents that a search tries first.
        """
        part = f".tighter_by_one_in_{1 / tighter}" if tighter else ""
        claim = Claim(
            id=f"classical.{self.name}{part}",
            title=self.title,
            source=Source("classical", self.title),
            quantifier=always,
            hypotheses=self.hypotheses,
            conclusion=self.state(self.constant(tighter)),
        )
        return bind(claim, disguised(self.family) if hidden else self.family)


def entry(name: str, title: str, family: Family, state: Any, **parts: Any) -> Entry:
    """Return an entry; ``best`` is an exact number."""
    return Entry(name, title, family, state, **{**parts, "best": sympy.sympify(parts["best"])})

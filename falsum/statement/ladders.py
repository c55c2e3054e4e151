"""Ladders of mutants: a bound, a probability or a definition, changed by ever larger factors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from falsum.statement.charity import redefined, shapes
from falsum.statement.claim import And, Claim
from falsum.statement.common import rest
from falsum.statement.expressions import Abs, Add, Max, Mul, ceiling
from falsum.statement.fold import comparison, oriented
from falsum.statement.relations import Eq, Ge, Gt, Le, Lt
from falsum.statement.symbols import Symbol

LADDER = (Fraction(101, 100), Fraction(11, 10), Fraction(2), Fraction(10), Fraction(100))
BUILD = {"<=": Le, "<": Lt, ">=": Ge, ">": Gt, "==": Eq}
CONSTANT, PROBABILITY, DEFINITION = "constant", "probability", "definition"


@dataclass(frozen=True)
class Mutant:
    """A changed claim: what kind of change, in words, and by which factor where it is one."""

    kind: str
    change: str
    claim: Claim
    factor: Fraction | None = None


@dataclass(frozen=True)
class Ladder:
    """Mutants by ever larger factors.

    ``rising`` tells that an instance which breaks one rung breaks all that follow.
    """

    rungs: tuple[Mutant, ...]
    rising: bool


def ladders(claim: Claim) -> Iterator[Ladder]:
    """Yield the ladders of a claim: its bounds, its probability, its definitions."""
    for place, relation in enumerate(claim.conjuncts):
        if comparison(relation) != "!=":
            rungs = tuple(_tightened(claim, place, relation, factor) for factor in LADDER)
            yield Ladder(rungs, comparison(relation) != "==")
    if claim.quantifier.least is not None:
        yield Ladder(tuple(_surer(claim, factor) for factor in LADDER), True)
    shaping = shapes(claim)
    for symbol in dict.fromkeys(claim.definitions):
        if symbol not in shaping:
            yield _redefined(claim, symbol, "divided by", lambda factor: 1 / factor)
            yield _redefined(claim, symbol, "multiplied by", lambda factor: factor)


def _tightened(claim: Claim, place: int, relation: Any, factor: Fraction) -> Mutant:
    """Scale the side that is claimed to be large down.

    The change is by a factor of the absolute value, so that it tightens whatever the side's sign.
    Terms that both sides share are no part of the bound.
    """
    sides = list(relation.args)
    large = 0 if oriented(relation).turned else 1
    bound = (rest(relation) or sides)[large]
    sides[large] = Add(sides[large], Mul(sympy.Integer(-1), _number(1 - 1 / factor), Abs(bound)))
    changed = put_conjunct(claim, place, BUILD[comparison(relation)](*sides))
    return Mutant(CONSTANT, f"bound tightened by {float(factor):g}", changed, factor)


def _surer(claim: Claim, factor: Fraction) -> Mutant:
    """Divide the probability of failure that a claim allows."""
    one, least = sympy.Integer(1), claim.quantifier.least
    allowed = Add(one, Mul(sympy.Integer(-1), least))
    surer = Add(one, Mul(_number(-1 / factor), allowed))
    changed = replace(claim, quantifier=replace(claim.quantifier, least=surer))
    text = f"failure probability allowed divided by {float(factor):g}"
    return Mutant(PROBABILITY, text, changed, factor)


def _redefined(
    claim: Claim, symbol: Symbol, words: str, scale: Callable[[Fraction], Fraction]
) -> Ladder:
    """Change a definition that the measurement takes; a count stays a count."""
    rungs = []
    for factor in LADDER:
        value = Mul(_number(scale(factor)), symbol.value)
        value = Max(1, ceiling(value)) if symbol.counts else value
        changed = redefined(claim, symbol, symbol.defined_as(value))
        text = f"{symbol.name} {words} {float(factor):g}"
        rungs.append(Mutant(DEFINITION, text, changed, factor))
    return Ladder(tuple(rungs), False)


def _number(value: Fraction) -> Any:
    return sympy.Rational(*value.as_integer_ratio())


def put_conjunct(claim: Claim, place: int, relation: Any) -> Claim:
    """Return the claim with another relation in the place of one of its conclusion."""
    parts = list(claim.conjuncts)
    parts[place] = relation
    return replace(claim, conclusion=And(*parts) if len(parts) > 1 else parts[0])

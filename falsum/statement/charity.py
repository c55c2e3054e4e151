"""The claim that a charitable reader reads: provisos that follow from it, and what they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy

from falsum.statement.claim import Claim
from falsum.statement.expressions import Max, ceiling
from falsum.statement.fold import comparison
from falsum.statement.hypothesis import And, Hypothesis
from falsum.statement.provisos import Proviso, counted, proviso
from falsum.statement.relations import Ge, Gt, Le, Lt
from falsum.statement.symbols import Role, Symbol, symbols_of

STRICT = {"<=": Lt, ">=": Gt}
LOOSE = {"<": Le, ">": Ge}


def provisos_of(claim: Claim) -> tuple[Proviso, ...]:
    """Return what is taken for granted of a claim: what is declared, and what follows from it.

    It follows that parameters lie strictly inside of closed ranges, that sizes are at least 2
    unless the text singles out 1, that counts are counts, and that equality may pass where a strict
    inequality is claimed.  Nothing follows for the entries of a list: losses of 0 and 1 are
    ordinary.  Provisos about symbols that the claim does not speak of are left out.
    """
    known = set(claim.symbols)
    declared = [p for p in claim.provisos if p.about <= known]
    derived = [*_inside(claim), *_counts(claim), *_ties(claim)]
    return tuple({p.name: p for p in [*derived, *declared]}.values())


def charitable(claim: Claim, granted: Iterable[Proviso]) -> Claim:
    """Return the claim under some provisos."""
    for each in granted:
        if each.relation is not None:
            assumed = Hypothesis(each.name, each.relation)
            claim = replace(claim, hypotheses=(*claim.hypotheses, assumed))
        elif each.counted is not None:
            up = Max(1, ceiling(each.counted.value))
            claim = redefined(claim, each.counted, each.counted.defined_as(up))
        else:
            claim = replace(claim, conclusion=_loosened(claim))
    return claim


def _inside(claim: Claim) -> Iterator[Proviso]:
    """Yield that parameters are strictly inside of their ranges, and sizes at least 2."""
    pinned = set(_pinned(claim))
    for symbol in claim.of_role(Role.PARAMETER):
        domain = symbol.domain
        if symbol in pinned or symbol.indices:
            continue
        if domain.integral:
            if domain.lower is not None and domain.lower <= 1 and symbol not in claim.singled_out:
                yield proviso(f"{symbol.name} is at least 2", Ge(symbol, 2))
            continue
        if domain.lower is not None and not domain.open_below:
            yield _strictly(symbol, "above", Gt(symbol, domain.lower))
        if domain.upper is not None and not domain.open_above:
            yield _strictly(symbol, "below", Lt(symbol, domain.upper))
    for assumed in claim.hypotheses:
        if assumed.granted or comparison(assumed.relation) not in STRICT:
            continue
        sides = assumed.relation.args
        ranged = [s for s in sides if isinstance(s, Symbol) and s.role is Role.PARAMETER]
        if (
            len(ranged) == 1
            and ranged[0] not in pinned
            and not ranged[0].indices
            and any(isinstance(side, sympy.Rational) for side in sides)
        ):
            strict = STRICT[comparison(assumed.relation)](*sides)
            yield proviso(f"{assumed.name}, strictly", strict)


def _pinned(claim: Claim) -> Iterator[Symbol]:
    """Yield the parameters that a hypothesis puts at a number, or at the end of their range."""
    for assumed in claim.hypotheses:
        if assumed.granted:
            continue
        sides, sign = assumed.relation.args, comparison(assumed.relation)
        for symbol, other in (sides, sides[::-1]):
            if not isinstance(symbol, Symbol) or not isinstance(other, sympy.Rational):
                continue
            domain = symbol.domain
            ends = [e for e in (domain.lower, domain.upper) if e is not None]
            if sign == "==" or (sign in STRICT and any(bool(other == end) for end in ends)):
                yield symbol


def _strictly(symbol: Symbol, where: str, relation: Any) -> Proviso:
    return proviso(f"{symbol.name} is strictly {where} {relation.args[1]}", relation)


def _counts(claim: Claim) -> Iterator[Proviso]:
    shaping = shapes(claim)
    for symbol in claim.of_role(Role.DEFINED):
        if symbol.counts and symbol not in shaping:
            yield counted(symbol)


def shapes(claim: Claim) -> set[Symbol]:
    """Return the symbols that indices end at: they shape what is measured."""
    ends = (end for index in claim.of_role(Role.INDEX) for end in index.value)
    return {s for end in ends for s in symbols_of(end)}


def _ties(claim: Claim) -> Iterator[Proviso]:
    if any(comparison(relation) in LOOSE for relation in claim.conjuncts):
        yield Proviso("equality is let pass")


def _loosened(claim: Claim) -> Any:
    parts = [LOOSE.get(comparison(r), type(r))(*r.args) for r in claim.conjuncts]
    return And(*parts) if len(parts) > 1 else parts[0]


def redefined(claim: Claim, old: Symbol, new: Symbol) -> Claim:
    """Return the claim with another definition in the place of one, wherever it stands."""
    table = {old: new}
    parts = [_put_sides(r, table) for r in claim.conjuncts]
    least = claim.quantifier.least
    trivial = claim.trivial
    return replace(
        claim,
        conclusion=And(*parts) if len(parts) > 1 else parts[0],
        trivial=None if trivial is None else _put_sides(trivial, table),
        hypotheses=[_put_into(h, table) for h in claim.hypotheses],
        definitions=[put(d, table) for d in claim.definitions],
        quantifier=claim.quantifier
        if least is None
        else replace(claim.quantifier, least=put(least, table)),
    )


def _put_sides(relation: Any, table: dict[Symbol, Symbol]) -> Any:
    return type(relation)(*(put(side, table) for side in relation.args))


def _put_into(assumed: Hypothesis, table: dict[Symbol, Symbol]) -> Hypothesis:
    if assumed.granted:
        return assumed
    return replace(assumed, relation=_put_sides(assumed.relation, table))


def put(tree: Any, table: Mapping[Symbol, Any]) -> Any:
    """Return a tree with other expressions in place of symbols, inside definitions too."""
    if isinstance(tree, Symbol):
        if tree in table:
            return table[tree]
        if tree.role is not Role.DEFINED:
            return tree
        value = put(tree.value, table)
        return tree if value is tree.value else tree.defined_as(value)
    if not tree.args:
        return tree
    parts = [put(child, table) for child in tree.args]
    changed = any(new is not old for new, old in zip(parts, tree.args, strict=True))
    return tree.func(*parts) if changed else tree

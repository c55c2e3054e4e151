"""Which claims are scalar statements, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from falsum.enclosure.sympy_forms import replaced
from falsum.enclosure.tape import NotScalar
from falsum.prove.scalar import Statement, relation, tightened
from falsum.statement import expressions
from falsum.statement.claim import Claim
from falsum.statement.exact import ClaimError, lift
from falsum.statement.symbols import Role, Symbol, symbols_of


def statements(claim: Claim, given: Mapping[Symbol, Any]) -> list[Statement]:
    """Return the scalar statements that a claim consists of, one for each conjunct.

    ``given`` says what measured symbols equal.  A measured symbol with an index is read at
    one index, which stands for every one.

    Raises NotScalar with the reason when the claim is none, Empty when nothing meets the bounds.
    """
    _refuse(claim, given)
    rule = _substitution(given)
    assumed = [relation(h.relation).mapped(rule) for h in claim.hypotheses]
    found = []
    for conjunct in claim.conjuncts:
        conclusion = relation(conjunct).mapped(rule)
        trees = [t for r in (*assumed, conclusion) for t in (r.lhs, r.rhs)]
        found.append(tightened(_parameters(trees), assumed, conclusion))
    return found


def _refuse(claim: Claim, given: Mapping[Symbol, Any]) -> None:
    """Raise NotScalar when the claim speaks of more than its parameters."""
    for symbol, expression in given.items():
        lift(expression)
        if not isinstance(symbol, Symbol) or symbol.role is not Role.MEASURED:
            raise ClaimError(
                f"{claim.id}: given= says what {symbol} equals, which is no measured symbol; "
                "a proof may only replace what a measurement returns"
            )
    if not claim.quantifier.kind.of_numbers:
        raise NotScalar(f"the claim holds {claim.quantifier.kind.words}, not always")
    for assumed in claim.hypotheses:
        if assumed.granted:
            raise NotScalar(f"the hypothesis {assumed.name!r} is granted by the family")
    for symbol in claim.symbols:
        if symbol.role is Role.CHOSEN:
            raise NotScalar(f"{symbol.name} is chosen after the randomness")
        if symbol.role is Role.MEASURED and symbol not in given:
            raise NotScalar(f"{symbol.name} is measured, and nothing says what it equals")
        if symbol.role is not Role.MEASURED and symbol.indices:
            raise NotScalar(f"{symbol.name} has an index")
    read_at_one = [s for s in claim.symbols if s.role is Role.MEASURED and s.indices]
    if len({s.indices for s in read_at_one}) > 1:
        raise NotScalar("measured symbols with different indices are related")
    if not all(_reads(r, read_at_one) for r in claim.conjuncts):
        for place in {i for s in read_at_one for i in s.indices}:
            if not _is_nonempty(*place.value):  # then nothing is assumed at any index
                raise NotScalar(f"the range of {place.name} may be empty")
    trees = [t for r in _relations(claim) for t in r.args]
    if read_at_one and any(isinstance(n, sympy.Sum) for t in trees for n in _nodes(t)):
        raise NotScalar("a measured symbol with an index stands beside a sum")


def _reads(relation: Any, symbols: list[Symbol]) -> bool:
    return any(s in symbols for side in relation.args for s in symbols_of(side))


def _is_nonempty(lower: Any, upper: Any) -> bool:
    """Tell whether the ends of a range certainly are in order: numbers, or bounds of parameters."""
    if isinstance(lower, Symbol) or not lower.is_Rational:
        return False
    if isinstance(upper, Symbol) and upper.role is Role.PARAMETER:
        return upper.domain.lower is not None and lower <= upper.domain.lower
    if isinstance(upper, Symbol) and upper.role is Role.CONSTANT:
        upper = upper.value
    return bool(upper.is_Rational and lower <= upper)


def _relations(claim: Claim) -> list[Any]:
    return [*claim.conjuncts, *(h.relation for h in claim.hypotheses if not h.granted)]


def _nodes(tree: Any) -> list[Any]:
    found = [tree]
    for node in found:
        opened = isinstance(node, Symbol) and node.role is Role.DEFINED
        found.extend([node.value] if opened else node.args)
    return found


def _substitution(given: Mapping[Symbol, Any]) -> Any:
    """Return the rule that replaces measured symbols, whose expressions may use each other."""
    opened: dict[Symbol, Any] = {}

    def open_up(symbol: Symbol, seen: tuple[Symbol, ...]) -> Any:
        if symbol in seen:
            raise ClaimError(f"given= defines {symbol.name} by itself")
        if symbol not in opened:
            tree = lift(given[symbol])
            opened[symbol] = replaced(
                tree, lambda n: open_up(n, (*seen, symbol)) if n in given else None
            )
        return opened[symbol]

    return lambda node: open_up(node, ()) if isinstance(node, Symbol) and node in given else None


def _parameters(trees: list[Any]) -> tuple[Symbol, ...]:
    found: dict[Symbol, None] = {}
    bound = {n.args[1][0] for t in trees for n in _nodes(t) if isinstance(n, expressions.Sum)}
    for tree in trees:
        for symbol in symbols_of(tree):
            if symbol.role is Role.PARAMETER:
                found[symbol] = None
            elif symbol.role is Role.INDEX and symbol not in bound:
                raise NotScalar(f"the index {symbol.name} is free")
            elif symbol.role in (Role.MEASURED, Role.CHOSEN):
                raise NotScalar(f"{symbol.name} is {symbol.role.value}")
            if symbol.role is Role.PARAMETER and symbol.indices:
                raise NotScalar(f"{symbol.name} has an index")
    if len({s.name for s in found}) < len(found):
        raise ClaimError(f"two different parameters share a name: {sorted(s.name for s in found)}")
    return tuple(sorted(found, key=lambda s: s.name))

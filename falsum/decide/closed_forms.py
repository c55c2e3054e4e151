"""The parts of a rate: what grows, both sides without the hidden constant, their closed forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy

from falsum.decide.orders import NotDecided
from falsum.measure.check import Check
from falsum.statement.charity import put
from falsum.statement.claim import Claim
from falsum.statement.fold import oriented
from falsum.statement.hypothesis import And
from falsum.statement.relations import Eq
from falsum.statement.symbols import Role, Symbol, symbols_of
from falsum.statement.text import plain

KNOWN = (Role.PARAMETER, Role.CONSTANT, Role.DEFINED)


@dataclass(frozen=True)
class Rate:
    """A rate that may be refuted: ``bounded <= C bound``, or with ``above`` false the reverse.

    Both sides are in parameters alone.  ``growing`` has what must stay positive for each hypothesis
    that speaks of what grows, and ``fixed`` the parameters that must not change.  ``compared`` is
    the check whose conclusion says besides that what is ``given`` is what is measured.
    """

    over: Symbol
    axis: str
    constant: Symbol
    bounded: Any
    bound: Any
    above: bool
    given: Mapping[Symbol, Any]
    fixed: tuple[Symbol, ...]
    growing: Mapping[str, Any]
    compared: Check


def rate_of(check: Check) -> Rate:
    """Return the parts of a rate.

    Raises NotDecided where it is none of the simple kind that can be refuted.
    """
    claim = check.claim
    over, axis = _growing_size(check)
    constant = _hidden(claim)
    given = _closed(check)
    bounded, bound, above = _sides(claim, constant)
    forms = [put(tree, given) for tree in (bounded, bound)]
    for tree in forms:
        _require_known(tree)
    used = {s: e for s, e in given.items() if s in claim.of_role(Role.MEASURED)}
    same = [Eq(symbol, expression) for symbol, expression in used.items()]
    whole = And(claim.conjuncts[0], *same) if same else claim.conjuncts[0]
    compared = check.variant(replace(claim, conclusion=whole, trivial=None))
    fixed = tuple(s for s in compared.claim.of_role(Role.PARAMETER) if s != over)
    growing = dict(_growing_hypotheses(claim, over, given))
    return Rate(over, axis, constant, forms[0], forms[1], above, used, fixed, growing, compared)


def _growing_size(check: Check) -> tuple[Symbol, str]:
    over = check.claim.quantifier.over
    if not isinstance(over, Symbol) or over.role is not Role.PARAMETER:
        raise NotDecided(f"what grows, {plain(over)}, is no parameter")
    if over.domain.upper is not None:
        raise NotDecided(f"{over.name} does not range without end")
    field = check.field_of(over)
    axis = check.family.space.axes.get(field)
    if axis is None or not all(isinstance(value, int) for value in axis.values):
        raise NotDecided(f"{over.name} is no size of the family {check.family.name}")
    return over, field


def _hidden(claim: Claim) -> Symbol:
    hidden = claim.of_role(Role.HIDDEN)
    if len(hidden) != 1:
        raise NotDecided(f"it hides {len(hidden)} constants")
    for assumed in claim.hypotheses:
        if not assumed.granted and hidden[0] in symbols_of(assumed.relation):
            raise NotDecided(f"the hypothesis {assumed.name!r} speaks of the hidden constant")
    return hidden[0]


def _closed(check: Check) -> dict[Symbol, Any]:
    """Return what is given for measured symbols, without those that may be any number."""
    parameters = check.claim.of_role(Role.PARAMETER)
    return {
        symbol: expression
        for symbol, expression in check.given.items()
        if not isinstance(expression, Symbol) or expression in parameters
    }


def _sides(claim: Claim, constant: Symbol) -> tuple[Any, Any, bool]:
    """Return the side without the constant, the other one divided by it, and which is larger."""
    if len(claim.conjuncts) != 1:
        raise NotDecided("its conclusion is of several relations")
    relation = oriented(claim.conjuncts[0])
    speaks = [constant in symbols_of(side) for side in (relation.lhs, relation.rhs)]
    if relation.sign not in ("<=", "<") or sum(speaks) != 1:
        raise NotDecided("the hidden constant is no factor of one side of an inequality")
    above = speaks[1]
    sides = (relation.lhs, relation.rhs) if above else (relation.rhs, relation.lhs)
    return sides[0], _without(sides[1], constant), above


def _without(tree: Any, constant: Symbol) -> Any:
    """Return a product without the constant, which must be one of its factors."""
    if tree == constant:
        return sympy.Integer(1)
    if not isinstance(tree, sympy.Mul):
        raise NotDecided("the hidden constant is no factor of one side of an inequality")
    inside = [factor for factor in tree.args if constant in symbols_of(factor)]
    if len(inside) != 1:
        raise NotDecided("the hidden constant is no factor of one side of an inequality")
    rest = [_without(f, constant) if f is inside[0] else f for f in tree.args]
    return sympy.Mul(*rest, evaluate=False)


def _require_known(tree: Any) -> None:
    for symbol in symbols_of(tree):
        if symbol.role not in KNOWN:
            raise NotDecided(f"no closed form is given for {symbol.name}")


def _growing_hypotheses(claim: Claim, over: Symbol, given: Mapping[Symbol, Any]) -> Any:
    """Yield the hypotheses that speak of what grows, and what has to stay positive for each."""
    yield f"{over.name} in its domain", over  # which has no upper end
    for assumed in claim.hypotheses:
        if assumed.granted:
            continue
        relation = oriented(assumed.relation)
        small, large = (put(side, given) for side in (relation.lhs, relation.rhs))
        if not any(over in symbols_of(side) for side in (small, large)):
            continue
        if relation.sign not in ("<=", "<"):
            raise NotDecided(f"{assumed.name!r} is an equation in {over.name}")
        room = sympy.Add(large, sympy.Mul(-1, small, evaluate=False), evaluate=False)
        _require_known(room)
        yield assumed.name, room

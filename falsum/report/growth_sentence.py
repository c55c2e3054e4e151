"""Why no hidden constant of a rate serves an instance, in one sentence and with its condition."""

from __future__ import annotations

import re
from collections.abc import Callable

from falsum.records.described import Instance
from falsum.records.growth import Growth
from falsum.report.markdown import code, inline
from falsum.report.numbers import spoken
from falsum.statement.claim import Claim
from falsum.statement.fold import oriented
from falsum.statement.symbols import Role, Symbol, symbols_of

DIGITS = 7  # of a side that stays the same


def growth_sentence(
    claim: Claim, instance: Instance, named: Callable[[Symbol], str], set_off: Callable[[str], str]
) -> str:
    """Say how both sides go as the size grows; ``named`` and ``set_off`` write mathematics."""
    growth = instance.growth
    assert growth is not None  # asked only of a rate that fails
    over = _symbol(claim, growth.over)
    relation = oriented(claim.conjuncts[0])
    above = any(s.role is Role.HIDDEN for s in symbols_of(relation.rhs))
    side = "left" if above != relation.turned else "right"
    shown = instance.conclusion[0]
    value = spoken(shown.lhs if above else shown.rhs, DIGITS)

    def order(text: str) -> str:
        return set_off(_written(text, over, named(over)))

    if growth.bounded == "1":
        first = f"the {side} side is {set_off(value)} for every value of {set_off(named(over))}"
    else:
        first = f"the {side} side {_goes(growth.bounded)} like {order(growth.bounded)}"
    second = f"the bound {_goes(growth.bound)} like {order(growth.bound)}"
    if growth.bound == "1":
        second = "the bound stays the same"
    elif growth.bounded == "1" and _falls(growth.bound):
        second = "the bound tends to 0"
    return f"{first}, while {second}: no constant serves"


def growth_condition(claim: Claim, growth: Growth) -> str:
    """Say on which condition a rate fails, and which size and constant the numbers are for."""
    over, constant = _symbol(claim, growth.over), claim.of_role(Role.HIDDEN)[0]
    taken = " and ".join(map(code, growth.given))
    where = f"That holds where {taken}, as the check states: {growth.compared}. " if taken else ""
    return (
        f"{where}The numbers below are those of one size, with the constant "
        f"{inline(f'{constant.latex} = {growth.constant}')}, which serves at "
        f"{inline(f'{over.latex} = {growth.sizes[0]}')} and fails there."
    )


def _symbol(claim: Claim, name: str) -> Symbol:
    return next(s for s in claim.of_role(Role.PARAMETER) if s.name == name)


def _falls(order: str) -> bool:
    return "^(-" in order.split(" ")[0]


def _goes(order: str) -> str:
    return "falls" if _falls(order) else "grows"


def _written(order: str, over: Symbol, name: str) -> str:
    """Write an order with another name for what grows; LaTeX where that is the symbol's LaTeX."""
    if name == over.name:
        return order
    tex = re.sub(r"\^\(([^)]*)\)", lambda found: f"^{{{found[1]}}}", order)
    tex = re.sub(rf"\b{re.escape(over.name)}\b", lambda found: name, tex)
    return tex.replace("log(", r"\log(")

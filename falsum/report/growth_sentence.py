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
    claim: Claim, instance: Instance, set_off: Callable[[str], str], *, tex: bool
) -> str:
    """Say how both sides go as the size grows; ``set_off`` sets formulas off from the words."""
    growth = instance.growth
    assert growth is not None  # asked only of a rate that fails
    over = _symbol(claim, growth.over)
    relation = oriented(claim.conjuncts[0])
    above = any(s.role is Role.HIDDEN for s in symbols_of(relation.rhs))
    side = "left" if above != relation.turned else "right"
    shown = instance.conclusion[0]
    value = spoken(shown.lhs if above else shown.rhs, DIGITS)

    def order(text: str) -> str:
        return set_off(_latex(text, over) if tex else text)

    if growth.bounded == "1":
        name = set_off(over.latex if tex else over.name)
        first = f"the {side} side is {set_off(value)} for every value of {name}"
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
        f"{inline(f'{over.latex} = {growth.sizes[0]}')} and fails here."
    )


def _symbol(claim: Claim, name: str) -> Symbol:
    return next(s for s in claim.of_role(Role.PARAMETER) if s.name == name)


def _falls(order: str) -> bool:
    return "^(-" in order.split(" ")[0]


def _goes(order: str) -> str:
    return "falls" if _falls(order) else "grows"


def _latex(order: str, over: Symbol) -> str:
    """Write an order in LaTeX."""
    tex = re.sub(r"\^\(([^)]*)\)", lambda found: f"^{{{found[1]}}}", order)
    tex = re.sub(rf"\b{re.escape(over.name)}\b", lambda found: over.latex, tex)
    return tex.replace("log(", r"\log(")

"""The statement of a claim in mathematics: quantifier, symbols, hypotheses, conclusion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from falsum.report.markdown import display, inline, prose, table
from falsum.statement.claim import Claim, Hypothesis
from falsum.statement.domain import real
from falsum.statement.expressions import Extreme
from falsum.statement.latex import latex
from falsum.statement.symbols import Role, Symbol


def statement(
    claim: Claim, grants: Mapping[str, str], needed: Mapping[str, bool | None]
) -> list[str]:
    """Return the lines of the statement.

    ``grants`` says how each granted hypothesis is met, ``needed`` whether a hypothesis is needed.
    """
    parts = [["## Statement"], conclusion(claim)]
    for section in (parameters(claim), quantities(claim), hypotheses(claim, grants, needed)):
        if section:
            parts.append(section)
    return [line for part in parts for line in [*part, ""]][:-1]


def conclusion(claim: Claim) -> list[str]:
    """Return the quantifier in words and the relations of the conclusion."""
    least = claim.quantifier.least
    opening = claim.quantifier.kind.opening
    over = claim.quantifier.over
    opening = opening.format(
        least="" if least is None else inline(latex(least)),
        over="" if over is None else inline(latex(over)),
    )
    ranges = [_range(i) for i in free_indices(claim)]
    if ranges:
        opening += f" and for every {', '.join(ranges)},"
    lines = [opening]
    many = len(claim.conjuncts) > 1
    for place, relation in enumerate(claim.conjuncts, 1):
        lines += ["", *([f"Conclusion {place}:", ""] if many else []), display(latex(relation))]
    return lines


def free_indices(claim: Claim) -> list[Symbol]:
    """Return the indices over which the conclusion speaks, those bound by a sum left out."""
    found: dict[Symbol, None] = {}
    for relation in claim.conjuncts:
        _collect(relation, frozenset(), found)
    return list(found)


def _collect(node: Any, bound: frozenset[Symbol], found: dict[Symbol, None]) -> None:
    if isinstance(node, Symbol):
        for i in node.indices:
            _collect(i, bound, found)
        if node.role is Role.DEFINED:
            _collect(node.value, bound, found)
        if node.role is Role.INDEX and node not in bound:
            found[node] = None
        return
    if type(node).__name__ == "Sum":
        bound = bound | {node.args[1][0]}
        node = node.args[0]
        _collect(node, bound, found)
        return
    if isinstance(node, Extreme):
        body, index, *_ = node.args
        _collect(body, bound | {index}, found)
        return
    for argument in node.args:
        _collect(argument, bound, found)


def _range(i: Symbol) -> str:
    lower, upper = (latex(bound) for bound in i.value)
    return inline(rf"{i.latex} = {lower}, \dots, {upper}")


def parameters(claim: Claim) -> list[str]:
    """Return a table of what comes with an instance."""
    rows = [
        [inline(s.latex), prose(s.meaning), _domain(s)]
        for role in (Role.PARAMETER, Role.CHOSEN)
        for s in claim.of_role(role)
    ]
    if not rows:
        return []
    return ["An instance consists of", "", *table(["symbol", "meaning", "domain"], rows)]


def _domain(symbol: Symbol) -> str:
    note = " (chosen after the randomness)" if symbol.role is Role.CHOSEN else ""
    return ("any real" if symbol.domain == real else inline(symbol.domain.latex)) + note


def quantities(claim: Claim) -> list[str]:
    """Return a list of measured and defined quantities and of the constants."""
    lines = [_measured(s) for s in claim.of_role(Role.MEASURED)]
    for s in claim.of_role(Role.DEFINED):
        lines.append(f"- {inline(f'{s.latex} = {latex(s.value)}')}{_meaning(s)}")
    for s in claim.of_role(Role.CONSTANT):
        lines.append(f"- the constant {inline(f'{s.latex} = {latex(s.value)}')}{_meaning(s)}")
    for s in claim.of_role(Role.HIDDEN):
        lines.append(f"- some positive constant {inline(s.latex)}{_meaning(s)}")
    return ["where", "", *lines] if lines else []


def _meaning(symbol: Symbol) -> str:
    return f": {prose(symbol.meaning)}" if symbol.meaning else ""


def _measured(symbol: Symbol) -> str:
    """Write the definition of a measured quantity, which is mathematics unless it reads as text."""
    definition = symbol.meaning.strip()
    if not definition or definition == symbol.latex:
        return f"- {inline(symbol.latex)}"
    if _is_text(definition):
        return f"- {inline(symbol.latex)}: {prose(definition)}"
    if definition.startswith(symbol.latex):
        return f"- {inline(definition)}"
    return f"- {inline(f'{symbol.latex} = {definition}')}"


def _is_text(written: str) -> bool:
    return "$" in written or not re.search(r"[\\^_={}]", written)


def hypotheses(
    claim: Claim, grants: Mapping[str, str], needed: Mapping[str, bool | None]
) -> list[str]:
    """Return a list of the hypotheses: computed on every instance, or granted by the generator."""
    if not claim.hypotheses:
        return ["There are no hypotheses beyond the domains."]
    lines = []
    for assumed in claim.hypotheses:
        need = needed.get(assumed.name)
        known = "" if need is None else " Needed." if need else " Not shown to be needed."
        lines.append(f"- {prose(assumed.name)}: {_assumption(assumed, grants)}{known}")
    return ["under the hypotheses", "", *lines]


def _assumption(assumed: Hypothesis, grants: Mapping[str, str]) -> str:
    if not assumed.granted:
        return f"{inline(latex(assumed.relation))}, computed for every instance."
    reason = prose(grants.get(assumed.name, "")).rstrip(".")
    how = f"met by construction: {reason}" if reason else "met by construction"
    if not assumed.latex:
        return f"{how}."
    return f"{(prose if _is_text(assumed.latex) else inline)(assumed.latex)}, {how}."

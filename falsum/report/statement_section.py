"""The statement of a claim in mathematics: as printed, then quantifier, symbols, conclusion."""

from __future__ import annotations

from typing import Any

from falsum.measure.check import Check
from falsum.records.knowledge import Knowledge
from falsum.report.definitions import described, is_text
from falsum.report.markdown import display, inline, prose, table
from falsum.report.numbers import brief, powers
from falsum.statement.claim import Claim, Hypothesis
from falsum.statement.domain import real
from falsum.statement.expressions import Extreme
from falsum.statement.form import Form
from falsum.statement.latex import latex
from falsum.statement.symbols import Role, Symbol

CHANGED = (Form.READING, Form.CORRECTED, Form.REPAIR, Form.SHADOW)


def statement(check: Check, known: Knowledge | None) -> list[str]:
    """Return the lines of the statement; ``known`` is None where nothing current is known."""
    claim = check.claim
    parts = [["## Statement"], printed(claim), conclusion(claim)]
    for section in (parameters(claim, known), quantities(check), hypotheses(check, known)):
        if section:
            parts.append(section)
    return [line for part in parts if part for line in [*part, ""]][:-1]


def printed(claim: Claim) -> list[str]:
    """Return what the document prints, where the claim holds it."""
    if not claim.latex:
        return []
    cited = prose(claim.source.place)
    if claim.form in CHANGED:
        lead = f"The document prints ({cited}), where this claim is a changed form:"
    else:
        lead = f"The document prints ({cited}):"
    return [lead, "", display(claim.latex), "", "What is audited:"]


def conclusion(claim: Claim) -> list[str]:
    """Return the quantifier in words and the relations of the conclusion."""
    least, over = claim.quantifier.least, claim.quantifier.over
    opening = claim.quantifier.kind.opening.format(
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


def parameters(claim: Claim, known: Knowledge | None) -> list[str]:
    """Return a table of what comes with an instance, and which values of it were searched."""
    searched = {} if known is None else {r.symbol: (r.least, r.greatest) for r in known.ranges}
    rows = [
        [inline(s.latex), _with_place(prose(s.meaning), s.place), _domain(s)]
        + ([_searched(searched.get(s.name))] if searched else [])
        for role in (Role.PARAMETER, Role.CHOSEN)
        for s in claim.of_role(role)
    ]
    if not rows:
        return []
    header = ["symbol", "meaning", "domain", *(["searched"] if searched else [])]
    return ["An instance consists of", "", *table(header, rows)]


def _searched(ends: tuple[float, float] | None) -> str:
    if ends is None:
        return "–"
    least, greatest = (inline(powers(brief(end))) for end in ends)
    return f"{least} to {greatest}" if least != greatest else least


def _with_place(text: str, place: str) -> str:
    return f"{text} ({prose(place)})" if place else text


def _domain(symbol: Symbol) -> str:
    note = " (chosen after the randomness)" if symbol.role is Role.CHOSEN else ""
    return ("any real" if symbol.domain == real else inline(symbol.domain.latex)) + note


def quantities(check: Check) -> list[str]:
    """Return a list of measured and defined quantities and of the constants."""
    claim = check.claim
    lines = [described(claim, s) for s in claim.of_role(Role.MEASURED)]
    for s in claim.of_role(Role.DEFINED):
        lines.append(f"- {inline(f'{s.latex} = {latex(s.value)}')}{_meaning(s)}")
    for s in claim.of_role(Role.CONSTANT):
        lines.append(f"- the constant {inline(f'{s.latex} = {latex(s.value)}')}{_meaning(s)}")
    for s in claim.of_role(Role.HIDDEN):
        lines.append(f"- some positive constant {inline(s.latex)}{_meaning(s)}")
    return ["where", "", *lines] if lines else []


def _meaning(symbol: Symbol) -> str:
    return f": {prose(symbol.meaning)}" if symbol.meaning else ""


def hypotheses(check: Check, known: Knowledge | None) -> list[str]:
    """Return a list of the hypotheses: computed on every instance, or granted by the generator."""
    if not check.claim.hypotheses:
        return ["There are no hypotheses beyond the domains."]
    needed = {} if known is None else {h.name: h.needed for h in known.hypotheses}
    grants = {grant.name: grant.reason for grant in check.family.grants}
    lines = []
    for assumed in check.claim.hypotheses:
        need = needed.get(assumed.name)
        said = "" if need is None else " Needed." if need else " Not shown to be needed."
        name = _with_place(prose(assumed.name), assumed.place)
        lines.append(f"- {name}: {_assumption(assumed, grants)}{said}")
    return ["under the hypotheses", "", *lines]


def _assumption(assumed: Hypothesis, grants: dict[str, str]) -> str:
    if not assumed.granted:
        return f"{inline(latex(assumed.relation))}, computed for every instance."
    reason = prose(grants.get(assumed.name, "")).rstrip(".")
    how = f"met by construction: {reason}" if reason else "met by construction"
    if not assumed.latex:
        return f"{how}."
    return f"{(prose if is_text(assumed.latex) else inline)(assumed.latex)}, {how}."

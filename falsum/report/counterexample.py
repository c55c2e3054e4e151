"""An instance on a page: in the statement's own symbols first, in those of the code second."""

from __future__ import annotations

from typing import Any

from falsum.records.described import Enclosure, Instance
from falsum.records.verdicts import Verdict, number
from falsum.report.chance_section import chance_lines
from falsum.report.constants_section import _value
from falsum.report.growth_sentence import growth_condition
from falsum.report.markdown import code, inline, prose, table
from falsum.report.numbers import approximate
from falsum.report.sentence import failure
from falsum.statement.claim import Claim
from falsum.statement.latex import latex

OUTCOMES = {
    Verdict.REFUTED: "It meets every hypothesis and breaks the conclusion, with a slack of "
    "{slack}.",
    Verdict.ILL_DEFINED: "It meets every hypothesis, and the statement is undefined there.",
}
ALL_SIZES = "It meets every hypothesis, at every size that was compared."
SIDES = (
    "Both sides of every hypothesis and of the conclusion, in rigorous arithmetic of {bits} bits, "
    "the side that is to be the smaller one on the left:"
)


def instance_section(
    title: str, claim: Claim, verdict: Verdict, instance: Instance, known: str = ""
) -> list[str]:
    """Return the section on an instance; ``known`` is said of it after the sentence."""
    says = OUTCOMES.get(verdict, "It has a slack of {slack}.")
    said = failure(claim, instance, verdict) if verdict.breaks else ""
    if instance.growth is not None:
        says = f"{ALL_SIZES} {growth_condition(claim, instance.growth)}"
    told = [part for part in (said, says.format(slack=number(instance.slack)), known) if part]
    lines = [f"## {title}", "", " ".join(told), *_symbols(instance)]
    if instance.chance is not None:
        lines += ["", *chance_lines(instance.chance)]
    lines += _both_sides(claim, verdict, instance)
    size = f" with {code(instance.config)}" if instance.config else ""
    rows = [[code(name), _value(value)] for name, value in instance.fields]
    if rows:
        lines += ["", f"In the code, it is the instance{size}:", ""]
        lines += table(["field", "value"], rows)
    return lines


def _symbols(instance: Instance) -> list[str]:
    rows = [[inline(tex), _value(approximate(value))] for _, tex, value in instance.symbols]
    return ["", *table(["symbol", "value"], rows)] if rows else []


def _both_sides(claim: Claim, verdict: Verdict, instance: Instance) -> list[str]:
    domains = {h.name for h in claim.domain_hypotheses}
    relations: dict[str, Any] = {h.name: h.relation for h in claim.hypotheses if not h.granted}
    sides = [s for s in instance.hypotheses if s.name not in domains]
    rows = [_row(side, relations.get(side.name)) for side in sides]
    if instance.chance is None and verdict is not Verdict.ILL_DEFINED:
        concluded = zip(instance.conclusion, claim.conjuncts, strict=False)
        rows += [_row(side, relation) for side, relation in concluded]
    if not rows:
        return []
    lines = ["", SIDES.format(bits=instance.precision), ""]
    return lines + table(["", "claimed", "left side", "right side"], rows)


def _row(side: Enclosure, relation: Any) -> list[str]:
    claimed = code(side.sign) if relation is None else inline(latex(relation))
    return [prose(side.name), claimed, _value(approximate(side.lhs)), _value(approximate(side.rhs))]

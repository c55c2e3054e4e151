"""Instances in words and numbers that a person can read."""

from __future__ import annotations

from typing import Any

from falsum import balls
from falsum.balls.text import sure_digits
from falsum.decide.in_balls import Answer, Decision
from falsum.evidence.symbol_values import measured_at, nested_text, symbol_values, undefined_part
from falsum.instances.exact import decoded, record_fields
from falsum.measure.check import Check
from falsum.records.described import Enclosure, Instance
from falsum.records.growth import Growth
from falsum.search.tally import Finding


def describe_instance(check: Check, found: Finding, growth: Growth | None = None) -> Instance:
    """Describe the instance that a point decodes to, with what decided it."""
    point, decision = found.point, found.decision
    undefined = decision.answer is Answer.UNDEFINED
    table = measured_at(check, point.config, point.latent, decision.precision)
    return Instance(
        config=point.config.key,
        fields=list(_fields(decoded(check.family, point.config, point.latent), "")),
        slack=decision.slack if decision.slack == decision.slack else 0.0,
        conclusion=[Enclosure(s.name, s.sign, s.lhs, s.rhs) for s in decision.conclusion],
        precision=decision.precision,
        chance=decision.chance,
        symbols=symbol_values(check.claim, table) if table else [],
        hypotheses=_assumed(check, decision),
        reason=decision.reason if undefined else "",
        undefined=undefined_part(check.claim, table) if undefined and table else "",
        growth=growth,
    )


def _assumed(check: Check, decision: Decision) -> list[Enclosure]:
    """Return both sides of every hypothesis; the domains show in the values of the symbols."""
    domains = {h.name for h in check.claim.domain_hypotheses}
    sides = [side for side in decision.hypotheses if side.name not in domains]
    return [Enclosure(s.name, s.sign, s.lhs, s.rhs) for s in sides]


def _fields(record: Any, prefix: str) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for name, value in record_fields(record).items():
        if isinstance(value, balls.BallArray):
            array = balls.namespace.squeeze(value, axis=0)
            lines.append((prefix + name, nested_text(array, sure_digits)))
        elif isinstance(value, int | str):
            lines.append((prefix + name, str(value)))
        elif hasattr(value, "_asdict") or hasattr(value, "__dataclass_fields__"):
            lines.extend(_fields(value, f"{prefix}{name}."))
    return lines

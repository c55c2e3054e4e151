"""Instances in words and numbers that a person can read."""

from __future__ import annotations

from typing import Any

from falsum import balls
from falsum.balls.text import sure_digits
from falsum.instances.exact import decoded, record_fields
from falsum.measure.check import Check
from falsum.records.evidence import Enclosure, Instance
from falsum.search.tally import Finding


def describe_instance(check: Check, found: Finding) -> Instance:
    """Describe the instance that a point decodes to, with what decided it."""
    point, decision = found.point, found.decision
    return Instance(
        config=point.config.key,
        fields=list(_fields(decoded(check.family, point.config, point.latent), "")),
        slack=decision.slack if decision.slack == decision.slack else 0.0,
        conclusion=[Enclosure(s.name, s.sign, s.lhs, s.rhs) for s in decision.conclusion],
        precision=decision.precision,
        chance=decision.chance,
    )


def _fields(record: Any, prefix: str) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for name, value in record_fields(record).items():
        if isinstance(value, balls.BallArray):
            lines.append((prefix + name, _nested(balls.namespace.squeeze(value, axis=0))))
        elif isinstance(value, int | str):
            lines.append((prefix + name, str(value)))
        elif hasattr(value, "_asdict") or hasattr(value, "__dataclass_fields__"):
            lines.extend(_fields(value, f"{prefix}{name}."))
    return lines


def _nested(array: Any) -> str:
    if array.ndim == 0:
        return sure_digits(array)
    return "(" + ", ".join(_nested(array[n]) for n in range(array.shape[0])) + ")"

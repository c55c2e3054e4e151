"""Instances in words and numbers that a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from falsum import balls
from falsum.balls.text import sure_digits
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import Decision
from falsum.instances.exact import decoded, record_fields
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.records.described import Enclosure, Instance


def describe_instance(
    check: Check, config: Config, latent: Sequence[Fraction], decided: Decision | None = None
) -> Instance:
    """Describe the instance that an exact latent decodes to, with what decides it.

    ``decided`` is the decision where it is known already.
    """
    decision = decided or decide_latent(check, config, latent)
    return Instance(
        config=config.key,
        fields=list(_fields(decoded(check.family, config, latent), "")),
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

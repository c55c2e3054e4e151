"""Quantifiers: how far a claim speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from falsum.statement.expressions import lift

QUANTIFIERS = (
    "always",
    "almost_always",
    "with_probability",
    "in_expectation",
    "exists",
    "count",
    "rate",
)


@dataclass(frozen=True)
class Quantifier:
    """How far a claim speaks: ``kind`` is one of QUANTIFIERS, ``least`` a probability.

    ``over`` is the quantity that grows without bound in a rate.
    """

    kind: str
    least: Any = None
    over: Any = None


always = Quantifier("always")


almost_always = Quantifier("almost_always")


in_expectation = Quantifier("in_expectation")


exists = Quantifier("exists")


count = Quantifier("count")


def rate(over: object) -> Quantifier:
    """Return the quantifier "as ``over`` grows, with a hidden constant that does not"."""
    return Quantifier("rate", over=lift(over))


def with_probability(least: object) -> Quantifier:
    """Return the quantifier "with probability at least ``least`` over the measurement's law"."""
    return Quantifier("with_probability", lift(least))

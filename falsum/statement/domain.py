"""Domains: where a symbol ranges."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy

from falsum.statement.exact import ClaimError, lift


@dataclass(frozen=True)
class Domain:
    """A set of reals that a symbol ranges over: an interval, possibly of integers only."""

    latex: str
    lower: Fraction | None = None
    upper: Fraction | None = None
    open_below: bool = False
    open_above: bool = False
    integral: bool = False

    def __post_init__(self) -> None:
        """Refuse ends that are no exact numbers."""
        for end in ("lower", "upper"):
            value = getattr(self, end)
            if value is not None and not isinstance(value, Fraction):
                object.__setattr__(self, end, _rational_end(value))


def _rational_end(value: object) -> Fraction:
    exact = lift(value)
    if not isinstance(exact, sympy.Rational):
        raise ClaimError(
            f"{exact} is no rational end of an interval; state it as a hypothesis instead"
        )
    return Fraction(int(exact.p), int(exact.q))


real = Domain(r"\mathbb{R}")


positive = Domain(r"(0, \infty)", lower=Fraction(0), open_below=True)


nonnegative = Domain(r"[0, \infty)", lower=Fraction(0))


integers = Domain(r"\mathbb{Z}", integral=True)


naturals = Domain(r"\{1, 2, \dots\}", lower=Fraction(1), integral=True)


def interval(lower: int | Fraction, upper: int | Fraction, ends: str = "[]") -> Domain:
    """Return the interval from ``lower`` to ``upper``; ``ends`` is one of [], [), (], ()."""
    if ends not in ("[]", "[)", "(]", "()"):
        raise ClaimError(f"ends={ends!r} is not a pair of brackets; write one of [], [), (], ()")
    low, high = (_rational_end(end) for end in (lower, upper))
    if low > high:
        raise ClaimError(f"the interval from {low} to {high} is empty; write the lower end first")
    return Domain(f"{ends[0]}{low}, {high}{ends[1]}", low, high, ends[0] == "(", ends[1] == ")")

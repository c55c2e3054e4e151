"""Small claims that a standard audit proves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from falsum import (
    Claim,
    Ge,
    Gt,
    Le,
    Rational,
    Source,
    Space,
    always,
    check,
    constant,
    family,
    hypothesis,
    interval,
    measured,
    naturals,
    parameter,
    sizes,
)

x = parameter("x", "a number", domain=interval(0, 1))
n = parameter("n", "a size", domain=naturals)
N = constant("N", 4)
y = measured("y", "a number")


@dataclass(frozen=True)
class Number:
    """A number of [0, 1] and a size, (batch,)."""

    n: int
    x: Any


@family(space=Space(n=sizes(1, 6)), latent=lambda c: {"x": ()})
def numbers(config: Any, z: Any, xp: Any) -> Number:
    """Decode a number of [0, 1]."""
    return Number(config.n, z.x**2 / (1 + z.x**2))


def stated(name: str, conclusion: Any, *assumed: Any) -> Claim:
    """Return a claim of this document."""
    hypotheses = [hypothesis(f"h{k}", relation) for k, relation in enumerate(assumed)]
    source = Source("paper", name)
    return Claim(f"paper.{name}", "A lemma", source, always, conclusion, hypotheses=hypotheses)


def nothing() -> dict[Any, Any]:
    """Measure nothing."""
    return {}


proved = check(stated("proved", Le(x * (1 - x), Rational(1, 4))), numbers)(nothing)
vacuous = check(stated("vacuous", Le(x, -1), Gt(x, 2)), numbers)(nothing)
from_four = check(stated("from_four", Ge(n**2, 12), Ge(n, N)), numbers)(nothing)


@check(stated("given", Le(y, 1)), numbers, given={y: x**2})
def given(x: Any) -> dict[Any, Any]:
    """Measure something else than what is given, where that matters."""
    return {y: x * x}


@check(stated("lying", Le(y, 1)), numbers, given={y: x**2})
def lying(x: Any) -> dict[Any, Any]:
    """Measure something else than what is given."""
    return {y: x * 9 / 10}

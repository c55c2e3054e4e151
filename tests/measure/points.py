"""A family of points with what binds measurements of them, for tests of the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Le,
    Mean,
    Source,
    Space,
    always,
    check,
    defined,
    family,
    in_expectation,
    index,
    measured,
    naturals,
    parameter,
    sizes,
)
from falsum.measure.check import Check

n = parameter("n", "number of points", domain=naturals)
i = index("i", 1, n)
x = parameter("x", "points", indices=(i,))
b = parameter("b", "bound")
y = measured("y", "a number of the points")
u = measured("u", "a number for each point", indices=(i,))
half = defined("half", n / 2)


@dataclass(frozen=True)
class Points:
    """Points x of shape (batch, n), their bound b of shape (batch,) and a fixed table."""

    n: int
    x: Any
    b: Any
    table: Any = None


def decode(config: Any, z: Any, xp: Any) -> Points:
    """Take the latent as the points, and 1 and the latent's square as the bound."""
    return Points(config.n, z.x, 1 + z.b**2)


def space(decoder: Callable[..., Any], **options: Any) -> Any:
    """Return a family of up to five points."""
    options.setdefault("latent", lambda c: {"x": (c.n,), "b": ()})
    return family(space=Space(n=sizes(1, 5)), **options)(decoder)


points = space(decode)
exact_points = space(decode, exact=True)


def claim(conclusion: Any, quantifier: Any = always, **parts: Any) -> Claim:
    """Return a claim of the tests."""
    source = Source("doc", "Lemma 1", page=1)
    return Claim("doc.lemma", "A lemma", source, quantifier, conclusion, **parts)


def single(measure: Any, where: Any = points) -> Check:
    """Bind a measurement of one number."""
    return check(claim(Le(y, b)), where)(measure)


def listed(measure: Any) -> Check:
    """Bind a measurement of one number for each point."""
    return check(claim(Le(u, b)), points)(measure)


MEAN = Le(Mean(y), b)


def drawn(measure: Any, conclusion: Any = MEAN) -> Check:
    """Bind a measurement of trials or of a law."""
    return check(claim(conclusion, in_expectation), points)(measure)


def good(x: Any) -> dict[Any, Any]:
    """Sum the squares."""
    return {y: array_namespace(x).sum(x**2, axis=1)}

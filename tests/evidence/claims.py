"""Small false claims, one for each kind of certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Grant,
    Law,
    Le,
    Ne,
    Quantifier,
    Rational,
    Source,
    Space,
    almost_always,
    always,
    check,
    choice,
    family,
    granted,
    hypothesis,
    index,
    log,
    measured,
    parameter,
    sizes,
    with_probability,
)

x = parameter("x", "a number")
n = parameter("n", "a size")
i = index("i", 1, n)
a = parameter("a", "entries", indices=(i,))
b = parameter("b", "another number")
y = measured("y", "a number")


def stated(name: str, conclusion: Any, quantifier: Quantifier = always, **parts: Any) -> Claim:
    """Return a claim of this document."""
    return Claim(
        id=f"doe_2020.{name}",
        title="A lemma",
        source=Source("doe_2020", name),
        quantifier=quantifier,
        conclusion=conclusion,
        **parts,
    )


@dataclass(frozen=True)
class Number:
    """A number, (batch,)."""

    x: Any


@family(space=Space(n=sizes(1, 2)), latent=lambda c: {"x": ()})
def line(config: Any, z: Any, xp: Any) -> Number:
    """Take the latent itself."""
    return Number(z.x)


@family(space=Space(n=sizes(1, 2)), latent=lambda c: {"x": ()})
def exponentials(config: Any, z: Any, xp: Any) -> Number:
    """Decode a number that is irrational, so that the latent stands in for it."""
    return Number(xp.exp(z.x))


@dataclass(frozen=True)
class Inner:
    """A nested record."""

    b: Any
    kind: str


@dataclass(frozen=True)
class Rich:
    """Every kind of field that an instance may have."""

    n: int
    flat: bool
    a: Any
    inner: Inner


@family(
    space=Space(n=sizes(1, 3), kind=choice("flat", "round")),
    latent=lambda c: {"a": (c.n,), "b": ()},
    grants=(Grant("order", "by construction", lambda s, xp: s.inner.b == s.inner.b),),
)
def rich(config: Any, z: Any, xp: Any) -> Rich:
    """Take the latents themselves."""
    return Rich(config.n, config.kind == "flat", z.a, Inner(z.b / 3, config.kind))


def nothing() -> dict[Any, Any]:
    """Measure nothing: the claim speaks of parameters only."""
    return {}


rational = check(
    stated("rational", Le(x, 1), hypotheses=[hypothesis("x is at most 9", Le(x, 9))]), line
)(nothing)
irrational = check(stated("irrational", Le(x, 2)), exponentials)(nothing)
undefined = check(stated("undefined", Le(log(x), x)), line)(nothing)
open_set = check(stated("open_set", Le(x, 1), almost_always), line)(nothing)
edge = check(stated("edge", Ne(x, 0)), line)(nothing)
nearly_edge = check(stated("nearly_edge", Ne(x, 0), almost_always), line)(nothing)
nested = check(
    stated("nested", Le(a, b), hypotheses=[granted("order", r"a \leq c")]),
    rich,
    where={b: "inner.b"},
)(nothing)


@check(stated("chance", Le(y, x), with_probability(Rational(3, 4))), line)
def chance(x: Any) -> Law:
    """Put a half each on 0 and 1."""
    xp = array_namespace(x)
    column = xp.expand_dims(0 * x, axis=1)
    values = xp.concat([column, column + 1], axis=1)
    return Law({y: values}, xp.concat([column + 1, column + 1], axis=1) / 2)


BROKEN = [rational, irrational, undefined, open_set, edge, nested, chance]

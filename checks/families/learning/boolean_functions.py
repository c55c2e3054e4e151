"""Excesses over one half, and classes of Boolean functions to agree with."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from falsum import Space, choice, family, sizes
from falsum.maps import squash, unit
from impl.learning.boolean_agreement import best_agreements, spread, thresholds
from theorems.mukherjee_2020.chapter_2.claim_1 import nonnegative_excess


@dataclass(frozen=True)
class Excess:
    """Functions on n bits and the excess eps over one half, (batch,)."""

    n: int
    eps: Any


@dataclass(frozen=True)
class ClassExcess:
    """A class of N functions on n bits and the excess eps over one half, (batch,)."""

    n: int
    N: int
    kind: str
    eps: Any


def negative_excess(instance: Any, z: Any, xp: Any) -> Any:
    """Take an excess below 0."""
    return replace(instance, eps=-unit(z, xp) / 2)


def _excess(inputs: int, z: Any, xp: Any) -> Any:
    """Return an excess of at least 0 that a share of the inputs attains, or any below 1/2."""
    above = xp.floor(unit(z.eps, xp) * (inputs // 2 + 1)) + inputs // 2 + inputs % 2
    attained = xp.minimum(above, inputs + 0 * above) / inputs - xp.ones_like(above) / 2
    return xp.where(z.free > 1, unit(z.eps, xp) / 2, xp.maximum(attained, xp.zeros_like(above)))


_latent = {"eps": (), "free": ()}


@family(
    space=Space(n=sizes(1, 8)),
    latent=lambda c: _latent,
    relax={nonnegative_excess: negative_excess},
)
def excesses(config: Any, z: Any, xp: Any) -> Excess:
    """Decode an excess, mostly one at which the probability jumps."""
    return Excess(config.n, _excess(2**config.n, z, xp))


@family(space=Space(n=sizes(1, 8)), latent=lambda c: _latent)
def signed_excesses(config: Any, z: Any, xp: Any) -> Excess:
    """Decode an excess of either sign."""
    return Excess(config.n, xp.where(z.free < -1, squash(z.eps, xp), _excess(2**config.n, z, xp)))


@cache
def members(kind: str, n: int, count: int) -> tuple[int, ...]:
    """Return the truth tables of a class."""
    if kind == "thresholds":
        return tuple(thresholds(n))
    if kind == "all":
        return tuple(range(2 ** (2**n)))
    return tuple(spread(count, n))


@cache
def law_of_best(kind: str, n: int, count: int) -> tuple[tuple[int, int, int], ...]:
    """Return the greatest agreements with their weights as (agreements, numerator, denominator)."""
    law = best_agreements(members(kind, n, count), n)
    return tuple((k, w.numerator, w.denominator) for k, w in law.items())


_classes = Space(
    n=sizes(1, 3),
    kind=choice("spread", "thresholds", "all"),
    count=sizes(1, 16),
    where=lambda c: c.count <= 2 ** (2**c.n) if c.kind == "spread" else c.count == 1,
)


@family(
    space=_classes,
    latent=lambda c: _latent,
    relax={nonnegative_excess: negative_excess},
)
def classes(config: Any, z: Any, xp: Any) -> ClassExcess:
    """Decode an excess beside a class: functions far apart, all thresholds, or all functions."""
    size = len(members(config.kind, config.n, config.count))
    return ClassExcess(config.n, size, config.kind, _excess(2**config.n, z, xp))


@family(space=_classes, latent=lambda c: _latent)
def signed_classes(config: Any, z: Any, xp: Any) -> ClassExcess:
    """Decode an excess of either sign beside a class."""
    size = len(members(config.kind, config.n, config.count))
    eps = xp.where(z.free < -1, squash(z.eps, xp), _excess(2**config.n, z, xp))
    return ClassExcess(config.n, size, config.kind, eps)

"""Excesses over one half, and classes of Boolean functions to agree with."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from array_api_compat import array_namespace

from falsum import Space, choice, family, sizes
from falsum.maps import squash, unit
from impl.learning.boolean_agreement import (
    best_agreements,
    binomial_weights,
    spread,
    thresholds,
)
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


def _signed(inputs: int, z: Any, xp: Any) -> Any:
    return xp.where(z.free < -1, squash(z.eps, xp), _excess(inputs, z, xp))


@family(
    space=Space(n=sizes(1, 8)),
    latent=lambda c: _latent,
    relax={nonnegative_excess: negative_excess},
)
def excesses(config: Any, z: Any, xp: Any) -> Excess:
    """Decode an excess of either sign, mostly one at which the probability jumps."""
    return Excess(config.n, _signed(2**config.n, z, xp))


@cache
def members(kind: str, n: int, count: int) -> tuple[int, ...]:
    """Return the truth tables of a class that is gone through."""
    if kind == "thresholds":
        return tuple(thresholds(n))
    if kind == "all":
        return tuple(range(2 ** (2**n)))
    return tuple(spread(count, n))


def class_size(config: Any) -> int:
    """Return the number of functions in a class."""
    if config.kind == "block":
        return int(2**config.count)
    return 2 if config.kind == "opposite" else len(members(config.kind, config.n, config.count))


@cache
def law_of_best(kind: str, n: int, count: int) -> tuple[tuple[int, int, int], ...]:
    """Return the greatest agreements with their weights as (agreements, numerator, denominator)."""
    law = best_agreements(members(kind, n, count), n)
    return tuple((k, w.numerator, w.denominator) for k, w in law.items())


def shares_of_best(config: Any, like: Any) -> tuple[Any, Any]:
    """Return the greatest shares of agreement and their weights, (batch, atoms).

    Of a block some member agrees on its inputs, and all agree alike on the rest; of two opposites
    one agrees where the other does not.
    """
    xp, inputs = array_namespace(like), 2**config.n
    one = xp.ones_like(like)
    if config.kind == "block":
        rest = inputs - config.count
        counts, weights = [*range(config.count, inputs + 1)], binomial_weights(rest, like)
    elif config.kind == "opposite":
        counts = [max(k, inputs - k) for k in range(inputs + 1)]
        weights = binomial_weights(inputs, like)
    else:
        atoms = law_of_best(config.kind, config.n, config.count)
        counts = [k for k, _, _ in atoms]
        weights = xp.stack([p * one / q for _, p, q in atoms], axis=1)
    return xp.stack([k * one / inputs for k in counts], axis=1), weights


def _possible(c: Any) -> bool:
    if c.kind == "spread":
        return bool(c.n <= 3 and c.count <= 2 ** (2**c.n))
    if c.kind == "block":
        return bool(c.count <= min(2**c.n, 8))
    return bool(c.count == 1 and (c.n <= 3 or c.kind == "opposite"))


@family(
    space=Space(
        n=sizes(1, 8),
        kind=choice("spread", "thresholds", "all", "block", "opposite"),
        count=sizes(1, 16),
        where=_possible,
    ),
    latent=lambda c: _latent,
    relax={nonnegative_excess: negative_excess},
)
def classes(config: Any, z: Any, xp: Any) -> ClassExcess:
    """Decode an excess beside a class.

    Of functions far apart, all thresholds, all functions, all that agree outside of ``count``
    inputs, or a function and its opposite.
    """
    return ClassExcess(config.n, class_size(config), _signed(2**config.n, z, xp))

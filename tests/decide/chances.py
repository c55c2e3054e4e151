"""Coins and claims about them that the tests of chance share."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Law,
    Sample,
    Source,
    Space,
    check,
    family,
    interval,
    maps,
    measured,
    naturals,
    parameter,
    sizes,
)
from falsum.chance.laws import binomial_law
from falsum.measure.check import Check

n = parameter("n", "number of tosses", domain=naturals)
p = parameter("p", "probability of heads", domain=interval(0, 1))
delta = parameter("delta", "failure probability allowed", domain=interval(0, 1, "()"))
heads = measured("heads", "number of heads")


@dataclass(frozen=True)
class Coins:
    """A number of tosses, a coin and a failure probability."""

    n: int
    p: Any
    delta: Any


@family(space=Space(n=sizes(1, 6)), latent=lambda c: {"p": (), "delta": ()})
def coins(config: Any, z: Any, xp: Any) -> Coins:
    """Decode a coin."""
    return Coins(config.n, maps.unit(z.p, xp), maps.unit(z.delta, xp))


@family(space=Space(n=sizes(4, 6)), latent=lambda c: {})
def biased(config: Any, z: Any, xp: Any) -> Coins:
    """Return the coin that shows heads once in 16 tosses."""
    return Coins(
        config.n, xp.ones((1,), dtype=xp.float64) / 16, xp.ones((1,), dtype=xp.float64) / 2
    )


def landed(stream: Any, n: int, p: Any) -> Any:
    """Return 1 for each of n tosses that shows heads, (batch, trials, n)."""
    xp = array_namespace(p)
    uniform = stream.uniform(n)
    return xp.where(uniform < xp.reshape(p, (-1, 1, 1)), 1 + 0 * uniform, 0 * uniform)


def toss(stream: Any, n: int, p: Any) -> Sample:
    """Toss the coin n times in each trial."""
    tossed = landed(stream, n, p)
    return Sample({heads: array_namespace(p).sum(tossed, axis=-1)}, within={heads: (0, n)})


def law(n: int, p: Any) -> Law:
    """Return the law of the number of heads."""
    values, weights = binomial_law(n, p, array_namespace(p))
    return Law({heads: values}, weights)


def mixed(stream: Any, n: int, p: Any) -> Any:
    """Return the law for up to two tosses, trials beyond."""
    return law(n, p) if n < 3 else toss(stream, n, p)


def tilted(stream: Any, n: int, p: Any) -> Sample:
    """Toss a fair coin instead, where n heads in a row are no rarity, and give the ratios."""
    xp, column = array_namespace(p), array_namespace(p).reshape(p, (-1, 1))
    uniform = stream.uniform(n)
    count = xp.sum(xp.where(uniform < 0.5, 1 + 0 * uniform, 0 * uniform), axis=-1)
    ratios = (2 * column) ** count * (2 - 2 * column) ** (n - count)
    return Sample({heads: count}, ratios=ratios, largest=(2 * p) ** n)


def stated(conclusion: Any, quantifier: Any, hypotheses: Any = ()) -> Claim:
    """Return a claim about coins."""
    source = Source("doe_2020", "Coins")
    return Claim("doe_2020.coins", "Coins", source, quantifier, conclusion, hypotheses)


def bound(conclusion: Any, quantifier: Any, measure: Any = toss, among: Any = coins) -> Check:
    """Return the check of a claim about coins."""
    return check(stated(conclusion, quantifier), among)(measure)

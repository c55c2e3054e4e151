"""A claim about chance of one's own: statement, instances and exact law in one file.

Hoeffding's inequality bounds how far a count of heads is above its mean.  For the distance to the
mean, on both sides, the failure probability is to be shared between them: log(2 / delta) instead of
log(1 / delta).  Audit both with ``falsum audit examples/my_chances.py``.
"""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Abs,
    Claim,
    Law,
    Le,
    Source,
    Space,
    binomial_law,
    check,
    family,
    interval,
    log,
    measured,
    naturals,
    parameter,
    sizes,
    sqrt,
    with_probability,
)
from falsum.maps import unit

n = parameter("n", "number of tosses", domain=naturals)
p = parameter("p", "probability of heads", domain=interval(0, 1))
delta = parameter(
    "delta", "failure probability allowed", domain=interval(0, 1, "()"), latex=r"\delta"
)
heads = measured("heads", r"\sum_{i=1}^n X_i, \text{ independent tosses}", latex="S_n")


def deviation(name: str, sides: int, note: str = "") -> Claim:
    """Return the claim with log(sides / delta)."""
    return Claim(
        id=f"my_paper.{name}",
        title="Distance of a count from its mean",
        source=Source("my_paper", "Lemma 2", page=3),
        quantifier=with_probability(1 - delta),
        conclusion=Le(Abs(heads - n * p), sqrt(n * log(sides / delta) / 2)),
        note=note,
    )


hoeffding = deviation("hoeffding", 1)
hoeffding_corrected = deviation(
    "hoeffding.corrected", 2, note="Shares the failure probability between both sides."
)


@dataclass(frozen=True)
class Coins:
    """A number of tosses, with p and delta of shape (batch,)."""

    n: int
    p: Any
    delta: Any


@family(space=Space(n=sizes(1, 30)), latent=lambda c: {"p": (), "delta": ()})
def coins(config: Any, z: Any, xp: Any) -> Coins:
    """Decode a coin and a failure probability."""
    return Coins(n=config.n, p=unit(z.p, xp), delta=unit(z.delta, xp))


def count_heads(n: int, p: Any) -> Law:
    """Return the law of the count: values and weights of shape (batch, n + 1)."""
    values, weights = binomial_law(n, p, array_namespace(p))
    return Law({heads: values}, weights)


test_hoeffding = check(hoeffding, coins, expect="refuted")(count_heads)
test_hoeffding_corrected = check(hoeffding_corrected, coins, expect="survived")(count_heads)

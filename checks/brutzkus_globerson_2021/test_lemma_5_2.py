"""The numbers of useful neurons by their exact trinomial law."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import Law, Space, check, family, sizes
from impl.networks.neuron_counts import cell_probability, law
from theorems.brutzkus_globerson_2021 import lemma_5_2 as stated
from theorems.brutzkus_globerson_2021 import notation as n


@dataclass(frozen=True)
class Initialisation:
    """k neurons, d patterns and the probability of either cell, (batch,)."""

    k: int
    d: int
    q: Any


@family(
    space=Space(d=sizes(3, 4), excess=sizes(0, 12), where=lambda c: c.d == 3 or c.excess < 4),
    latent=lambda c: {},
)
def initialisations(config: Any, z: Any, xp: Any) -> Initialisation:
    """Enumerate the least admissible number of neurons and a few more."""
    q = cell_probability(config.d)
    one = xp.ones((1,), dtype=xp.float64)
    return Initialisation(
        k=8 * config.d**3 + config.excess,
        d=config.d,
        q=one * q.numerator / q.denominator,
    )


@check(
    stated.printed,
    initialisations,
    expect="survived",
    weak="for k >= 8 d^3 Hoeffding's bound allows thousands of times the failures that there are",
)
def test_lemma_5_2(k: int, q: Any) -> Law:
    """Enumerate the pairs of counts with their weights."""
    plus, minus, weights = law(q, k)
    xp = array_namespace(q)
    return Law(
        {
            n.plus: xp.broadcast_to(plus, weights.shape),
            stated.minus: xp.broadcast_to(minus, weights.shape),
        },
        weights,
    )

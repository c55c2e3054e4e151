"""The steps of the proof of Lemma 5.2 by enumeration and by the exact binomial law."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from falsum import Law, Space, audits, check, choice, family, sizes
from falsum.maps import wide
from impl.learning.class_balance import binomial_law
from impl.networks.neuron_counts import cell_probability, enumerated_probabilities
from theorems.brutzkus_globerson_2021 import proof_5_2 as stated
from theorems.brutzkus_globerson_2021.notation import plus


@dataclass(frozen=True)
class Patterns:
    """d patterns, and an array of the batch, (batch,)."""

    d: int
    one: Any


@dataclass(frozen=True)
class Neurons:
    """k neurons, d patterns and the probability of being useful, (batch,)."""

    k: Any
    d: int
    q_exact: Any


cases = cache(enumerated_probabilities)


@family(space=Space(d=sizes(2, 6)), latent=lambda c: {})
def patterns(config: Any, z: Any, xp: Any) -> Patterns:
    """Enumerate the numbers of patterns whose cases can be gone through."""
    return Patterns(config.d, xp.ones((1,), dtype=xp.float64))


@family(space=Space(d=sizes(3, 60)), latent=lambda c: {})
def more_patterns(config: Any, z: Any, xp: Any) -> Patterns:
    """Enumerate numbers of patterns from three on."""
    return Patterns(config.d, xp.ones((1,), dtype=xp.float64))


@family(
    space=Space(
        d=sizes(2, 5),
        excess=choice(*range(41), 150, 400, 950),
        where=lambda c: 6 * c.d**2 + c.excess <= 1000,  # beyond, weights leave the range of floats
    ),
    latent=lambda c: {},
)
def neurons(config: Any, z: Any, xp: Any) -> Neurons:
    """Enumerate numbers of neurons from where the printed probability is positive."""
    q = cell_probability(config.d)
    return Neurons(
        6 * config.d**2 + config.excess,
        config.d,
        xp.ones((1,), dtype=xp.float64) * q.numerator / q.denominator,
    )


@family(space=Space(d=sizes(1, 12)), latent=lambda c: {"excess": ()})
def many_neurons(config: Any, z: Any, xp: Any) -> Neurons:
    """Decode a number of neurons from the least admissible one on."""
    excess = xp.floor(wide(z.excess, xp))
    return Neurons(8 * config.d**3 + excess, config.d, xp.zeros_like(excess))


@patterns.measures(stated.sign_positive, stated.leads, stated.useful)
def _probabilities(d: int, one: Any) -> tuple[Any, ...]:
    return tuple(one * c.numerator / c.denominator for c in cases(d))  # the cases asked for


@check(
    stated.hoeffding,
    neurons,
    expect="survived",
    weak="Hoeffding's bound takes 1/4 for the variance, which is 3/16 at most, "
    "and allows more than five times the failures that there are",
)
def test_proof_5_2_hoeffding(k: int, q_exact: Any) -> Law:
    """Return the binomial law of the number of useful neurons."""
    counts, weights = binomial_law(k, q_exact)
    return Law({plus: counts}, weights)


counted = audits(patterns, {stated.probabilities: "survived"})
of_patterns = audits(more_patterns, {stated.sandwich: "proved"})
of_neurons = audits(many_neurons, {stated.hoeffding_exponent: "survived"})

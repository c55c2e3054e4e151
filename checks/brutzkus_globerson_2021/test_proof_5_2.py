"""The steps of the proof of Lemma 5.2 by enumeration and by the exact binomial law."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from falsum import Law, Space, check, family, sizes
from falsum.maps import wide
from impl.class_balance import binomial_law
from impl.neuron_counts import cell_probability, enumerated_probabilities
from theorems.brutzkus_globerson_2021 import proof_5_2 as stated


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


@family(space=Space(d=sizes(2, 5), excess=sizes(0, 40)), latent=lambda c: {})
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


@check(stated.probabilities, patterns, expect="survived")
def test_proof_5_2_probabilities(d: int, one: Any) -> dict[Any, Any]:
    """Count the cases that the definitions ask for."""
    sign, leads, both = (one * c.numerator / c.denominator for c in cases(d))
    return {stated.sign_positive: sign, stated.leads: leads, stated.useful: both}


@check(stated.sandwich, more_patterns, expect="proved")
def test_proof_5_2_sandwich() -> dict[Any, Any]:
    """Measure nothing: the bounds speak of d alone."""
    return {}


def count_useful(k: int, q_exact: Any) -> Law:
    """Return the binomial law of the number of useful neurons."""
    counts, weights = binomial_law(k, q_exact)
    return Law({stated.plus: counts}, weights)


test_proof_5_2_hoeffding = check(stated.hoeffding, neurons, expect="survived")(count_useful)


@check(stated.hoeffding_exponent, many_neurons, expect="survived")
def test_proof_5_2_hoeffding_exponent() -> dict[Any, Any]:
    """Measure nothing: the bound speaks of k and d alone."""
    return {}

"""The balance of the classes by the exact binomial law."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from falsum import Law, Space, check, choice, family
from falsum.maps import unit
from impl.learning.class_balance import binomial_law
from theorems.brutzkus_globerson_2021 import eq_2 as stated


@dataclass(frozen=True)
class Sample:
    """A sample of m labels, the first m_1 of them for the first layer; p has shape (batch,)."""

    m: int
    m_1: int
    p: Any


def unbalanced(sample: Sample, z: Any, xp: Any) -> Sample:
    """Take any probability of a positive label."""
    return replace(sample, p=unit(z, xp))


def smaller_part(sample: Sample, z: Any, xp: Any) -> Sample:
    """Give the first layer a quarter of the sample."""
    return replace(sample, m_1=(sample.m_1 + 1) // 2)


@family(
    space=Space(
        m=choice(*range(49, 111), 200, 500, 1000, 2000),
        half=choice("up", "all"),
        where=lambda c: c.m <= 110 or c.half == "up",
    ),
    latent=lambda c: {"none": ()},
    relax={stated.balanced: unbalanced, stated.half: smaller_part},
)
def samples(config: Any, z: Any, xp: Any) -> Sample:
    """Take m balanced labels, of which half, rounded up, or all train the first layer.

    For m <= 49 the printed probability is negative, and the claim says nothing; beyond 1000 of them
    binomial weights leave the range of floats.
    """
    m_1 = config.m if config.half == "all" else (config.m + 1) // 2
    return Sample(config.m, m_1, xp.ones_like(z.none) / 2)


def count_classes(m_1: int, p: Any) -> Law:
    """Return the shares of both classes for each number of positive labels."""
    xp = array_namespace(p)
    positive, weights = binomial_law(m_1, p)
    return Law(
        {stated.positive_share: positive / m_1, stated.negative_share: (m_1 - positive) / m_1},
        xp.broadcast_to(weights, positive.shape),
    )


test_eq_2 = check(stated.printed, samples, expect="refuted")(count_classes)
test_eq_2_corrected = check(stated.corrected, samples, expect="survived")(count_classes)

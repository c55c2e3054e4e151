"""Audits of one claim by the hundred, at an error that shows: how often do true claims fall?

The adversary has six coins; the claim holds with equality at the worst of them, or is false there
by a factor.  Each audit screens the coins in trials of its own, takes the worst and decides it by
fresh ones, exactly as the engine does; whoever decided by the search's own trials, or forgot that
several instances are decided, would exceed the error here.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from falsum import (
    Claim,
    Le,
    Mean,
    Sample,
    Source,
    Space,
    check,
    choice,
    family,
    in_expectation,
    interval,
    measured,
    parameter,
    with_probability,
)
from falsum.chance.error_budget import Spending
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.search.budget import Budget
from falsum.search.job import Job
from falsum.search.stages import configurations, search
from falsum.search.tally import Tally

COINS = 6
ERROR = 0.01

bias = parameter("bias", "probability of failure", domain=interval(0, 1))
tails = measured("tails", "1 when the toss fails")


@dataclass(frozen=True)
class Coin:
    """A probability of failure."""

    bias: Any


@family(space=Space(coin=choice(*range(COINS))), latent=lambda c: {})
def six(config: Any, z: Any, xp: Any) -> Coin:
    """Return one of the coins; they fail with 1/16, and all of them are the worst."""
    return Coin(xp.ones((1,), dtype=xp.float64) / 16)


def fails(stream: Any, bias: Any) -> Sample:
    """Toss a coin once in each trial."""
    xp, uniform = array_namespace(bias), stream.uniform()
    failed = xp.where(uniform < xp.reshape(bias, (-1, 1)), 1 + 0 * uniform, 0 * uniform)
    return Sample({tails: failed}, within={tails: (0, 1)})


def claims(factor: Fraction) -> dict[str, Check]:
    """Return a probability and an expectation claimed, the failure rate smaller by ``factor``."""
    least = Fraction(1, 16) / factor
    source = Source("doe_2020", "Coins")
    names = {
        "probability": Claim(
            "doe_2020.tails", "Tails", source, with_probability(1 - least + 0 * bias), Le(tails, 0)
        ),
        "expectation": Claim(
            "doe_2020.mean_tails",
            "Tails",
            source,
            in_expectation,
            Le(Mean(tails), least + 0 * bias),
        ),
    }
    return {kind: check(claim, six)(fails) for kind, claim in names.items()}


def refuted(checked: Check, seed: int, most: int) -> bool:
    """Audit with an error of one in a hundred, searching and deciding as the engine does."""
    budget = Budget(COINS, 64, 0, 0, 0, certify=1, seconds=60)
    spending = Spending(most=COINS)
    bound = experiment(checked, seed=seed, most=most, error=ERROR, spending=spending)
    job, tally = Job(bound, "quick", budget, "cpu"), Tally()
    for config in configurations(job):
        search(job, config, tally)
    return bool(tally.findings)


def share_refuted(checked: Check, audits: int, most: int) -> float:
    """Return the share of audits, each with a seed of its own, that refute a claim."""
    return float(np.mean([refuted(checked, seed, most) for seed in range(audits)]))

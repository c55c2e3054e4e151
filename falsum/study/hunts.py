"""Hunts: mutants that the instances at hand do not break are searched for, many in one batch.

A search that has only instances near a violation of the claim says little of an error elsewhere.
So each mutant that escaped is climbed on from the instances that are nearest to breaking it.  Those
that measure what the claim does share one measurement at each step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import Scores, score
from falsum.measure.singular import measured_batch
from falsum.search.climb import ascend, ascend_by
from falsum.search.job import Job
from falsum.search.score import Scored
from falsum.study.pools import Pool, pool_of

STARTS, NEAREST = 24, 6  # instances that each mutant is climbed on from, the nearest among them
STEPS = 24  # of a climb: the starts are near already
MOST = 16  # mutants that are climbed on, of those that escaped


@dataclass(frozen=True)
class Prey:
    """A mutant that escaped, with the instances nearest to breaking it."""

    mutant: Job
    starts: Floats


def nearest(scored: Scored) -> Floats:
    """Return the latents nearest to breaking a mutant, and some from all over the ranking.

    The nearest ones may all lie on one hill, which the mutant does not rise above.
    """
    ranked = scored.order()
    spread = np.linspace(0, max(0, len(ranked) - 1), STARTS - NEAREST).astype(int)
    places = dict.fromkeys([*range(NEAREST), *map(int, spread)])
    return scored.flat[ranked[[place for place in places if place < len(ranked)]]]


def hunted(job: Job, pool: Pool, prey: Sequence[Prey]) -> Pool | None:
    """Climb on from one pool for all mutants at once; return where that got, as a pool.

    All of them measure what the job's claim does.
    """
    some = [each for each in prey if len(each.starts)][:MOST]
    if not some or not pool.moves:
        return None
    flat = np.concatenate([each.starts for each in some])
    rng = job.stream(pool.config, "mutants")
    reached = ascend_by(_together(job, pool.config, some), flat, STEPS, rng, job.device)
    return pool_of(job, pool.config, reached)


def _together(job: Job, config: Config, prey: Sequence[Prey]) -> Any:
    """Return the scores of a batch: each mutant's conclusion on its rows, the same hypotheses."""
    import array_api_compat.torch as xp

    ends = np.cumsum([0, *(len(each.starts) for each in prey)])
    places = [slice(int(a), int(b)) for a, b in pairwise(ends)]

    def scored(at: Any) -> Scores:
        measured = measured_batch(job.check, config, at, xp)
        whole = score(evaluate_claim(job.check, measured))
        pieces = []
        for each, place in zip(prey, places, strict=True):
            trial = evaluate_claim(each.mutant.check, measured.part(place), concluding=True)
            pieces.append(score(trial).conclusion)
        return whole._replace(conclusion=xp.concat(pieces))

    return scored


def hunted_alone(mutant: Job, pool: Pool, starts: Floats) -> Floats:
    """Climb on for a mutant with a measurement of its own; return where that got."""
    if not len(starts) or not pool.moves:
        return starts
    return ascend(mutant, pool.config, starts, STEPS, mutant.stream(pool.config, "mutants"))

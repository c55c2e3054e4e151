"""A second screen, of latents with unlike coordinates, where a search has found nothing.

A screen scales a latent as a whole and a sweep moves one block of it.  A claim that fails where
some coordinates are extreme and others ordinary is out of reach of both, and a climb does not get
there over steps and plateaus.  Many configurations are screened here, and none is climbed on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from falsum.instances.latents import mixed
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.search.confirm import examine
from falsum.search.job import Job
from falsum.search.score import score_batch, settled
from falsum.search.tally import Tally

FRESH = 2  # configurations that no other stage has seen, for each one that is screened again
CERTIFIED = 2  # float violations of a batch that balls look at
NEAREST = 1  # instances of a batch that balls measure again at the end
FRESH_SHARE = 4  # such a configuration gets a batch that is this much smaller


def scatter(job: Job, tally: Tally, deadline: float) -> None:
    """Screen known configurations again and fresh ones for the first time, the smallest first."""
    if not job.check.kind.continuous:
        return
    brief = job.within(replace(job.budget, certify=CERTIFIED))
    for config, count in list(_places(job, tally)):
        if tally.findings or time.process_time() > deadline:
            return
        still = job.check.family.still(config)
        if not still:
            continue
        count //= kind_at(job.check, config).cost
        flat = mixed(job.stream(config, "scatter"), count, still)
        scored = score_batch(job, config, job.check.family.padded(config, flat))
        scored = settled(job, config, scored)
        tally.configurations += config not in tally.nearest
        before = len(tally.nearest.get(config, ()))
        tally.count(config, scored)
        del tally.nearest.get(config, [])[before + NEAREST :]
        examine(brief, config, scored, tally)


def _places(job: Job, tally: Tally) -> Iterator[tuple[Config, int]]:
    """Yield where to screen and how many instances."""
    every, count = list(job.check.family.space.enumerate()), job.budget.screen
    known = (c for c in every if c in tally.nearest)
    fresh = (c for c in every if c not in tally.nearest)
    for config in islice(known, job.budget.scatter):
        yield config, count
    for config in islice(fresh, FRESH * job.budget.scatter):
        yield config, count // FRESH_SHARE

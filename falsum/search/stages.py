"""The stages of a search: configurations, screen, climb."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from falsum.instances.latents import Floats, latents
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.randomness import stream
from falsum.search.budget import Budget
from falsum.search.climb import adapt, ascend, evolve
from falsum.search.confirm import blame, confirm, examine
from falsum.search.job import Job
from falsum.search.orbits import beyond, sweep, turned
from falsum.search.score import Scored, score_batch, settled
from falsum.search.tally import Tally

TREMBLED, TREMORS, TREMOR = 256, 4, 1e-7  # starts of a climb, shaken so often and so much
POLISHED = 2  # configurations that are climbed on at length


def configurations(job: Job) -> Iterator[Config]:
    """Yield the configurations of a run: the boundary first, then a sample of the rest."""
    space = job.check.family.space
    corners = space.boundary()
    rng = stream(job.seed, job.check.claim.id, "configurations")
    rest = space.sample(rng, len(corners) + job.budget.configurations)
    yield from islice(dict.fromkeys([*corners, *rest]), job.budget.configurations)


def wander(job: Job, tally: Tally, deadline: float) -> None:
    """Search the neighbours of the configuration with the largest slack, carrying its latent over.

    Sizes are searched like this too: a claim that fails from some size on is followed there.
    """
    space = job.check.family.space
    for _ in range(job.budget.neighbours):
        known = {c: _largest(entries) for c, entries in tally.nearest.items()}
        best = max(known, key=lambda c: known[c][0], default=None)
        if tally.findings or best is None or time.process_time() > deadline:
            return
        fresh = [c for c in space.neighbours(best) if c not in tally.nearest]
        if not fresh:
            return
        rng = job.stream(best, "wander")
        config = fresh[int(rng.integers(len(fresh)))]
        start = job.check.family.transfer(best, known[best][1], config)
        search(job, config, tally, start[None, :])


def pair(job: Job, tally: Tally, deadline: float) -> None:
    """Search further kinds at further sizes, where nothing has been found at the corners."""
    fresh = (c for c in job.check.family.space.pairs() if c not in tally.nearest)
    for config in islice(fresh, job.budget.pairs):
        if tally.findings or time.process_time() > deadline:
            return
        search(job, config, tally)


def _largest(entries: list[tuple[float, Floats]]) -> tuple[float, Floats]:
    """Return the entry of largest slack below 0, where a rounding error cannot be."""
    return max(entries, key=lambda e: e[0] if e[0] < 0 else -1.0)


def search(job: Job, config: Config, tally: Tally, warm: Floats | None = None) -> None:
    """Search one configuration; ``warm`` are latents to look at besides, (n, dimension)."""
    propose(job, config, tally, warm)
    if not tally.findings:
        confirm(job, config, tally)


def propose(job: Job, config: Config, tally: Tally, warm: Floats | None) -> None:
    """Screen one configuration, sweep the scales, attack from the worst, certify what is found."""
    tally.configurations += 1
    scored = screen(job, config, job.budget.screen, warm)
    tally.count(config, scored)
    blame(job, config, scored, tally)
    examine(job, config, scored, tally)
    if tally.findings:
        return
    moved = sweep(job.check, config, scored, job.sweeps, job.stream(config, "orbit"), job.device)
    if moved is not None:
        tally.count(config, moved)
        blame(job, config, moved, tally)
        examine(job, config, moved, tally)
        scored = beyond(scored, moved)
    dimension = job.check.family.dimension(config)
    if not job.budget.starts or not dimension or tally.findings:
        return
    improved = climb(job, config, scored, job.budget)
    tally.count(config, improved)
    examine(job, config, improved, tally)


def screen(job: Job, config: Config, count: int, warm: Floats | None = None) -> Scored:
    """Score the structured latents and a random batch at one configuration, and ``warm`` ones.

    Of these only ``warm`` may be moved along symmetries.
    """
    rng, family = job.stream(config, "screen"), job.check.family
    still = family.still(config)
    flat = np.zeros((1, 0))  # one instance, scored once
    if still:
        flat = kind_at(job.check, config).screened(rng, count, still)
    scored = settled(job, config, score_batch(job, config, flat))
    scored = replace(scored, flat=family.padded(config, flat))
    if warm is None or not warm.shape[1]:
        return scored
    return scored.joined(score_batch(job, config, job.check.kind.snapped(warm)))


def climb(job: Job, config: Config, scored: Scored, budget: Budget) -> Scored:
    """Attack from the worst instances of a screen and from fresh ones; return where it got."""
    rng, family = job.stream(config, "attack"), job.check.family
    starts = budget.starts
    worst = scored.flat[sturdy(job, config, scored, rng)[:starts]]
    fresh = family.padded(config, latents(rng, starts // 2, family.still(config)))
    orbits = turned(family, config, worst, starts // 4, rng)
    flat = np.concatenate([worst, fresh, orbits])
    if not job.check.kind.continuous:
        few = flat[: max(2, starts // 8)]
        return score_batch(job, config, evolve(job, config, few, budget.evolve // 4, rng))
    flat = ascend(job, config, flat, budget.climb, rng)
    flat = evolve(job, config, flat, budget.evolve, rng)
    climbed = settled(job, config, score_batch(job, config, flat))
    ranked = climbed.order()
    if not len(ranked) or not budget.evolve:
        return climbed
    adapted = adapt(job, config, flat[ranked[0]], 2 * budget.evolve, rng)
    flat = np.concatenate([flat, adapted])
    return settled(job, config, score_batch(job, config, flat))


def sturdy(job: Job, config: Config, scored: Scored, rng: np.random.Generator) -> NDArray[np.int64]:
    """Rank the worst instances by the slack that remains when the latent trembles.

    A rounding error does not survive that, and a climb that starts from one leads nowhere.
    """
    ranked = scored.order()[:TREMBLED]
    if not job.check.kind.continuous or not len(ranked):
        return ranked
    rows, least = scored.flat[ranked], scored.slack[ranked]
    for _ in range(TREMORS):
        shaken = rows * (1 + TREMOR * rng.standard_normal(rows.shape))
        again = score_batch(job, config, shaken)
        least = np.fmin(least, np.where(again.accepted, again.slack, -1.0))
    return ranked[np.argsort(-least, kind="stable")]


def polish(job: Job, tally: Tally, deadline: float) -> None:
    """Climb on by CMA-ES from the worst instances of the configurations nearest a violation.

    This is for valleys and for kinks in several dimensions, where the quick climbs stop short.
    """
    if not job.check.kind.continuous or not job.budget.polish:
        return
    known = {
        config: _largest(entries)
        for config, entries in tally.nearest.items()
        if job.check.family.dimension(config) > 1
    }
    for config in sorted(known, key=lambda c: -known[c][0])[:POLISHED]:
        if tally.findings or time.process_time() > deadline:
            return
        rng = job.stream(config, "polish")
        generations = job.budget.polish // kind_at(job.check, config).cost
        flat = adapt(job, config, known[config][1], generations, rng)
        scored = score_batch(job, config, flat)
        tally.count(config, scored)
        examine(job, config, scored, tally)

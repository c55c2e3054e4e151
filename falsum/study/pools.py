"""Pools: the instances that an ordinary audit scores, kept to score mutants of its claim on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from falsum.evidence.start import read_place
from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.measure.kinds import Batched
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import score
from falsum.measure.values import Measured
from falsum.records.evidence import Start
from falsum.search.budget import PROFILES, SHORT
from falsum.search.job import Job
from falsum.search.score import Scored, measured_blocks, score_batch, scored_as
from falsum.search.stages import climb, configurations, screen

KEPT = 192  # instances of each configuration that every mutant is scored on
FEWER = 8  # so many times fewer where each of them costs more than a row of a batch


@dataclass(frozen=True)
class Pool:
    """Instances of one configuration, with the scores that the claim itself has on them.

    ``measured`` holds their measurement, which mutants share; it is None where instances are
    measured one by one.
    """

    config: Config
    kind: Batched
    scored: Scored
    measured: tuple[Measured, ...] | None

    @property
    def flat(self) -> Floats:
        """Return the latents, (n, dimension)."""
        return self.scored.flat

    @property
    def moves(self) -> bool:
        """Tell whether mutants are climbed on from here."""
        return self.kind.continuous and self.kind.decided and bool(self.flat.shape[1])

    def score(self, mutant: Job) -> Scored:
        """Score a mutant that measures what the claim does."""
        if self.measured is None:
            return score_batch(mutant, self.config, self.flat)
        pieces = [score(evaluate_claim(mutant.check, m)) for m in self.measured]
        return scored_as(self.flat, pieces)

    def anew(self, mutant: Job) -> Scored:
        """Score a mutant with a measurement of its own."""
        return score_batch(mutant, self.config, self.flat)

    def no_stronger(self, scored: Scored) -> bool:
        """Tell whether a mutant is nowhere nearer to failing than the claim itself."""
        known = np.isfinite(scored.slack) & np.isfinite(self.scored.slack)
        return bool((scored.slack[known] <= self.scored.slack[known]).all())


def pool_of(job: Job, config: Config, flat: Floats) -> Pool:
    """Measure latents as a pool."""
    import torch

    kind = kind_at(job.check, config)
    if not kind.together or not len(flat):
        return Pool(config, kind, score_batch(job, config, flat), None)
    with torch.no_grad():
        measured = tuple(measured_blocks(job.check, config, flat, job.device))
        pieces = [score(evaluate_claim(job.check, m)) for m in measured]
    return Pool(config, kind, scored_as(flat, pieces), measured)


def pools(
    job: Job, worst: Start | None = None, heights: Sequence[tuple[str, float]] = ()
) -> list[Pool]:
    """Return the pools of a job: where its claim is nearest to failing, and its worst instance."""
    found = [_gathered(job, config) for config in likeliest(job, heights)]
    known = [pool for pool in found if len(pool.flat)]
    if worst is not None:
        point = read_place(job.check, worst.place)
        known.append(pool_of(job, point.config, point.row))
    return known


def _gathered(job: Job, config: Config) -> Pool:
    """Return the nearest instances of a screen and of a climb, and the first ones of the screen."""
    scored, kind = screen(job, config, job.budget.screen), kind_at(job.check, config)
    few = not kind.continuous or not kind.decided
    most = KEPT // FEWER if few else KEPT
    rows = np.concatenate([scored.order()[:most], np.flatnonzero(scored.accepted)[:most]])
    kept = scored.take(np.unique(rows))
    if job.budget.starts and scored.flat.shape[1] and not few:
        kept = kept.joined(climb(job, config, scored, SHORT))
    return pool_of(job, config, kept.flat)


def likeliest(job: Job, heights: Sequence[tuple[str, float]]) -> list[Config]:
    """Return the configurations where the claim is nearest to failing, as many as are paid for.

    Where nothing is known of them, screens of a whole audit's configurations tell.
    """
    space, count = job.check.family.space, job.budget.configurations
    known = {space.parse(key): slack for key, slack in heights}
    if not known:
        planned = job.within(PROFILES[job.profile])
        known = {config: _height(job, config) for config in configurations(planned)}
    met = [c for c, slack in known.items() if np.isfinite(slack)]
    ranked = sorted(met, key=lambda c: (-known[c], space.rank(c)))
    return list(dict.fromkeys([*ranked, *configurations(job)]))[:count]


def _height(job: Job, config: Config) -> float:
    """Return the largest slack of a small screen that is no violation, NaN where there is none."""
    scored = screen(job, config, SHORT.screen)
    known = scored.slack[scored.accepted & (scored.slack <= 0)]
    return float(known.max()) if len(known) else float("nan")


def broken_rows(scored: Scored, kind: Batched) -> Iterator[tuple[Floats, int | None]]:
    """Yield float violations where a mutant is defined, with denominators to round them to.

    Those where the claim says nothing are no errors that it makes.
    """
    broken = scored.broken()
    telling = broken[~scored.guarded[broken] & ~scored.idle[broken]]
    few, denominators = (5, (4096, None)) if kind.decided else (2, (None,))
    for row in scored.flat[scored.spread(telling, few)]:
        for denominator in denominators:
            yield row, denominator

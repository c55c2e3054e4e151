"""Ordinary instances: how many of them break a claim, and what is near to known findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from falsum.instances.latents import Floats, coarse
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.search.job import Job
from falsum.search.score import Scored, score_batch

COUNT = 2048  # ordinary instances that are looked at, at each configuration
FAINT = 1e-9  # below this a float violation is a rounding error
POOL = 192  # violations that are kept at each configuration
ENTRIES = 48  # of a latent that are drawn anew, one at a time


@dataclass
class Screened:
    """Ordinary instances that were looked at, how many break, and those that do."""

    tried: int = 0
    broken: int = 0

    def look(self, job: Job, config: Config) -> Floats:
        """Score ordinary instances of a configuration, count, and return those that break."""
        scored = score_batch(job, config, _ordinary(job, config))
        broken = breaking(scored)
        self.tried += int((scored.accepted & ~scored.unknown).sum()) + int(
            (scored.accepted & scored.guarded).sum()
        )
        self.broken += int(broken.sum())
        found: Floats = scored.flat[broken][:POOL]
        return found

    def meets(self, job: Job, config: Config) -> bool:
        """Tell whether ordinary instances of a configuration meet the hypotheses."""
        self.look(job, config)
        return self.tried > 0

    @property
    def share(self) -> float | None:
        """Return the share that breaks, None where no instance was looked at."""
        return self.broken / self.tried if self.tried else None


def breaking(scored: Scored) -> Any:
    """Tell which instances break a claim by more than a rounding error, or make it undefined."""
    least = 0.0 if scored.strict else FAINT
    visible = scored.violations & (scored.slack >= least)
    return visible | (scored.accepted & scored.guarded)


def _ordinary(job: Job, config: Config) -> Floats:
    family, rng = job.check.family, job.stream(config, "ordinary")
    still = family.still(config)
    flat, kind = np.zeros((1, still)), kind_at(job.check, config)
    if still and not kind.together:
        flat = coarse(rng, COUNT // kind.cost, still)
    elif still:
        flat = rng.standard_normal((COUNT // kind.cost, still))
    padded: Floats = family.padded(config, flat)
    return padded


def warm_rows(job: Job, config: Config, known: Sequence[Point], seeds: int = 6) -> Floats:
    """Return known counterexamples carried over to a configuration, and their surroundings."""
    family, rng = job.check.family, job.stream(config, "surroundings")
    rows = [np.asarray(family.transfer(point.config, point.floats, config)) for point in known]
    if not rows or not len(rows[0]):
        return np.zeros((0, family.dimension(config)))
    shaken = [
        row + size * (1 + np.abs(row)) * rng.standard_normal(row.shape)
        for row in rows
        for size in (1e-2, 1e-1, 1.0)
        for _ in range(seeds)
    ]
    flat = np.array([*rows, *shaken, *_redrawn(rows, rng)])
    return job.check.kind.snapped(flat)


def _redrawn(rows: Sequence[Floats], rng: np.random.Generator, draws: int = 4) -> Iterator[Floats]:
    """Yield latents of which one entry is drawn anew: what is at an edge leaves it, alone."""
    for row in rows:
        for place in range(min(len(row), ENTRIES)):
            for value in rng.standard_normal(draws):
                moved = row.copy()
                moved[place] = value
                yield moved

"""The surroundings of a finding: do most instances near it break the claim, too?

Latents are only a way to write instances.  A decoder may send an open set of latents to a single
instance, as a clip does, or tie two numbers of an instance that the statement leaves apart.  So the
numbers of an instance are moved by themselves, field by field, as far as the hypotheses let them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from falsum.decide.in_balls import Answer
from falsum.instances.exact import is_record, record_fields
from falsum.instances.point import Point
from falsum.measure.experiment import experiment
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import score
from falsum.measure.values import measure
from falsum.search.job import Job
from falsum.search.score import Scored, scored_as
from falsum.search.tally import Finding

AROUND = 96  # instances around a finding
NEAR = (1e-3, 1e-5, 1e-7)  # relative distances at which they are looked for
TRIALS = 64  # of each of them, where the measurement draws
MOST = 0.5  # share of them that makes a set with interior


def extent(job: Job, finding: Finding) -> str:
    """Say whether a claim breaks on an open set of instances or only at an edge."""
    if not finding.point.latent or not job.check.kind.continuous:
        return "discrete"
    share = breaking_around(job, finding.point, finding.decision.answer)
    return "open set" if share is not None and share >= MOST else "edge"


def breaking_around(job: Job, point: Point, answer: Answer) -> float | None:
    """Return the greatest share of the instances near by that break, over some distances.

    None says that no instance near by meets the hypotheses.
    """
    around = [Surroundings(job, point, distance).scored() for distance in NEAR]
    shares = [_share(scored, answer) for scored in around]
    return max((s for s in shares if s is not None), default=None)


def _share(scored: Scored, answer: Answer) -> float | None:
    broken = scored.violations if answer is Answer.VIOLATED else scored.guarded
    kept = int(scored.accepted.sum())
    return int((broken & scored.accepted).sum()) / kept if kept else None


@dataclass(frozen=True)
class Surroundings:
    """The instances at a relative distance from one."""

    job: Job
    point: Point
    distance: float

    def scored(self) -> Scored:
        """Score the instances around, each field moved that still lets some meet the hypotheses."""
        import array_api_compat.torch as xp
        import torch

        family, rng = self.job.check.family, self.job.stream(self.point.config, "extent")
        centre = self.point.row
        moves = rng.standard_normal((AROUND, centre.shape[1]))
        flat = torch.as_tensor(centre + self.distance * (1 + np.abs(centre)) * moves)
        near = family.instances(self.point.config, flat, xp)
        best, moved = self._score(near, flat, ()), list[str]()
        for path in _numbers(near):
            found = self._score(near, flat, [*moved, path])
            if found.accepted.any():
                best, moved = found, [*moved, path]
        return best

    def _score(self, near: Any, flat: Any, moved: Collection[str]) -> Scored:
        import array_api_compat.torch as xp
        import torch

        config, check = self.point.config, experiment(self.job.check, trials=TRIALS)
        rng = self.job.stream(config, "moves")
        with torch.no_grad():
            instance = _moved(near, self.distance, moved, rng)
            found = score(evaluate_claim(check, measure(check, config, instance, flat, xp)))
        return scored_as(flat.numpy(), [found])


def _numbers(record: Any, prefix: str = "") -> Iterator[str]:
    """Yield the paths of the arrays of numbers."""
    for name, value in record_fields(record).items():
        if is_record(value):
            yield from _numbers(value, f"{prefix}{name}.")
        elif hasattr(value, "shape") and value.ndim and value.is_floating_point():
            yield prefix + name


def _moved(
    record: Any, distance: float, paths: Collection[str], rng: np.random.Generator, prefix: str = ""
) -> Any:
    """Return instances with some of their fields moved, each entry by itself."""
    import torch

    changed: dict[str, Any] = {}
    for name, value in record_fields(record).items():
        if is_record(value):
            changed[name] = _moved(value, distance, paths, rng, f"{prefix}{name}.")
        elif prefix + name in paths:
            noise = torch.as_tensor(rng.standard_normal(tuple(value.shape)))
            changed[name] = value + distance * (1 + value.abs()) * noise
    if dataclasses.is_dataclass(record):
        return dataclasses.replace(record, **changed)  # type: ignore[type-var]
    return record._replace(**changed)

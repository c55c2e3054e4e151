"""The surroundings of a finding: do most instances near it break the claim, too?

Latents are only a way to write instances.  Where a decoder saturates, as a clip does, an open set
of latents is a single instance; entries that the latents around do not move are therefore moved by
themselves.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from falsum.decide.in_balls import Answer
from falsum.instances.exact import is_record, record_fields
from falsum.instances.space import Config
from falsum.measure.relations import evaluate_claim
from falsum.measure.slack import score
from falsum.measure.values import measure
from falsum.search.job import Audit
from falsum.search.score import Scored, scored_as
from falsum.search.shrink import Latent, floats
from falsum.search.tally import Finding

AROUND = 96  # instances around a finding
NEAR = (1e-3, 1e-5, 1e-7)  # relative distances at which they are looked for
MOST = 0.5  # share of them that makes a set with interior


def extent(job: Audit, finding: Finding) -> str:
    """Say whether a claim breaks on an open set of instances or only at an edge."""
    if not finding.latent or job.check.family.exact:
        return "discrete"
    share = breaking_around(job, finding.config, finding.latent, finding.decision.answer)
    return "open set" if share is not None and share >= MOST else "edge"


def breaking_around(job: Audit, config: Config, latent: Latent, answer: Answer) -> float | None:
    """Return the greatest share of the instances near by that break, over some distances.

    None says that no instance near by meets the hypotheses.
    """
    shares = [_share(job, config, latent, answer, distance) for distance in NEAR]
    return max((s for s in shares if s is not None), default=None)


def _share(
    job: Audit, config: Config, latent: Latent, answer: Answer, distance: float
) -> float | None:
    scored = _scored(job, config, latent, distance)
    broken = scored.accepted & scored.guarded
    if answer is Answer.VIOLATED:
        broken = scored.violations
    kept = int(scored.accepted.sum())
    return int((broken & scored.accepted).sum()) / kept if kept else None


def _scored(job: Audit, config: Config, latent: Latent, distance: float) -> Scored:
    import array_api_compat.torch as xp
    import torch

    rng, family = job.stream(config, "extent"), job.check.family
    centre = floats([latent])
    moves = rng.standard_normal((AROUND, centre.shape[1]))
    flat = centre + distance * (1 + np.abs(centre)) * moves
    with torch.no_grad():
        near = family.instances(config, torch.as_tensor(flat), xp)
        apart = family.instances(config, torch.as_tensor(rng.standard_normal(flat.shape)), xp)
        moved = _moved(near, apart, distance, rng)
        like = torch.as_tensor(flat)
        once = job.check.drawing(trials=64) if job.check.random else job.check
        found = score(evaluate_claim(once, measure(once, config, moved, like, xp)))
    return scored_as(flat, [found])


def _moved(near: Any, apart: Any, distance: float, rng: np.random.Generator) -> Any:
    """Return instances of which entries that stand still, and elsewhere differ, are moved."""
    import torch

    changed: dict[str, Any] = {}
    others: Mapping[str, Any] = record_fields(apart)
    for name, value in record_fields(near).items():
        if is_record(value):
            changed[name] = _moved(value, others[name], distance, rng)
        elif torch.is_tensor(value) and value.is_floating_point() and value.ndim:
            still = (value == value[:1]).all(dim=0) & ~(others[name] == others[name][:1]).all(dim=0)
            noise = torch.as_tensor(rng.standard_normal(tuple(value.shape)))
            step = distance * (1 + value.abs()) * noise
            changed[name] = torch.where(still, value + step, value)
    if dataclasses.is_dataclass(near):
        return dataclasses.replace(near, **changed)  # type: ignore[type-var]
    return near._replace(**changed)

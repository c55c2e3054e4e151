"""The second screen: latents of which some coordinates are ordinary and others extreme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from falsum import Le, Space, check, family, sizes
from falsum.instances.latents import mixed
from falsum.search.job import Job
from falsum.search.scatter import scatter
from falsum.search.tally import Tally
from falsum.verdict.audit import audit
from tests.cases import stated, y


@dataclass(frozen=True)
class Plateau:
    """A number that is 2 on a corner far out and 0 elsewhere, (batch,)."""

    y: Any


@family(
    space=Space(n=sizes(1, 3)),
    latent=lambda c: dict.fromkeys(("above", "below", "far", "near", "close"), ()),
)
def plateaus(config: Any, z: Any, xp: Any) -> Plateau:
    """Decode 2 where three coordinates are large and two ordinary: flat, so nothing climbs."""
    far = (z.above > 4) & (z.below < -4) & (z.far > 4)
    there = far & (abs(z.near) < 1) & (abs(z.close) < 1)
    return Plateau(xp.where(there, 2 + 0 * z.near, 0 * z.near))


def measure(instance: Plateau) -> dict[Any, Any]:
    """Return the number of the plateau."""
    return {y: instance.y}


flat = [check(stated(Le(y, 1)), plateaus)(measure)]  # in a list, so that it is not collected


def test_a_latent_mixes_ordinary_and_large_coordinates() -> None:
    """Half of the coordinates are simple numbers, the other half between 1 and 100 in size."""
    drawn = np.abs(mixed(np.random.default_rng(0), 1000, 6))
    simple = np.isin(drawn, [0.0, 0.5, 1.0, 2.0])
    assert ((drawn[~simple] >= 1) & (drawn[~simple] <= 100)).all()
    assert 0.4 < simple.mean() < 0.6
    assert (simple.any(axis=1) & ~simple.all(axis=1)).mean() > 0.9


@pytest.mark.parametrize("seed", range(4))
def test_no_seed_misses_a_corner_that_is_far_out_in_some_coordinates(seed: int) -> None:
    """A claim that fails on a plateau with ordinary and extreme coordinates is refuted."""
    assert audit(flat[0], seed=seed)[0].verdict == "refuted"


def test_nothing_is_screened_again_once_there_is_a_finding() -> None:
    """A search that has found something ends."""
    job, tally = Job.begin(flat[0]), Tally()
    scatter(job, tally, np.inf)
    assert len(tally.findings) == 1
    seen = tally.instances
    scatter(job, tally, np.inf)
    assert tally.instances == seen

"""Four ways to look for a counterexample within a time limit, on the same claim and measurement."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import array_api_compat.numpy as numpy_namespace
import numpy as np

from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import PRECISIONS, Answer
from falsum.instances.latents import Floats
from falsum.instances.point import rounded
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.relations import run_trial
from falsum.measure.scores import score
from falsum.search.job import Job
from falsum.search.stages import search
from falsum.search.tally import Tally

from .cases import Case

BOX = 5.0  # baselines look for each latent entry in [-BOX, BOX]
CONFIRMED = 3  # float violations of a batch that balls are asked about


@dataclass(frozen=True)
class Run:
    """What one method achieved on one claim.

    ``sharpness`` is lhs/rhs at the worst instance found, by balls: above 1 the claim is refuted.
    """

    case: str
    method: str
    found: bool
    seconds: float
    instances: int
    sharpness: float

    @property
    def rate(self) -> float:
        """Return instances per second."""
        return self.instances / self.seconds


class _Done(KeyboardInterrupt):
    """Leave a library's loop: it is a KeyboardInterrupt so that no library swallows it."""


@dataclass
class Hunt:
    """One search in progress: scores latents, keeps the worst, and stops when done."""

    check: Check
    config: Config
    deadline: float
    worst: Floats | None = None
    height: float = -np.inf
    found: bool = False

    def slacks(self, flat: Floats) -> Floats:
        """Score a batch (n, dimension); minus one where an instance does not count.

        Raises _Done when a violation is certified or time is up.
        """
        with np.errstate(all="ignore"):
            scores = score(run_trial(self.check, self.config, flat, numpy_namespace))
        valid = (scores.hypotheses <= 0) & np.isfinite(scores.conclusion)
        slack = np.where(valid, scores.conclusion, -1.0)
        top = int(slack.argmax())
        if slack[top] > self.height and slack[top] <= 0:
            self.height, self.worst = float(slack[top]), flat[top]
        for row in np.argsort(-slack)[:CONFIRMED]:
            if slack[row] > 0 and self.certified(flat[row]):
                self.worst, self.found = flat[row], True
                raise _Done
        if time.monotonic() > self.deadline:
            raise _Done
        return slack

    def certified(self, row: Floats) -> bool:
        """Ask the balls whether a latent is a counterexample."""
        decision = decide_latent(self.check, self.config, rounded(row, None), PRECISIONS[:1])
        return decision.answer is Answer.VIOLATED


def by_random(hunt: Hunt, dimension: int) -> None:
    """Draw normal latents in batches."""
    rng = np.random.default_rng(0)
    while True:
        hunt.slacks(rng.standard_normal((4096, dimension)))


def by_evolution(hunt: Hunt, dimension: int) -> None:
    """Run SciPy's differential evolution, vectorised, again and again."""
    from scipy.optimize import differential_evolution

    for seed in range(10**6):
        differential_evolution(
            lambda z: -hunt.slacks(np.ascontiguousarray(z.T)),
            [(-BOX, BOX)] * dimension,
            vectorized=True,
            updating="deferred",
            polish=False,
            seed=seed,
        )


def by_hypothesis(hunt: Hunt, dimension: int) -> None:
    """Write the test that one would write: floats from Hypothesis, guided by ``target``."""
    from hypothesis import HealthCheck, Phase, given, settings, target
    from hypothesis import strategies as st

    number = st.floats(-BOX, BOX, allow_subnormal=False)

    @settings(
        max_examples=10**6,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, Phase.target],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(number, min_size=dimension, max_size=dimension))
    def holds(z: list[float]) -> None:
        target(float(hunt.slacks(np.array([z]))[0]))

    while True:
        holds()


def by_falsum(hunt: Hunt, dimension: int) -> None:
    """Search one configuration as a standard audit does, seed after seed while time is left."""
    for seed in range(10**6):
        job = Job.begin(hunt.check, seed=seed)
        tally = Tally()
        search(job, hunt.config, tally)
        if tally.findings:
            hunt.worst = tally.findings[0].point.floats
            hunt.found = True
            raise _Done
        known = [e for entries in tally.nearest.values() for e in entries if e[0] <= 0]
        for height, row in known:
            if height > hunt.height:
                hunt.height, hunt.worst = height, row
        if time.monotonic() > hunt.deadline:
            raise _Done


METHODS: dict[str, Callable[[Hunt, int], None]] = {
    "falsum": by_falsum,
    "random": by_random,
    "evolution": by_evolution,
    "hypothesis": by_hypothesis,
}


def attack(case: Case, method: str, limit: float) -> Run:
    """Let a method look for a counterexample of a case for at most ``limit`` seconds."""
    check, config, counter = case.check()
    hunt = Hunt(check, config, time.monotonic() + limit)
    started = time.monotonic()
    with contextlib.suppress(_Done):
        METHODS[method](hunt, check.family.dimension(config))
    seconds, instances = time.monotonic() - started, counter.instances
    return Run(case.name, method, hunt.found, seconds, instances, sharpness(hunt))


def sharpness(hunt: Hunt) -> float:
    """Return lhs/rhs at the worst instance, from the slack that balls measure there."""
    if hunt.worst is None:
        return 0.0
    decision = decide_latent(hunt.check, hunt.config, rounded(hunt.worst, None), PRECISIONS[:1])
    slack: Any = decision.slack
    return float((1 + slack) / (1 - slack)) if slack < 1 else float("inf")

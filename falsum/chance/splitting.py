"""Rare events by multilevel splitting: a product of conditional probabilities, stage by stage.

The event is reached through stages 1, ..., m in this order.  Of the objects that enter a stage some
arrive at the next; the probability of the event is the product of the conditional ones.  Where all
objects enter a stage in the same state, the arrivals of that stage are independent trials:
Clopper-Pearson intervals at error/m each hold together (Bonferroni), and so does their product.
Where the entrance states differ, the next stage starts from a sample of them; whole runs are then
replicated, and their spread gives an interval that is only approximate.

Source: Kahn and Harris (1951); Glasserman, Heidelberger, Shahabuddin and Zajic (1999).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from falsum.chance.exactly import Number, count, error_level
from falsum.chance.intervals import Interval, clopper_pearson
from falsum.chance.rare import Rare

States: TypeAlias = NDArray[Any]
Stage: TypeAlias = Callable[[States, int, np.random.Generator], tuple[Any, States]]
"""Takes states (trials, ...), the number of the stage and a generator; returns who arrives at the
next stage, (trials,), and the states there, (trials, ...)."""


def split_at_points(
    stage: Stage,
    start: ArrayLike,
    stages: int,
    rng: np.random.Generator,
    trials: int = 100_000,
    error: Number = 1e-9,
) -> Rare:
    """Enclose the probability of passing all stages when each is entered in a single state.

    Args:
        stage: advances objects through one stage, independently of one another.
        start: the state at the beginning, (...).
        stages: number of stages m.
        rng: source of randomness.
        trials: objects drawn at each stage, fixed beforehand.
        error: probability with which the interval may miss.

    Raises:
        ValueError: two objects enter a stage in different states.
    """
    stages, trials = count(stages, "stages", 1), count(trials, "trials", 1)
    share = error_level(error) / stages
    state, low, high, estimate = np.asarray(start), 1.0, 1.0, 1.0
    for number in range(stages):
        arrived, after = _advance(stage, np.repeat(state[None], trials, axis=0), number, rng)
        arrivals = int(arrived.sum())
        found = clopper_pearson(arrivals, trials, share)
        low = max(0.0, math.nextafter(low * found.lower, 0.0))
        high = min(1.0, math.nextafter(high * found.upper, 1.0))
        estimate *= arrivals / trials
        if not arrivals:
            drawn = trials * (number + 1)
            return Rare(0.0, Interval(0.0, high), True, drawn, f"nothing passed stage {number}")
        state = after[np.argmax(arrived)]
        if (after[arrived] != state).any():
            raise ValueError(
                f"stage {number + 1} is entered in different states; use split_by_replicates"
            )
    return Rare(estimate, Interval(low, high), True, trials * stages, "splitting at single states")


def split_by_replicates(
    stage: Stage,
    start: ArrayLike,
    stages: int,
    rng: np.random.Generator,
    trials: int = 5_000,
    replicates: int = 20,
    error: Number = 0.01,
) -> Rare:
    """Estimate the probability of passing all stages; the interval is approximate.

    Each replicate is unbiased: survivors of a stage are drawn again, with replacement, to make up
    the objects of the next.  The interval is Student's for the mean of the replicates.

    Args:
        stage: advances objects through one stage, independently of one another.
        start: the state at the beginning, (...).
        stages: number of stages.
        rng: source of randomness.
        trials: objects in each stage of each replicate.
        replicates: independent runs, at least 2.
        error: nominal probability with which the interval may miss.
    """
    stages, trials = count(stages, "stages", 1), count(trials, "trials", 1)
    replicates = count(replicates, "replicates", 2)
    level = float(error_level(error))
    runs = np.array([_replicate(stage, start, stages, rng, trials) for _ in range(replicates)])
    estimate, deviation = float(runs.mean()), float(runs.std(ddof=1))
    half = float(student.isf(level / 2, replicates - 1)) * deviation / math.sqrt(replicates)
    interval = Interval(max(0.0, estimate - half), min(1.0, estimate + half))
    drawn = trials * stages * replicates
    return Rare(estimate, interval, False, drawn, f"splitting in {replicates} replicates")


def _replicate(
    stage: Stage, start: ArrayLike, stages: int, rng: np.random.Generator, trials: int
) -> float:
    states = np.repeat(np.asarray(start)[None], trials, axis=0)
    estimate = 1.0
    for number in range(stages):
        arrived, after = _advance(stage, states, number, rng)
        if not arrived.any():
            return 0.0
        estimate *= float(arrived.mean())
        states = rng.choice(after[arrived], size=trials, axis=0)
    return estimate


def _advance(
    stage: Stage, states: States, number: int, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], States]:
    arrived, after = stage(states, number, rng)
    arrived = np.asarray(arrived, dtype=np.bool_)
    if arrived.shape != states.shape[:1] or after.shape[:1] != states.shape[:1]:
        raise ValueError(
            f"the stage returned shapes {arrived.shape} and {after.shape} for states of shape "
            f"{states.shape}; return who arrives (trials,) and the states (trials, ...)"
        )
    return arrived, after


@dataclass(frozen=True)
class WalkStages:
    """Stages of an integer walk: it climbs to each level in turn before it falls to the floor.

    The state is (position, time).  Without a horizon the time stays 0, so that a walk that goes up
    by at most one step enters each level in a single state.

    Attributes:
        increments: the distinct integers that a step may add.
        weights: their probabilities.
        levels: increasing levels, one for each stage.
        floor: position at which the walk is lost, below the start.
        horizon: number of steps after which it is lost, or None.
    """

    increments: Sequence[int]
    weights: Sequence[float]
    levels: Sequence[int]
    floor: int
    horizon: int | None = None

    def __call__(
        self, states: States, stage: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.bool_], States]:
        """Walk until each object is at the level of the stage or lost."""
        level = self.levels[stage]
        moves, edges = np.asarray(self.increments), np.cumsum(np.asarray(self.weights))[:-1]
        states = states.copy()
        on = self._under_way(states, level)
        while on.size:
            drawn = moves[np.searchsorted(edges, rng.random(on.size), side="right")]
            states[on, 0] += drawn
            states[on, 1] += self.horizon is not None
            on = on[self._going(states[on], level)]
        return states[:, 0] >= level, states

    def _under_way(self, states: States, level: int) -> NDArray[np.intp]:
        return np.flatnonzero(self._going(states, level))

    def _going(self, states: States, level: int) -> NDArray[np.bool_]:
        going = (states[:, 0] < level) & (states[:, 0] > self.floor)
        return going if self.horizon is None else going & (states[:, 1] < self.horizon)

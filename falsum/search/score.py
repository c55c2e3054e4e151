"""Score latents: a whole batch in floats on any device, or one exact instance after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from falsum.chance.reach import below
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import PRECISIONS, Answer, Decision
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import draws_of
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import Scores, score
from falsum.measure.singular import measured_batch
from falsum.measure.slack import FAINT, ROUNDING
from falsum.measure.values import Measured
from falsum.search.job import Job

BLOCK = 16384  # instances evaluated at once: what a processor's cache likes
VALUES = 2**25  # latent entries evaluated at once, at most
TRIALS = 2**16  # trials of all instances evaluated at once
EDGES = 8  # instances at the edge of the hypotheses that balls look at, the worst first
LOW = 8  # times the least failure probability that trials can decide
ROWS = ("flat", "slack", "missed", "guarded", "edge", "levels", "faint", "idle")
WITHIN = (Answer.HOLDS, Answer.VIOLATED, Answer.UNDEFINED, Answer.CHANCE)  # hypotheses hold


class DeviceError(RuntimeError):
    """Raise when the device asked for is not there."""


@dataclass(frozen=True)
class Scored:
    """Latents (n, dimension) with the conclusion's slack and the worst hypothesis's, each (n,).

    ``guarded`` marks where the claim's own expression is undefined, and ``edge`` where floats
    cannot tell whether a hypothesis is met: a search may go there, but nothing counts before balls
    have settled it.  ``levels`` (n, 2) are the failure probability that each allows and the least
    one that trials can decide there, NaN where no trials do, and ``faint`` marks where those of the
    search fail too seldom to refute anything: such instances rank behind all others.  ``idle``
    marks where the conclusion is met trivially.
    """

    flat: Floats
    slack: Floats
    missed: Floats
    guarded: NDArray[np.bool_]
    edge: NDArray[np.bool_]
    levels: Floats
    faint: NDArray[np.bool_]
    idle: NDArray[np.bool_]
    strict: bool = False

    @property
    def accepted(self) -> NDArray[np.bool_]:
        """Tell which instances meet every hypothesis as far as floats can say."""
        return self.missed <= ROUNDING

    @property
    def violations(self) -> NDArray[np.bool_]:
        """Tell which accepted instances break the conclusion in floats."""
        broken = self.slack >= 0 if self.strict else self.slack > 0
        broken = broken | (self.faint & (self.slack > FAINT - 1))
        return np.asarray(self.accepted & broken)

    @property
    def beyond(self) -> NDArray[np.bool_]:
        """Tell where less is allowed to fail than trials can decide."""
        return np.asarray(below(self.levels[:, 0], self.levels[:, 1]))

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """Tell which accepted instances floats could not evaluate."""
        return np.asarray(self.accepted & ~np.isfinite(self.slack))

    @property
    def open(self) -> NDArray[np.bool_]:
        """Tell which accepted instances could have shown a violation."""
        known = self.accepted & np.isfinite(self.slack)
        return np.asarray(known & ~self.idle)

    @property
    def low(self) -> NDArray[np.bool_]:
        """Tell where hardly more is allowed to fail than trials can decide."""
        allowed, told = self.levels[:, 0], self.levels[:, 1]
        return np.asarray((allowed >= told) & (allowed <= LOW * told))

    def take(self, rows: NDArray[np.int64]) -> Scored:
        """Return some of the latents with their scores."""
        return replace(self, **{name: getattr(self, name)[rows] for name in ROWS})

    def joined(self, other: Scored) -> Scored:
        """Return the latents and scores of both."""
        both: dict[str, Any] = {
            name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in ROWS
        }
        return replace(self, **both)

    def order(self) -> NDArray[np.int64]:
        """Return the accepted instances, the worst first; undefined ones come last."""
        keys = np.where(self.accepted & np.isfinite(self.slack), -self.slack, np.inf)
        ranked = np.argsort(keys, kind="stable")
        return ranked[: int(np.isfinite(keys).sum())]

    def broken(self) -> NDArray[np.int64]:
        """Return the float violations, the worst first."""
        ranked = self.order()
        return ranked[self.violations[ranked]]

    @staticmethod
    def spread(ranked: NDArray[np.int64], count: int = 6) -> list[int]:
        """Return ``count`` of the ranked instances: the first, then some further and further down.

        Where floats cancel, the first are rounding errors and the true ones come after them.
        """
        places = [0, *(len(ranked) >> halvings for halvings in range(2 * count - 2, 1, -2))]
        return [int(ranked[place]) for place in dict.fromkeys(places) if place < len(ranked)]


def torch_device(name: str) -> Any:
    """Return the torch device ``name``.

    Raises DeviceError when it is not available.
    """
    import torch

    try:
        device = torch.device(name)
    except RuntimeError:
        raise DeviceError(f"device {name!r} is unknown; write cpu, cuda or cuda:N") from None
    if device.type == "cuda" and not torch.cuda.is_available():
        raise DeviceError(f"device {name!r} was asked for, but this machine has no CUDA; use cpu")
    return device


def score_latents(check: Check, config: Config, flat: Floats, device: str = "cpu") -> Scored:
    """Score latents of shape (n, dimension) in blocks."""
    if not check.kind.together:
        return _score_exactly(
            config, flat, lambda point: decide_latent(check, config, point.latent, PRECISIONS[:1])
        )
    import torch

    with torch.no_grad():
        pieces = [
            score(evaluate_claim(check, measured))
            for measured in measured_blocks(check, config, flat, device)
        ]
    return scored_as(flat, pieces)


def score_batch(job: Job, config: Config, flat: Floats) -> Scored:
    """Score latents where the job computes; of exact instances it remembers what was decided."""
    if not job.check.kind.together:
        return _score_exactly(config, flat, lambda point: job.decide(point, PRECISIONS[:1]))
    return score_latents(job.check, config, flat, job.device)


def scored_as(flat: Floats, pieces: Sequence[Scores]) -> Scored:
    """Join the scores of consecutive blocks of latents on the host."""
    slack, missed, guarded, edge, levels, faint, idle = (
        np.concatenate([getattr(piece, name).cpu().numpy() for piece in pieces])
        for name in ("conclusion", "hypotheses", "guarded", "edge", "levels", "faint", "idle")
    )
    return Scored(flat, slack, missed, guarded, edge, levels, faint, idle, pieces[0].strict)


def settled(job: Job, config: Config, scored: Scored) -> Scored:
    """Let balls decide the worst instances at the edge of the hypotheses; the rest stays outside.

    One that certainly meets every hypothesis is accepted from then on.
    """
    rows = np.flatnonzero(scored.edge)
    if not len(rows):
        return scored
    heights = np.where(np.isfinite(scored.slack[rows]), scored.slack[rows], 2.0)
    missed, edge = scored.missed.copy(), scored.edge.copy()
    for n in rows[np.argsort(-heights, kind="stable")[:EDGES]]:
        point = Point.of(config, scored.flat[n])
        answer = job.decide_without_trials(point, PRECISIONS[:1]).answer
        if answer in WITHIN:
            missed[n], edge[n] = 0.0, False
    return replace(scored, missed=missed, edge=edge)


def measured_blocks(
    check: Check, config: Config, flat: Floats, device: str = "cpu"
) -> Iterator[Measured]:
    """Decode and measure latents of shape (n, dimension), a cache-sized block at a time."""
    import array_api_compat.torch as xp
    import torch

    where = torch_device(device)
    whole = max(1, min(BLOCK, VALUES // max(1, flat.shape[1])))
    start, block = 0, whole if check.kind.decided else max(1, TRIALS // draws_of(check).trials)
    while not start or start < flat.shape[0]:
        batch = torch.as_tensor(flat[start : start + block], device=where)
        measured = measured_batch(check, config, batch, xp)
        yield measured
        start, block = start + block, whole if measured.sample is None else block


def _score_exactly(config: Config, flat: Floats, decide: Callable[[Point], Decision]) -> Scored:
    slacks, missed = np.full(len(flat), np.nan), np.full(len(flat), -1.0)
    guarded, idle = np.zeros((2, len(flat)), dtype=np.bool_)
    for n, row in enumerate(flat):
        decision = decide(Point.of(config, row))
        slacks[n] = decision.slack
        if decision.answer is Answer.REJECTED:
            missed[n] = 1.0
        elif decision.answer is Answer.HOLDS:
            slacks[n] = min(decision.ranked, 0.0)
        elif decision.answer is Answer.VIOLATED:  # also at equality, where < fails with slack 0
            slacks[n] = np.fmax(decision.slack, np.finfo(np.float64).tiny)
        guarded[n], idle[n] = decision.answer is Answer.UNDEFINED, decision.idle
    never, levels = np.zeros_like(guarded), np.full((len(flat), 2), np.nan)
    return Scored(flat, slacks, missed, guarded, never, levels, never, idle)

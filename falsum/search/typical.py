"""Typical counterexamples: the ones that persuade, of ordinary sizes, visible, of small numbers.

They are ranked by whether the violation is visible, whether what is counted is more than one, how
many numbers are at an edge (zero, or far from 1, or a hypothesis that is barely met), and how long
they are to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from falsum.decide.in_balls import FOUND, Answer, Decision
from falsum.instances.exact import arrays_of
from falsum.instances.latents import Floats
from falsum.instances.point import Latent, Point, coarser, floats
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.records.chance import ChanceRecord
from falsum.search.charity import ORDINARY, largest
from falsum.search.job import Job
from falsum.search.ordinary import breaking
from falsum.search.score import Scored, measured_blocks, score_batch
from falsum.search.shrink import written_length
from falsum.search.tally import Finding
from falsum.statement.fold import fold
from falsum.statement.symbols import Role

PROBABILITY = "probability"  # what a record of chances calls one
VISIBLE = 0.03  # relative size of a violation that anybody sees
FAR = 1e3  # numbers beyond this, or below its inverse, are not ordinary
BARELY = 1e-6  # slack of a hypothesis that is met with hardly any room
TRIED, FEW = 10, 3  # violations that are put before balls; where trials decide
ROUNDINGS = (1, 2, 4, 10, 100, None)
TENTHS = 6  # decimals of a slack that count where no violation is visible
STEPS = 24  # of shortening
SIMPLE = tuple(Fraction(v) for v in ("1", "-1", "1/2", "-1/2", "2", "-2", "3", "-3"))


@dataclass(frozen=True)
class Reading:
    """A claim as it is printed, ``literal``, and the job of attacking it as it is read."""

    literal: Job
    job: Job

    def breaks(self, point: Point) -> Finding | None:
        """Return how the printed claim breaks at a point that breaks it as it is read, too."""
        read = self.job.decide(point).answer
        if read not in FOUND or not self.job.refutes(point):
            return None
        printed = Finding.of(self.literal, point)
        same = printed.decision.answer is read and self.literal.refutes(point)
        return printed if same else None


@dataclass(frozen=True)
class Typical:
    """A certified counterexample with the decision of the printed claim, and its rank."""

    finding: Finding
    rank: tuple[Any, ...]

    @property
    def point(self) -> Point:
        """Return the point that it is found at."""
        return self.finding.point

    @property
    def decision(self) -> Decision:
        """Return what balls say of the printed claim there."""
        return self.finding.decision

    @property
    def margin(self) -> float:
        """Return the relative size of the violation; a claim that is undefined is all wrong."""
        if self.decision.answer is Answer.UNDEFINED:
            return 1.0
        return missed_by(self.decision.slack, self.decision.chance)

    @property
    def order(self) -> tuple[Any, ...]:
        """Return the sort key: visible ones first, then the larger violation, then the rank."""
        visible = self.margin >= VISIBLE
        return not visible, 0.0 if visible else -round(self.margin, TENTHS), self.rank


def missed_by(slack: float, known: ChanceRecord | None) -> float:
    """Return the relative size of a violation; of a probability, by how much it is missed."""
    if known is not None and known.quantity == PROBABILITY:
        return known.claimed - known.estimate
    return slack


def best_at(reading: Reading, config: Config, rows: Sequence[Latent] | Floats) -> list[Typical]:
    """Return certified counterexamples among roundings of some latents, the most typical first."""
    job, random = reading.job, not kind_at(reading.job.check, config).decided
    rounds = ROUNDINGS[3:] if random else ROUNDINGS
    many = [_exactly(row) for row in rows]
    latents = list(dict.fromkeys(_rounded(row, q) for row in many for q in rounds))
    found = []
    for latent, rank in _ranked(job, config, latents)[: FEW if random else TRIED]:
        finding = reading.breaks(Point(config, latent))
        if finding is not None:
            found.append(Typical(finding, rank))
    if found and not random:
        found.append(_shortened(reading, min(found, key=lambda t: t.order)))
    return sorted(found, key=lambda t: t.order)


def _exactly(row: Any) -> Latent:
    return tuple(v if isinstance(v, Fraction) else Fraction(float(v)) for v in row)


def _rounded(row: Latent, denominator: int | None) -> Latent:
    return row if denominator is None else coarser(row, denominator)


def _rows(latents: Sequence[Latent]) -> Floats:
    return np.stack([floats(latent) for latent in latents])


def _ranked(
    job: Job, config: Config, latents: Sequence[Latent]
) -> list[tuple[Latent, tuple[Any, ...]]]:
    """Return the latents that break the claim in floats with their ranks, the best first."""
    if not latents:
        return []
    scored = score_batch(job, config, _rows(latents))
    broken = breaking(scored)
    keys = _keys(job, config, latents, scored)
    kept = [(latents[n], keys[n]) for n in range(len(latents)) if broken[n]]
    return sorted(kept, key=lambda entry: (entry[1], entry[0]))


def _keys(
    job: Job, config: Config, latents: Sequence[Latent], scored: Scored
) -> list[tuple[Any, ...]]:
    """Return the rank of each latent: the least is the most typical."""
    invisible = ~(scored.guarded | (scored.slack >= VISIBLE))
    edges = _edges(job, config, latents) + (scored.missed > -BARELY)
    lengths = written_length(job.check, config, latents)
    end = largest(job.check.family.space, config)
    sizes = job.check.family.space.rank(config)
    faint = np.where(invisible, -np.round(scored.slack, TENTHS), 0.0)
    single = _single(job, config, latents)
    return [
        (
            bool(invisible[n]),
            float(faint[n]),
            bool(single[n]),
            end,
            int(edges[n]),
            sizes,
            float(lengths[n]),
        )
        for n in range(len(latents))
    ]


def _single(job: Job, config: Config, latents: Sequence[Latent]) -> Any:
    """Tell of which instances a count is less than 2, such as a single step.

    A number of steps that is printed as 1/14 is one step to a charitable reader, and no example.
    """
    counts = [s for s in job.check.claim.of_role(Role.DEFINED) if s.counts]
    single = np.zeros(len(latents), dtype=np.bool_)
    if not counts or not job.check.kind.together:
        return single
    start = 0
    for measured in measured_blocks(job.check, config, _rows(latents), job.device):
        block = single[start : start + len(measured.like)]
        for count in counts:
            block |= np.asarray(fold(count, measured.algebra()).array.cpu()) < ORDINARY
        start += len(block)
    return single


def _edges(job: Job, config: Config, latents: Sequence[Latent]) -> Any:
    """Count what is special of each instance: a number that is zero, or of no ordinary size.

    So is an array of equal numbers, or of equal rows, and one that is there twice.
    """
    count = np.zeros(len(latents), dtype=np.int64)
    if not job.check.kind.together:
        return count + [sum(v == 0 for v in latent) for latent in latents]
    import array_api_compat.torch as xp
    import torch

    instance = job.check.family.instances(config, torch.as_tensor(_rows(latents)), xp)
    arrays = [a.to(torch.float64).numpy() for a in arrays_of(instance)]
    count += sum(_alike(a) for a in arrays if a.ndim > 2 and a.shape[1] > 1)
    flat = [a.reshape(len(latents), -1) for a in arrays]
    for place, array in enumerate(flat):
        sizes = np.abs(array)
        count += ((sizes < 1 / FAR) | (sizes > FAR)).sum(axis=1)
        if array.shape[1] > 1:
            count += _alike(array)
        for other in flat[:place]:
            if array.shape == other.shape:
                count += (array == other).all(axis=1)
    return count


def _alike(array: Floats) -> Any:
    """Tell of which instances all rows of an array are equal, or all its numbers."""
    same: Any = (array == array[:, :1]).reshape(len(array), -1)
    return same.all(axis=1)


def _shortened(reading: Reading, found: Typical) -> Typical:
    """Shorten a typical counterexample, one coordinate at a time, as long as its rank falls."""
    job, config, refused = reading.job, found.point.config, set[Latent]()
    for _ in range(STEPS):
        proposals = [p for p in _simpler(found.point.latent) if p not in refused]
        shorter = None
        for latent, rank in _ranked(job, config, proposals)[:FEW]:
            finding = reading.breaks(Point(config, latent)) if rank < found.rank else None
            if finding is not None:
                shorter = Typical(finding, rank)
                break
            refused.add(latent)
        if shorter is None or shorter.order >= found.order:
            return found
        found = shorter
    return found


def _simpler(latent: Latent) -> Iterator[Latent]:
    """Yield latents that differ in one coordinate, which is a shorter number and none is zero."""
    for place, value in enumerate(latent):
        options = {*SIMPLE, *(value.limit_denominator(q) for q in (1, 2, 4, 10) if value)}
        for option in sorted(options - {value, Fraction(0)}):
            yield (*latent[:place], option, *latent[place + 1 :])

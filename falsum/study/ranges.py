"""Ranges: which values of each parameter has a search tried?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import score
from falsum.measure.values import Measured
from falsum.records.studies import RangeRecord
from falsum.search.job import Job
from falsum.search.score import measured_blocks, scored_as
from falsum.search.stages import configurations, screen
from falsum.statement.symbols import Role

DIGITS = 6
FEW = 4  # trials, where they decide nothing


def ranges(job: Job) -> list[RangeRecord]:
    """Return the ends of each parameter over the screens of an audit, hypotheses met."""
    if not job.check.kind.together:
        return []
    job = replace(job, check=experiment(job.check, trials=FEW))
    ends: dict[str, tuple[float, float]] = {}
    for config in configurations(job):
        flat = screen(job, config, job.budget.screen // 4).flat
        for measured in measured_blocks(job.check, config, flat, job.device):
            _count(job.check, measured, ends)
    return [RangeRecord(name, *map(_short, ends[name])) for name in sorted(ends)]


def _count(check: Check, measured: Measured, ends: dict[str, tuple[float, float]]) -> None:
    """Widen the ends by a batch."""
    met = scored_as(measured.like.cpu().numpy(), [score(evaluate_claim(check, measured))]).accepted
    for symbol in check.claim.of_role(Role.PARAMETER):
        values = np.asarray(measured.values[symbol], dtype=np.float64)
        if values.ndim:
            values = values[met] if len(values) == len(met) else values
        values = values[np.isfinite(values)]
        if values.size and met.any():
            low, high = ends.get(symbol.name, (np.inf, -np.inf))
            ends[symbol.name] = min(low, float(values.min())), max(high, float(values.max()))


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")

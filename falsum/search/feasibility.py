"""Vacuity: can any object meet the hypotheses?

When an audit meets no admissible instance, the hypotheses themselves become the target: the search
minimises the worst of their slacks.  What it finds is screened like any other instance; what it
does not find proves nothing.
"""

from __future__ import annotations

import numpy as np

from falsum.search.climb import adapt, ascend
from falsum.search.job import Job
from falsum.search.score import score_batch
from falsum.search.stages import configurations, screen, search
from falsum.search.tally import Tally

AIM = "hypotheses"
STEPS = 120
STARTS = 48


def seek(job: Job, tally: Tally) -> float:
    """Look for instances that meet the hypotheses, and search around those that do.

    Returns the least slack of the hypotheses that was reached; above 0 none was met.
    """
    least = np.inf
    for config in configurations(job):
        scored = screen(job, config, job.budget.screen)
        reached = scored
        if job.check.kind.continuous and scored.flat.shape[1]:
            flat = scored.flat[np.argsort(scored.missed)[:STARTS]]
            rng = job.stream(config, "feasibility")
            flat = ascend(job, config, flat, STEPS, rng, towards=AIM)
            nearest = flat[np.argsort(score_batch(job, config, flat).missed)]
            tried = adapt(job, config, nearest[0], STEPS, rng, towards=AIM)
            reached = score_batch(job, config, np.concatenate([flat, tried]))
        least = min(least, float(np.nanmin(reached.missed, initial=np.inf)))
        if reached.accepted.any():
            search(job, config, tally, reached.flat[reached.accepted])
    return least

"""Informativeness: how often does a claim say anything?

A bound on a probability says nothing at 1, and one on a gradient nothing where it exceeds what
every gradient meets.  A claim names the relation under which it says nothing as ``trivial``; one
that holds with a probability says nothing where that is 0.  The share of ordinary random instances
about which it says something is no verdict, but a claim that is true for want of content shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from falsum import balls
from falsum.decide.in_balls import PRECISIONS, Answer, judge
from falsum.instances.exact import point_array
from falsum.instances.latents import latents
from falsum.instances.point import rounded
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.relations import Trial, evaluate_claim
from falsum.measure.scores import score
from falsum.measure.values import Measured, measure
from falsum.search.job import Job
from falsum.search.score import Scored, measured_blocks, scored_as
from falsum.search.stages import configurations
from falsum.statement.claim import Hypothesis, always, says_nothing
from falsum.statement.symbols import Role, symbols_of

COUNT = 512  # random instances of each configuration


def informative(job: Job) -> float | None:
    """Return the share of random admissible instances about which the claim says anything.

    None means that the claim has no trivial bound, or that no random instance met its hypotheses.
    """
    check = job.check
    relation = says_nothing(check.claim)
    if relation is None:
        return None
    certain = [h for h in check.claim.hypotheses if not _chosen(h)]
    empty = replace(
        check.claim, conclusion=relation, hypotheses=certain, quantifier=always, trivial=None
    )
    told = [answers(job, check.variant(empty), config) for config in configurations(job)]
    known = np.concatenate(told)
    return float(known.mean()) if len(known) else None


def _chosen(assumed: Hypothesis) -> bool:
    """Tell whether a hypothesis speaks of what is chosen after the draw."""
    if assumed.granted:
        return False
    return any(s.role is Role.CHOSEN for s in symbols_of(assumed.relation))


def answers(job: Job, empty: Check, config: Config) -> NDArray[np.bool_]:
    """Tell for each random admissible instance whether it breaks the relation of ``empty``."""
    rng, still = job.stream(config, "informative"), job.check.family.still(config)
    if not job.check.kind.together:
        flat = job.check.kind.ordinary(rng, COUNT, still)
        return np.fromiter(_exactly(job.check, empty, config, flat), dtype=np.bool_)
    import torch

    flat, once = (
        latents(rng, COUNT, still),
        experiment(job.check, trials=1),
    )  # no trial matters here
    with torch.no_grad():
        pieces = [
            score(_trial(empty, measured))
            for measured in measured_blocks(once, config, flat, job.device)
        ]
    scored: Scored = scored_as(flat, pieces)
    known = scored.accepted & np.isfinite(scored.slack)
    return np.asarray(scored.violations[known])


def _exactly(check: Check, empty: Check, config: Config, flat: Any) -> Iterator[bool]:
    for row in flat:
        point = point_array(rounded(row, None))
        with balls.precision(PRECISIONS[0]):
            instance = check.family.instances(config, point, balls.namespace)
            measured = measure(check, config, instance, point, balls.namespace)
            found = judge(_trial(empty, measured), PRECISIONS[0]).answer
        if found in (Answer.HOLDS, Answer.VIOLATED):
            yield found is Answer.VIOLATED


def _trial(empty: Check, measured: Measured) -> Trial:
    """Evaluate the trivial relation, which no chance enters, on a measured batch.

    Hypotheses about what is measured of each outcome are left to the family.
    """
    random = set(measured.axes)
    certain = {s: value for s, value in measured.values.items() if s not in random}
    known = [h for h in empty.claim.hypotheses if h.granted or not _speaks_of(h.relation, random)]
    sure = empty.variant(replace(empty.claim, hypotheses=known))
    return evaluate_claim(sure, Measured(measured.xp, measured.like, measured.instance, certain))


def _speaks_of(relation: Any, symbols: set[Any]) -> bool:
    return bool(relation.free_symbols & symbols)

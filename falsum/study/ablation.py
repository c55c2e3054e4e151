"""Ablation: which hypotheses does a claim need?

Each hypothesis is dropped in turn and the claim attacked without it, on instances that the family
relaxes accordingly, or on its own instances where those already break the hypothesis now and then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from falsum.evidence.describe import describe_instance
from falsum.measure.drawing import kind_at
from falsum.records.described import Instance
from falsum.records.studies import HypothesisRecord
from falsum.search.budget import PROFILES, SHORT
from falsum.search.job import Job
from falsum.search.shrink import simplify
from falsum.search.stages import configurations, screen, search
from falsum.search.tally import Tally
from falsum.statement.claim import Hypothesis
from falsum.statement.mutants import without

CONFIGURATIONS = 3


@dataclass(frozen=True)
class Needed:
    """Whether dropping a hypothesis breaks the claim; None when the family cannot drop it."""

    needed: bool | None
    instance: Instance | None = None


def ablate(job: Job, hypothesis: Hypothesis) -> Needed:
    """Attack a job's claim without one of its hypotheses."""
    relaxed = job.check.family.without(hypothesis.name)
    whole = job.within(replace(PROFILES["standard"], **_short()))
    if relaxed is not None:
        whole = whole.of(replace(job.check, family=relaxed))
    dropped = whole.variant(without(job.check.claim, hypothesis.name))
    free = 0
    for config in configurations(dropped):
        tally = Tally()
        search(dropped, config, tally)
        if tally.findings:
            found = tally.findings[0]
            if kind_at(dropped.check, config).decided:
                found = simplify(dropped, found)
            return Needed(True, describe_instance(dropped.check, found))
        free += int((~screen(whole, config, 256).accepted).sum())
    return Needed(False if free else None)


def _short() -> dict[str, int]:
    return {
        "configurations": CONFIGURATIONS,
        "screen": 1024,
        "starts": SHORT.starts,
        "climb": SHORT.climb,
        "evolve": SHORT.evolve,
    }


def ablations(job: Job) -> list[HypothesisRecord]:
    """Drop every hypothesis in turn and record what came of it."""
    records = []
    for assumed in job.check.claim.hypotheses:
        result = ablate(job, assumed)
        records.append(
            HypothesisRecord(assumed.name, not assumed.granted, result.needed, result.instance)
        )
    return records

"""The instances near a violation that fresh trials decide once a search has found none."""

from __future__ import annotations

import numpy as np

from falsum.decide.in_balls import Answer
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.records.chance import ReachRecord
from falsum.records.chance_sentences import decided_levels
from falsum.search.job import Job
from falsum.search.score import score_batch
from falsum.search.tally import Finding, Tally

CONTENDERS = 4  # instances near the worst in the search's trials, compared by fresh ones


def contenders(
    job: Job, tally: Tally, closest: dict[Config, tuple[float, Floats]]
) -> list[Finding]:
    """Decide the nearest instance of the configurations that come nearest in the search's trials.

    Where a measurement gives a finite law at some sizes, these are decided besides.  Of what trials
    decide, instances that allow as much to fail as trials can see come first.
    """
    if job.check.kind.decided:
        return []
    some: list[Finding] = []
    drawn: list[tuple[bool, Point]] = []
    for config in sorted(closest, key=lambda c: -closest[c][0])[: 4 * CONTENDERS]:
        row, seen = _within_reach(job, config, [closest[config], *tally.nearest[config]])
        point = Point.of(config, row)
        decision = job.decide_without_trials(point)
        if decision.answer is Answer.CHANCE:
            drawn.append((seen, point))
        else:
            some.append(Finding(point, decision))
    drawn.sort(key=lambda entry: not entry[0])
    return some[:CONTENDERS] + [Finding.of(job, point) for _, point in drawn[:CONTENDERS]]


def _within_reach(
    job: Job, config: Config, entries: list[tuple[float, Floats]]
) -> tuple[Floats, bool]:
    """Return the nearest instance that trials can decide, or the nearest; and which it is."""
    first = entries[0][1]
    ranked = sorted(entries[1:], key=lambda entry: -entry[0])
    rows = [first, *(row for height, row in ranked if np.isfinite(height))]
    beyond = score_batch(job, config, np.array(rows)).beyond
    place = int(np.flatnonzero(~beyond)[0]) if not beyond.all() else 0
    return rows[place], not beyond[place]


def confront(job: Job, tally: Tally) -> None:
    """Let fresh trials decide the nearest instances and one of the least decidable levels.

    The search's trials are few: what they let pass by luck, fresh ones may refute.
    """
    if tally.findings or job.check.kind.decided:
        return
    known = {c: [e for e in entries if np.isfinite(e[0])] for c, entries in tally.nearest.items()}
    closest = {c: max(some, key=lambda e: e[0]) for c, some in known.items() if some}
    decided = contenders(job, tally, closest)
    low = max(tally.lowest, key=lambda c: tally.lowest[c][0], default=None)
    if low is not None:
        decided.append(Finding.of(job, Point.of(low, tally.lowest[low][1])))
    for found in decided:
        if found.decision.answer is Answer.VIOLATED and job.refutes(found.point):
            tally.findings.append(found)
            return


def reached(job: Job, tally: Tally) -> ReachRecord | None:
    """Return which failure probabilities trials could decide, None where no trials did."""
    levels = tally.levels
    if not np.isfinite(levels.low):
        return None
    spending = job.check.draws.spending
    allowed = decided_levels(known for known, _ in spending.known.values())
    return ReachRecord(
        decidable=levels.decidable if np.isfinite(levels.decidable) else None,
        least=levels.low,
        greatest=levels.high,
        beyond=levels.beyond,
        decisions=len(allowed),
        decided=(min(allowed), max(allowed)) if allowed else None,
    )

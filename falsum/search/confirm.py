"""What balls say of what floats propose: findings, what they clear, and what they leave open."""

from __future__ import annotations

import numpy as np

from falsum.decide.in_balls import FOUND, PRECISIONS, Answer
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.search.job import Job
from falsum.search.score import Scored
from falsum.search.shrink import certify
from falsum.search.tally import Finding, Tally

TIE = 2.0**-20  # a slack so near to equality is worth the highest precision


def reconsider(job: Job, tally: Tally) -> None:
    """Put the nearest instances before the balls where floats proved unreliable.

    Many rounding errors of large slack may hide a true violation of a smaller one.
    """
    if tally.findings or not (tally.artefacts or tally.undecided):
        return
    for config, entries in tally.nearest.items():
        if not kind_at(job.check, config).decided:
            continue
        for height, row in entries:
            if height < 0:
                continue
            found = Finding.of(job, Point.of(config, row))
            if found.decision.answer in FOUND and job.refutes(found.point):
                tally.findings.append(found)
                return


def confirm(job: Job, config: Config, tally: Tally) -> None:
    """Put before the balls the instance nearest to a violation among those that floats let pass.

    A violation smaller than a rounding error is an equality to floats, and what cancels in floats
    may be far from what is measured.  Instances that balls reject are forgotten.  An equality that
    holds may hide others that do not.
    """
    if not job.check.kind.decided:
        return
    passed = [entry for entry in tally.nearest.get(config, ()) if entry[0] <= 0]
    passed.sort(key=lambda entry: entry[0])
    for height, row in reversed(passed):
        found, tied = Finding.of(job, Point.of(config, row)), height > -TIE
        answer = found.decision.answer
        if answer is Answer.REJECTED:
            tally.forget(config, row)
            continue
        if answer in FOUND and job.refutes(found.point):
            tally.findings.append(found)
        elif answer is Answer.UNDECIDED:
            tally.leave(found.decision, tied)
        else:
            tally.confirmed += 1
            if tied:
                _look_further(
                    job, config, tally, [r for h, r in passed if h > -TIE and r is not row]
                )
        return


def _look_further(job: Job, config: Config, tally: Tally, ties: list[Floats]) -> None:
    """Put further equalities of floats before the balls, at precisions that cost little."""
    for row in ties:
        point = Point.of(config, row)
        decision = job.decide_without_trials(point, PRECISIONS[:2])
        if decision.answer in FOUND and job.refutes(point):
            tally.findings.append(Finding(point, decision))
            return


def blame(job: Job, config: Config, scored: Scored, tally: Tally) -> None:
    """Name the hypotheses that the first rejected instances miss, decided in balls."""
    for row in scored.flat[~scored.accepted][:2]:
        decision = job.decide_without_trials(Point.of(config, row))
        if decision.answer is Answer.REJECTED:
            tally.rejected_by[decision.reason] += 1


def examine(job: Job, config: Config, scored: Scored, tally: Tally) -> None:
    """Put before the balls: the worst float violations, and what floats could not evaluate.

    Of the latter, instances where the claim's own expression is undefined come first; of the rest
    one is enough, for balls know no overflow but share a measurement's horizon.
    """
    broken = scored.broken()
    worst = scored.spread(broken, job.budget.certify)
    if not job.check.claim.quantifier.kind.refuted_by_one:
        worst += [int(n) for n in broken[: -job.budget.certify - 1 : -1]]  # no saturated ones
    undefined = np.flatnonzero(scored.accepted & scored.guarded)[: job.budget.certify]
    unknown = np.flatnonzero(scored.unknown & ~scored.guarded)[:1]
    for n in dict.fromkeys([*worst, *undefined]):
        found = certify(job, Point.of(config, scored.flat[n]), FOUND)
        if found.decision.answer in FOUND:
            if job.refutes(found.point):
                tally.findings.append(found)
                return
            tally.unshown += job.unsettled(found.point)
        tally.clear(found.decision, doubtful=n in worst or found.decision.perhaps_undefined)
    for n in unknown:
        found = Finding.of(job, Point.of(config, scored.flat[n]), PRECISIONS[:1])
        if found.decision.answer in FOUND and job.refutes(found.point):
            tally.findings.append(found)

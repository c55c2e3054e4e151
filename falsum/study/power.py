"""Power: which planted errors a claim's own search would have noticed.

The instances that an ordinary audit scores are scored again under each mutant; one that escapes
them is searched for, in one climb for all.  What came of dropping a hypothesis is taken from
ablation.  An escaped mutant either shows a weak search or is itself true.  So mutants leave the
count that certainly follow from the claim, that are proved, or that are nowhere stronger than the
claim on the instances scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from falsum.prove import Proof, prove
from falsum.records.evidence import Start
from falsum.records.studies import HypothesisRecord, PowerRecord
from falsum.search.budget import deep_budget
from falsum.search.job import Job
from falsum.statement.claim import Claim
from falsum.statement.mutants import without
from falsum.study.agreement import Comparison
from falsum.study.attempts import attempted
from falsum.study.pools import Pool, pools

DROPPED = "dropped hypothesis"
BOXES, SHARE = 10_000, 1000  # boxes looked at to prove mutants: of all together, of one
TRIALS = 2**12  # that one decision on a mutant may take
SECONDS = 2.0  # a safety stop of one proof


@dataclass(frozen=True)
class Power:
    """The least factor by which tightening a bound is noticed, and counts by kind of error.

    The factor is that of a bound, a probability or a definition.  ``kinds[kind]`` is (caught,
    tried).
    """

    least_factor: float | None
    kinds: dict[str, tuple[int, int]]
    escaped: tuple[str, ...]

    def record(self) -> PowerRecord:
        """Return the power as it stands in ``audit.json``."""
        return PowerRecord(list(self.escaped), dict(self.kinds), self.least_factor)


def power(
    job: Job,
    *,
    dropped: Sequence[HypothesisRecord] = (),
    worst: Start | None = None,
    heights: Sequence[tuple[str, float]] = (),
    compared: Comparison | None = None,
    known: Sequence[Pool] | None = None,
) -> Power:
    """Measure the power of a job's search on mutants of its claim.

    ``heights`` are the keys of the configurations that an audit looked at, each with the largest
    slack met there: the claim is nearest to failing where that is greatest.  ``worst`` is the worst
    instance of the audit, which mutants are scored on too.  ``dropped`` says what ablation found of
    each hypothesis; one that could not be dropped does not count.  ``compared`` ties proofs to what
    is measured.  ``known`` are the pools of the job where they have been gathered before.
    """
    job = sampling(job)
    gathered = pools(job, worst, heights) if known is None else known
    truth, claim = Truth(compared or Comparison(job.check)), job.check.claim
    found = [
        (m.kind, m.change, m.factor, m.claim, noticed) for m, noticed in attempted(job, gathered)
    ]
    for assumed in dropped:
        text = f"hypothesis dropped: {assumed.name}"
        found.append((DROPPED, text, None, without(claim, assumed.name), assumed.needed))
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    factors, escaped = [], []
    for kind, change, factor, changed, noticed in found:
        if noticed is None or (not noticed and truth.proved(changed)):
            continue
        tried[kind] += 1
        caught[kind] += noticed
        if noticed and factor is not None:
            factors.append(float(factor))
        if not noticed:
            escaped.append(change)
    kinds = {kind: (caught[kind], tried[kind]) for kind in sorted(tried)}
    return Power(min(factors, default=None), kinds, tuple(escaped))


def sampling(job: Job) -> Job:
    """Return the job of the stages that sample configurations and mutants."""
    budget = deep_budget(job.profile)
    return job.within(replace(budget, trials=min(budget.trials, TRIALS)))


@dataclass
class Truth:
    """What is proved of the mutants of a check's claim, within a small number of boxes."""

    compared: Comparison
    left: int = BOXES

    def proved(self, claim: Claim) -> bool:
        """Tell whether a mutant is proved true, of the quantities that are measured."""
        if self.left <= 0:
            return False
        given = self.compared.check.given
        found = prove(claim, given, boxes=min(self.left, SHARE), seconds=SECONDS)
        self.left -= max(1, found.boxes)
        return isinstance(found, Proof) and self.compared.agreement is not None

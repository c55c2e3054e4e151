"""Severity: what would the author of a statement say to its counterexample?

A claim is searched under everything that a charitable reader takes for granted.  If it breaks
there, the finding is ``substantive``; otherwise provisos are dropped until it breaks, and the
finding is ``boundary``, with those that matter.  A claim that breaks only where most instances near
by do not is ``boundary``, too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from falsum.decide.in_balls import Answer
from falsum.measure.check import Check
from falsum.records.severity import Severity
from falsum.search.budget import PROFILES, Budget
from falsum.search.charity import Taken, granting, taken_for_granted
from falsum.search.job import Job
from falsum.search.ordinary import Screened, warm_rows
from falsum.search.stages import configurations, polish, search
from falsum.search.surroundings import MOST, breaking_around
from falsum.search.tally import Finding, Tally
from falsum.search.typical import VISIBLE, Reading, Typical, best_at
from falsum.study.words import broken_words

GENERAL = "instances in general position"
ONLY = " (the family has no other instances)"
CHARITABLE, DROPPING = 3, 8  # the parts of a budget's seconds that a search may take
LOOKED = 4  # configurations of typical counterexamples that are compared
OFFERED = 24  # configurations at which instances that meet a proviso are looked for
TOGETHER = 3  # provisos that are dropped together at most


@dataclass(frozen=True)
class Weight:
    """What a finding is worth, the proviso that matters, and a typical counterexample.

    ``share`` is that of ordinary instances that break, of the ``tried`` that were looked at, where
    these are what the severity is about.
    """

    severity: Severity
    proviso: str = ""
    typical: Typical | None = None
    share: float | None = None
    tried: int = 0


@dataclass(frozen=True)
class Case:
    """A finding that is to be weighed: the job of the printed claim, and what is known of it."""

    job: Job
    known: Sequence[Finding]
    jobs: dict[tuple[Taken, ...], Job | None] = field(default_factory=dict)

    @property
    def answer(self) -> Answer:
        """Return what balls say of the finding: that the claim fails, or that it is undefined."""
        return self.known[0].decision.answer

    def sorted(self, found: Iterable[Typical]) -> list[Typical]:
        """Return counterexamples, those of the kind of the finding first, then the most typical."""
        return sorted(found, key=lambda t: (t.decision.answer is not self.answer, t.order))

    def reading(self, taken: Sequence[Taken], budget: Budget) -> Reading | None:
        """Return the claim under what is taken for granted, None where nothing is left of it."""
        if tuple(taken) not in self.jobs:
            self.jobs[tuple(taken)] = self._job(granting(self.job.check, taken))
        job = self.jobs[tuple(taken)]
        return None if job is None else Reading(self.job, job.within(budget))

    def _job(self, check: Check | None) -> Job | None:
        """Return the job of a reading; one that restricts sizes alone says what the claim does."""
        if check is None:
            return None
        job, same = self.job.of(check), check.claim.hash == self.job.check.claim.hash
        return replace(job, memory=self.job.memory) if same else job

    def missed(self, taken: Sequence[Taken], finding: Finding) -> list[Taken]:
        """Return what is taken for granted and does not hold, or matters, at a finding."""
        return [t for t in taken if not self._stands(t, finding)]

    def _stands(self, taken: Taken, finding: Finding) -> bool:
        """Tell whether a finding breaks the claim under one proviso, too."""
        if not taken.admits(finding.point.config):
            return False
        if taken.proviso is None:
            return True
        reading = self.reading([replace(taken, axis="")], self.job.budget)
        return reading is not None and reading.breaks(finding.point) is not None


def severity(job: Job, known: Sequence[Finding]) -> Weight:
    """Weigh the findings of a claim.

    Where it breaks after a proviso is dropped, instances are looked for around that counterexample
    which meet the proviso all the same.
    """
    case, profile = Case(job, known), job.profile
    everything = taken_for_granted(job.check)
    taken = [t for t in everything if _offered(case, t)]
    absent = [t for t in everything if t not in taken]
    screened = Screened()
    found = attack(case, taken, _part(profile, CHARITABLE), screened)
    judged = _judged(case, taken, absent, found, screened)
    if judged is not None:
        return judged
    edge = _without(case, taken, profile)
    if edge.typical is not None:
        near = replace(case, known=[edge.typical.finding, *known])
        whole = [edge.typical] if not case.missed(taken, edge.typical.finding) else []
        inside = whole or attack(near, taken, _part(profile, CHARITABLE), Screened())
        judged = _judged(case, taken, absent, inside, screened)
        if judged is not None:
            return judged
    return edge if screened.broken else replace(edge, share=screened.share, tried=screened.tried)


def _judged(
    case: Case,
    taken: Sequence[Taken],
    absent: Sequence[Taken],
    found: Sequence[Typical],
    screened: Screened,
) -> Weight | None:
    """Return the severity of counterexamples that meet all that is taken for granted."""
    solid = next((t for t in found if _has_interior(case, taken, t)), None)
    if solid is not None:
        left = case.missed(absent, solid.finding)
        if left:
            edge = _boundary(case, left, solid)
            return replace(edge, proviso=f"{edge.proviso}{ONLY}")
        return Weight(Severity.SUBSTANTIVE, "", solid, screened.share, screened.tried)
    if found and found[0].decision.answer is case.answer:
        return Weight(Severity.BOUNDARY, GENERAL, found[0])
    return None


def _offered(case: Case, taken: Taken) -> bool:
    """Tell whether the family has instances that are as is taken for granted."""
    if taken.proviso is None or taken.proviso.relation is None:
        return True
    reading = case.reading([taken], replace(case.job.budget, configurations=OFFERED))
    if reading is None:
        return False
    screened = Screened()
    return any(screened.meets(reading.job, config) for config in configurations(reading.job))


def _part(profile: str, parts: int) -> Budget:
    """Return a fraction of a profile's budget."""
    whole = PROFILES[profile]
    return replace(
        whole,
        configurations=max(3, whole.configurations // 2),
        screen=max(512, whole.screen // 4),
        starts=whole.starts,
        polish=whole.polish // 2,
        certify=max(2, whole.certify // 2),
        seconds=whole.seconds / parts,
    )


def attack(case: Case, taken: Sequence[Taken], budget: Budget, screened: Screened) -> list[Typical]:
    """Return certified counterexamples to a claim as it is read, the most typical first."""
    reading = case.reading(taken, budget)
    if reading is None:
        return []
    found = _ordinary(reading, case.known, screened)
    return case.sorted(found or _searched(reading, case.known))


def _ordinary(reading: Reading, known: Sequence[Finding], screened: Screened) -> list[Typical]:
    """Look at ordinary instances, and around known findings, at every configuration."""
    job, found = reading.job, list[Typical]()
    places = [f.point for f in known]
    visible = 0
    started = time.process_time()
    known_at = [p.config for p in places if p.config in set(job.check.family.space.enumerate())]
    for config in dict.fromkeys([*configurations(job), *known_at]):
        broken = screened.look(job, config)
        if visible >= LOOKED or time.process_time() - started > job.budget.seconds:
            continue
        rows = [*broken, *warm_rows(job, config, places)]
        best = best_at(reading, config, rows)
        found += best
        visible += any(t.margin >= VISIBLE for t in best)
    return found


def _searched(reading: Reading, known: Sequence[Finding]) -> list[Typical]:
    """Search as an audit does where ordinary instances do not break."""
    job, tally = reading.job, Tally()
    deadline = time.process_time() + job.budget.seconds
    places = [f.point for f in known]
    for config in configurations(job):
        if time.process_time() > deadline or tally.findings:
            break
        search(job, config, tally, warm_rows(job, config, places))
    polish(job, tally, deadline)
    return [t for f in tally.findings for t in best_at(reading, f.point.config, [f.point.latent])]


def _has_interior(case: Case, taken: Sequence[Taken], found: Typical) -> bool:
    """Tell whether most instances near by break, too, as far as that can be told."""
    kind = case.job.check.kind
    if not found.point.latent or not kind.continuous or not kind.decided:
        return True
    reading = case.reading(taken, case.job.budget)
    assert reading is not None  # something was found
    around = breaking_around(reading.job, found.point, found.decision.answer)
    return around is None or around >= MOST


def _without(case: Case, taken: Sequence[Taken], profile: str) -> Weight:
    """Drop provisos, the ones that known findings miss first, until the claim breaks."""
    missed = sorted((case.missed(taken, f) for f in case.known), key=len)
    likely = dict.fromkeys(t for some in missed for t in some)
    order = [*likely, *(t for t in taken if t not in likely)]
    budget = _part(profile, DROPPING)
    for each in order:
        found = attack(case, [t for t in taken if t is not each], budget, Screened())
        if found and found[0].decision.answer is case.answer:
            return _boundary(case, [each], found[0])
    return _several(case, taken, missed[0] if missed else [], budget)


def _several(
    case: Case, taken: Sequence[Taken], dropped: Sequence[Taken], budget: Budget
) -> Weight:
    """Drop what the best finding misses, and take up again what it can do with."""
    kept = [t for t in taken if t not in dropped]
    best = attack(case, kept, budget, Screened())
    for each in dropped if len(dropped) <= TOGETHER else ():
        found = attack(case, [*kept, each], budget, Screened())
        if found:
            kept, best = [*kept, each], found
    left = [t for t in taken if t not in kept]
    return _boundary(case, left, best[0] if best else _least_missing(case, taken))


def _least_missing(case: Case, taken: Sequence[Taken]) -> Typical:
    """Return the known finding that misses the least of what is taken for granted."""
    return Typical(min(case.known, key=lambda f: len(case.missed(taken, f))), ())


def _boundary(case: Case, dropped: Sequence[Taken], found: Typical) -> Weight:
    words = [broken_words(case.job.check, found.point, t) for t in dropped]
    if not words:
        return Weight(Severity.SUBSTANTIVE, "", found)
    return Weight(Severity.BOUNDARY, " and ".join(dict.fromkeys(words)), found)

"""Attempts on the mutants of a claim: on the instances at hand, then by a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from falsum.decide.in_balls import PRECISIONS, Answer
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.search.job import Job
from falsum.search.score import Scored, score_batch
from falsum.statement.exact import ClaimError
from falsum.statement.ladders import DEFINITION, Ladder, Mutant, ladders
from falsum.statement.mutants import changed
from falsum.statement.signs import weaker
from falsum.study.hunts import Prey, hunted, hunted_alone, nearest
from falsum.study.pools import Pool, broken_rows

MOST = 60  # mutants of one claim that are no matter of degree, at most
MIDDLE = 2  # the rung of a definition's ladder that is tried first


@dataclass
class Attempt:
    """A mutant and whether it was noticed, None where it does not count.

    It does not where it cannot be evaluated, or is nowhere stronger than the claim itself.
    ``starts`` are the instances of the first pool that are nearest to breaking it.
    """

    mutant: Mutant
    job: Job
    noticed: bool | None = None
    starts: list[Floats] = field(default_factory=list)

    @property
    def anew(self) -> bool:
        """Tell whether the mutant has a measurement of its own."""
        return self.mutant.kind == DEFINITION

    def on(self, pools: Sequence[Pool]) -> Attempt:
        """Try the mutant on pools of instances."""
        stronger = False
        for pool in pools:
            try:
                scored = pool.anew(self.job) if self.anew else pool.score(self.job)
            except ClaimError:
                return self
            if confirmed(self.job, pool, scored):
                self.noticed = True
                return self
            self.starts.append(nearest(scored))
            stronger = stronger or not pool.no_stronger(scored)
        self.noticed = False if stronger else None
        return self


def confirmed(mutant: Job, pool: Pool, scored: Scored) -> bool:
    """Let balls confirm one of the float violations where the mutant is defined."""
    for row, denominator in broken_rows(scored, pool.kind):
        point = Point.of(pool.config, row, denominator)
        if mutant.decide(point, PRECISIONS[:2]).answer is Answer.VIOLATED:
            return True
    return False


def attempted(job: Job, pools: Sequence[Pool]) -> Iterator[tuple[Mutant, bool | None]]:
    """Try every mutant of a claim; tell whether each was noticed, None where it does not count."""
    climbs = [_climbed(job, ladder, pools) for ladder in ladders(job.check.claim)]
    others = [m for m in changed(job.check.claim) if not weaker(job.check.claim, m.claim)]
    singles = [Attempt(m, job.variant(m.claim)).on(pools) for m in others[:MOST]]
    _search(job, pools, climbs, singles)
    for attempt in (*(a for climb in climbs for a in climb.counted), *singles):
        yield attempt.mutant, attempt.noticed


@dataclass
class Climb:
    """The attempts on the rungs of a ladder, by rising factors."""

    ladder: Ladder
    attempts: list[Attempt]

    @property
    def counted(self) -> list[Attempt]:
        """Return what counts: all rungs, of a definition the least that was noticed or the last."""
        if not self.attempts or not self.attempts[0].anew:
            return self.attempts
        caught = [a for a in self.attempts if a.noticed]
        return caught[:1] or [a for a in self.attempts if a.noticed is False][-1:]

    @property
    def escaped(self) -> list[Attempt]:
        """Return the rungs that were not noticed."""
        return [a for a in self.attempts if a.noticed is False]

    @property
    def topmost(self) -> list[Attempt]:
        """Return the rungs to search for: the last one that escaped, where the rest follow."""
        return self.escaped[-1:] if self.ladder.rising else self.escaped

    def settle(self) -> None:
        """Note that what breaks a rung of a rising ladder breaks all that follow."""
        first = next((n for n, a in enumerate(self.attempts) if a.noticed), None)
        if self.ladder.rising and first is not None:
            for attempt in self.attempts[first:]:
                attempt.noticed = True


def _climbed(job: Job, ladder: Ladder, pools: Sequence[Pool]) -> Climb:
    """Try the rungs of a ladder, no more of them than tell the least one that is noticed."""
    climb = Climb(ladder, [Attempt(m, job.variant(m.claim)) for m in ladder.rungs])
    if climb.attempts[0].anew:
        _halved(climb.attempts, pools)
        return climb
    for attempt in climb.attempts:
        attempt.on(pools)
        if attempt.noticed and ladder.rising:
            break
    climb.settle()
    return climb


def _halved(attempts: list[Attempt], pools: Sequence[Pool]) -> None:
    """Try the middle rung, then the larger ones until one is noticed, or the smaller ones on."""
    if attempts[MIDDLE].on(pools).noticed:
        for attempt in reversed(attempts[:MIDDLE]):
            if not attempt.on(pools).noticed:
                return
    else:
        for attempt in attempts[MIDDLE + 1 :]:
            if attempt.on(pools).noticed:
                return


def _search(
    job: Job, pools: Sequence[Pool], climbs: Sequence[Climb], singles: Sequence[Attempt]
) -> None:
    """Search for the mutants that escaped, from the first pool, where the claim is nearest."""
    place = next((n for n, pool in enumerate(pools) if pool.moves), None)
    if place is None:
        return
    pool = pools[place]
    sharing = [climb for climb in climbs if climb.escaped and not climb.attempts[0].anew]
    loose = [a for a in singles if a.noticed is False]
    sought = [a for climb in sharing for a in climb.topmost] + loose
    reached = hunted(job, pool, [Prey(a.job, a.starts[place]) for a in sought])
    if reached is not None:
        for attempt in (*(a for climb in sharing for a in climb.escaped), *loose):
            attempt.noticed = confirmed(attempt.job, reached, reached.score(attempt.job))
        for climb in sharing:
            climb.settle()
    for climb in climbs:
        if climb.attempts[0].anew and not any(a.noticed for a in climb.attempts):
            _search_alone(climb, pool, place)


def _search_alone(climb: Climb, pool: Pool, place: int) -> None:
    """Search for the largest change of a definition; then try the smaller ones where it led."""
    if not climb.escaped:
        return
    last = climb.escaped[-1]
    flat = hunted_alone(last.job, pool, last.starts[place])
    for attempt in climb.escaped:
        scored = score_batch(attempt.job, pool.config, flat)
        if confirmed(attempt.job, pool, scored):
            attempt.noticed = True
            return

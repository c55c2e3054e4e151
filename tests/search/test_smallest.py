"""The way down from a finding to the smallest instance of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from falsum import Claim, Family, Le, Lt, Space, family, log, naturals, parameter, sizes
from falsum.decide.in_balls import Answer
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.search.job import Job
from falsum.search.smallest import CLIMBS, Descent, smallest
from falsum.search.stages import screen
from falsum.search.surroundings import extent
from falsum.search.tally import Finding, Tally
from tests.cases import bound, exact_line, line, stated, x

n = parameter("n", "a size", domain=naturals)
Screened = list[str]


@dataclass(frozen=True)
class Sized:
    """A size and numbers, (batch, n)."""

    n: int
    x: Any


def sized(most: int = 9, exact: bool = False) -> Family:
    """Return a family of a size and as many numbers, of which the first is the instance."""
    return family(space=Space(n=sizes(1, most)), latent=lambda c: {"x": (c.n,)}, exact=exact)(
        lambda config, z, xp: Sized(config.n, z.x[:, 0])
    )


def at(job: Job, key: str, *latent: int | Fraction) -> Finding:
    """Return what balls decide at an instance that breaks the claim."""
    config = job.check.family.space.parse(key)
    found = Finding.of(job, Point(config, tuple(Fraction(v) for v in latent)))
    assert found.decision.answer in (Answer.VIOLATED, Answer.UNDEFINED)
    return found


def job_of(claim: Claim, instances: Family, profile: str = "quick") -> Job:
    """Return the job of auditing a claim over a family."""
    return Job.begin(bound(claim, instances), profile=profile)


@pytest.fixture
def screened(monkeypatch: pytest.MonkeyPatch) -> Screened:
    """Return the keys of the configurations that a descent screens, as it does."""
    keys: Screened = []

    def spy(job: Job, config: Config, *rest: Any) -> Any:
        keys.append(config.key)
        return screen(job, config, *rest)

    monkeypatch.setattr("falsum.search.smallest.screen", spy)
    return keys


@pytest.mark.parametrize("exact", [False, True], ids=["floats", "exact"])
def test_it_ends_at_the_smallest_size_that_breaks(exact: bool, screened: Screened) -> None:
    """From size 7 down to 3, screened from below: two sizes hold, and the third is the one."""
    job = job_of(stated(Le(n, 2 + (x - 1) ** 2)), sized(exact=exact))
    found = Descent(job, at(job, "n=7", 1, 0, 0, 0, 0, 0, 0)).run()
    assert found.point.config.key == "n=3"
    assert found.decision.answer is Answer.VIOLATED
    assert Job.begin(job.check).decide(found.point).answer is Answer.VIOLATED
    assert screened == ["n=1", "n=2", "n=3"]


def test_a_finding_at_the_smallest_size_stays(screened: Screened) -> None:
    """Below the first configuration there is nothing to look at."""
    job = job_of(stated(Le(x, 1)), line)
    first = at(job, "n=1", 2)
    assert Descent(job, first).run() is first
    assert screened == []


def test_where_smaller_sizes_hold_the_finding_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """All smaller sizes are screened, a few are climbed at, and the finding is still the first."""
    climbed: list[str] = []

    def no_luck(job: Job, config: Config, scored: Any, budget: Any) -> Any:
        climbed.append(config.key)
        return scored

    monkeypatch.setattr("falsum.search.smallest.climb", no_luck)
    job = job_of(stated(Lt(n, 8 + (x - 1) ** 2)), sized())
    first = at(job, "n=8", 1, 0, 0, 0, 0, 0, 0, 0)
    way = Descent(job, first)
    assert way.run() is first
    assert len(climbed) == CLIMBS < 7
    assert set(way.near) == {
        c for c in job.check.family.space.enumerate() if c.n < 8 and c.key not in climbed
    }


def test_the_best_finding_is_carried_over() -> None:
    """A point that no screen meets breaks the claim at every size, and is handed down."""
    place = Fraction(123457, 2**12)
    claim = stated(Lt(0, (x - place) ** 2))
    job = job_of(claim, sized())
    found = Descent(job, at(job, "n=6", place, 5, 5, 5, 5, 5)).run()
    assert found.point.config.key == "n=1"
    assert found.point.latent == (place,)


def test_what_is_undefined_stays_undefined() -> None:
    """A smaller instance of another kind is no smaller form of the finding."""
    job = job_of(stated(Le(log(x + n - 3), n - 4)), sized(most=4))
    first = at(job, "n=4", -5, 0, 0, 0)
    assert first.decision.answer is Answer.UNDEFINED
    assert Descent(job, first).run().decision.answer is Answer.UNDEFINED
    second = at(job, "n=4", 3, 0, 0, 0)
    assert second.decision.answer is Answer.VIOLATED
    assert Descent(job, second).run().decision.answer is Answer.VIOLATED


def test_the_more_promising_size_is_climbed_at_first() -> None:
    """Nearer to a violation comes first; of equals the one below a finding in every size."""
    pairs = family(space=Space(m=sizes(1, 3), n=sizes(1, 3)), latent=lambda c: {"x": ()})(
        lambda config, z, xp: Sized(config.n, z.x)
    )
    job = job_of(stated(Le(n, 2 + x**2)), pairs)
    way = Descent(job, at(job, "m=2,n=3", 0))
    way.met.append(way.best.point.config)
    for key in ("m=1,n=1", "m=1,n=2", "m=3,n=1"):
        config = pairs.space.parse(key)
        way.near[config] = screen(job, config, 256)
    promise = {config.key: way._promise(config) for config in way.near}
    assert max(promise, key=lambda key: promise[key]) == "m=1,n=2"
    assert promise["m=1,n=1"] > promise["m=3,n=1"]


def test_the_shortest_numbers_are_taken_at_the_end() -> None:
    """Of the findings the smallest is shrunk, and its latent is written in short numbers."""
    job = job_of(stated(Le(n, 2 + (x - 1) ** 2)), sized())
    tally = Tally(findings=[at(job, "n=9", 1, *[7] * 8), at(job, "n=7", 1, *[3] * 6)])
    found = smallest(job, tally)
    assert (found.point.config.key, found.point.latent) == ("n=3", (1, 0, 0))
    assert found.decision.answer is Answer.VIOLATED


def test_room_around_a_finding() -> None:
    """Neighbours tell an open set from an edge; an exact family has no neighbours."""
    for claim, latent, room in [(Le(x, 1), 2, "open set"), (Lt(0, (x - 2) ** 2), 2, "edge")]:
        job = job_of(stated(claim), line)
        assert extent(job, at(job, "n=1", latent)) == room
    job = job_of(stated(Le(x, 1)), exact_line)
    assert extent(job, at(job, "n=1", 2)) == "discrete"

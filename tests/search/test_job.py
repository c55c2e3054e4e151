"""What balls have said of an instance is remembered for the length of an audit, and no longer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from falsum import Check, Le, cos, sin
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import PRECISIONS, Answer, decide_without_trials
from falsum.instances.point import Point
from falsum.search.budget import PROFILES
from falsum.search.job import Job
from tests.cases import bound, line, stated, x

config = line.space.parse("n=1")
other = line.space.parse("n=2")


def job_of(most: int) -> Job:
    """Return the job of auditing x <= most."""
    return Job.begin(bound(stated(Le(x, most))), profile="quick")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Return the questions that are put before balls, as they are."""
    questions: list[tuple[Any, ...]] = []

    def spy(check: Any, *question: Any) -> Any:
        questions.append(question)
        return decide_without_trials(check, *question)

    monkeypatch.setattr("falsum.search.job.decide_without_trials", spy)
    return questions


def test_a_question_is_decided_once(asked: list[tuple[Any, ...]]) -> None:
    """The same instance, whether one precision may be tried or all of them."""
    job, two = job_of(1), Point(config, (Fraction(2),))
    first = job.decide(two)
    assert first == decide_latent(job.check, config, two.latent)
    assert first.answer is Answer.VIOLATED
    assert job.decide(Point.of(config, np.array([2.0])), list(PRECISIONS)) is first
    assert job.decide_without_trials(two, PRECISIONS[:1]) is first
    assert len(asked) == 1


def test_another_question_is_decided_anew(asked: list[tuple[Any, ...]]) -> None:
    """Another latent or configuration; further precisions only where the first leave it open."""
    job = job_of(1)
    answers = [
        job.decide(Point(place, (Fraction(value),)), precisions).answer
        for place in (config, other)
        for value in (0, 2)
        for precisions in (PRECISIONS, PRECISIONS[:1])
    ]
    assert answers == 2 * [*2 * [Answer.HOLDS], *2 * [Answer.VIOLATED]]
    assert len(set(asked)) == len(asked) == 4
    tie = Job.begin(bound(stated(Le(sin(x) ** 2 + cos(x) ** 2, 1))), profile="quick")
    for precisions in (PRECISIONS[:2], PRECISIONS, PRECISIONS[:2]):
        assert tie.decide(Point(config, (Fraction(1, 3),)), precisions).answer is Answer.UNDECIDED
    assert [question[2] for question in asked[4:]] == [(precision,) for precision in PRECISIONS]


def test_another_check_remembers_nothing(asked: list[tuple[Any, ...]]) -> None:
    """A job with another check starts afresh, and leaves the first one's memory alone."""
    job = job_of(1)
    changed, two = job.of(job_of(3).check), Point(config, (Fraction(2),))
    assert job.decide(two).answer is Answer.VIOLATED
    assert changed.decide(two).answer is Answer.HOLDS
    assert job.decide(two).answer is Answer.VIOLATED
    assert len(asked) == 2


def test_a_smaller_budget_is_the_same_job(asked: list[tuple[Any, ...]]) -> None:
    """It remembers, and spends from the same error; only its trials are fewer."""
    job, two = job_of(1), Point(config, (Fraction(2),))
    brief = job.within(replace(job.budget, trials=5))
    assert brief.decide(two) is job.decide(two)
    assert len(asked) == 1
    assert brief.check.draws.spending is job.check.draws.spending
    assert (brief.check.draws.most, job.check.draws.most) == (5, PROFILES["quick"].trials)


def test_a_variant_shares_the_circumstances_and_nothing_known() -> None:
    """Seed, device, profile and budget are those of the run; memory and error are its own."""
    job = Job.begin(bound(stated(Le(x, 1))), profile="quick", seed=7)
    other_claim = job.variant(stated(Le(x, 3)))
    assert (other_claim.seed, other_claim.device, other_claim.profile) == (7, "cpu", "quick")
    assert other_claim.budget is job.budget
    assert other_claim.check.draws.most == job.check.draws.most
    assert other_claim.memory is not job.memory
    assert other_claim.check.draws.spending is not job.check.draws.spending


def test_a_declaration_carries_no_state_of_a_run() -> None:
    """A job leaves the check that it was begun with as it was."""
    declared = bound(stated(Le(x, 1)))
    before = dict(vars(declared))
    job = Job.begin(declared, seed=3)
    job.decide(Point(config, (Fraction(2),)))
    assert vars(declared) == before and not hasattr(declared, "draws")
    assert isinstance(job.check, Check) and job.seed == job.check.draws.seed == 3

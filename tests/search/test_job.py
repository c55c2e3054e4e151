"""What balls have said of an instance is remembered for the length of an audit, and no longer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from falsum import Le
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import PRECISIONS, Answer, decide_without_trials
from falsum.search.budget import PROFILES
from falsum.search.job import Audit
from tests.cases import bound, line, stated, x

config = line.space.parse("n=1")
other = line.space.parse("n=2")


def job_of(most: int) -> Audit:
    """Return the job of auditing x <= most."""
    return Audit(bound(stated(Le(x, most))), "quick", PROFILES["quick"], 0, "cpu")


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
    """The same instance at the same precisions; a list and a tuple ask the same."""
    job = job_of(1)
    first = job.decide(config, [Fraction(2)])
    assert first == decide_latent(job.check, config, [Fraction(2)])
    assert first.answer is Answer.VIOLATED
    assert job.decide(config, (Fraction(2),), list(PRECISIONS)) is first
    assert job.decide_without_trials(config, [Fraction(2)]) is first
    assert len(asked) == 1


def test_another_question_is_decided_anew(asked: list[tuple[Any, ...]]) -> None:
    """Another latent, configuration or choice of precisions."""
    job = job_of(1)
    answers = [
        job.decide(place, [Fraction(value)], precisions).answer
        for place in (config, other)
        for value in (0, 2)
        for precisions in (PRECISIONS, PRECISIONS[:1])
    ]
    assert answers == 2 * [*2 * [Answer.HOLDS], *2 * [Answer.VIOLATED]]
    assert len(set(asked)) == len(asked) == 8


def test_another_check_remembers_nothing(asked: list[tuple[Any, ...]]) -> None:
    """A job with another check starts afresh, and leaves the first one's memory alone."""
    job = job_of(1)
    changed = replace(job, check=job_of(3).check)
    assert job.decide(config, [Fraction(2)]).answer is Answer.VIOLATED
    assert changed.decide(config, [Fraction(2)]).answer is Answer.HOLDS
    assert job.decide(config, [Fraction(2)]).answer is Answer.VIOLATED
    assert len(asked) == 2

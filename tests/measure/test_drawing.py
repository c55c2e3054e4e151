"""Checks that give a law at some sizes and draw trials at others."""

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest

from falsum import Le, balls, log, sqrt, with_probability
from falsum.decide import probability
from falsum.decide.bench import BLOCK, Bench
from falsum.measure.check import Check
from falsum.measure.drawing import kind_at
from falsum.measure.experiment import draws_of, experiment
from falsum.measure.kinds import DRAWN as KIND
from falsum.measure.values import Measured
from falsum.search.job import Job
from falsum.search.score import TRIALS, measured_blocks, score_latents, settled
from falsum.search.stages import screen
from falsum.verdict.audit import audit
from tests.decide.chances import bound, delta, heads, mixed, n, p

hoeffding = Le(heads - n * p, sqrt(n * log(1 / delta) / 2))
both = bound(hoeffding, with_probability(1 - delta), mixed)
LAW, DRAWN = 2, 3  # tosses: the most that have a law, the least that are drawn


def at(check: Check, size: int) -> Any:
    """Return the configuration of a number of tosses."""
    return check.family.space.parse(f"n={size}")


def test_a_check_draws_at_the_sizes_where_it_returns_a_sample() -> None:
    """The measurement itself tells, not the argument that it asks for."""
    assert [kind_at(both, at(both, size)).decided for size in range(1, 7)] == [True] * 2 + [
        False
    ] * 4


def test_only_sizes_that_draw_are_screened_with_fewer_instances() -> None:
    """A size with a finite law is searched as if no other one drew trials."""
    job = Job.begin(both, profile="quick")
    count = 64 * KIND.cost
    few, many = (len(screen(job, at(both, size), count).flat) for size in (LAW, DRAWN))
    assert few - many == count - 64


def test_a_law_is_measured_in_large_blocks_from_the_second_on() -> None:
    """The first block is as small as for trials, for nothing is known before it is measured."""
    flat = np.random.default_rng(0).normal(size=(3000, 2))
    small = TRIALS // draws_of(both).trials
    sizes = [len(m.like) for m in measured_blocks(both, at(both, LAW), flat)]
    assert sizes == [small, 3000 - small]
    drawn = [len(m.like) for m in measured_blocks(both, at(both, DRAWN), flat[:600])]
    assert drawn == [small, small, 600 - 2 * small]


def test_one_chance_in_a_million_is_no_worst_violation_where_no_trial_succeeds() -> None:
    """Without a success the estimate 0 may be off by one trial, and is a violation by chance."""
    rare = bound(Le(n, heads), with_probability(p**n / 2))
    scored = score_latents(rare, at(rare, 6), np.array([[-20.0, 0.0], [-0.5, 0.0]]))
    assert scored.faint.all() and (scored.slack < -0.99).all()


class Watched(Bench):
    """A bench that counts the trials that balls measure."""

    seen: ClassVar[list[int]] = []

    def pieces(self, block: int, rows: Any) -> list[Measured]:
        """Measure some trials in balls and note how many."""
        self.seen.append(len(rows))
        return super().pieces(block, rows)


@pytest.mark.parametrize(("claimed", "enough"), [(0.75, 512), (0.9, 256)])
def test_balls_judge_no_more_failures_than_a_refutation_needs(claimed: float, enough: int) -> None:
    """The fewer may fail, the sooner balls are done; the record keeps the count of all."""
    none = bound(Le(heads, 0), with_probability(1 - delta))
    watched = Watched(experiment(none, seed=1), at(none, 6), (0, 0))  # type: ignore[arg-type]
    watched.seen.clear()
    known, slack = probability.settle_probability(watched, balls.BallArray.from_floats(claimed))
    assert known.how == "refuted"
    assert slack > 0
    assert known.failures > 0.9 * BLOCK
    assert sum(watched.seen) == enough


def test_settling_the_edge_of_the_hypotheses_draws_no_trials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether a hypothesis is met is no question of chance."""

    def refused(*_: Any) -> None:
        raise AssertionError("trials were drawn")

    monkeypatch.setattr(probability, "settle_probability", refused)
    scored = score_latents(both, at(both, 6), np.zeros((1, 2)))
    missed = np.array([1e-8])
    edged = replace(scored, missed=missed, edge=np.array([True]))
    assert settled(Job.begin(both), at(both, 6), edged).accepted.all()


def test_the_slack_of_a_drawn_size_is_that_of_its_fresh_trials() -> None:
    """The search's few trials lead it; what is reported comes from the decision."""
    evidence, _ = audit(both, profile="quick")
    heights = dict(evidence.slack_by_configuration)
    drawn = [(key, known) for key, known in evidence.chances if known.trials]
    assert drawn
    for key, known in drawn:
        assert heights[key] == probability.event_gap(known)

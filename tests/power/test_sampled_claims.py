"""Planted errors at the sizes of chapter 3 that are audited by trials."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
import sympy

from falsum import with_probability
from falsum.campaign.catalogue import find_check, find_root
from falsum.decide.in_balls import Answer
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.drawing import kind_at
from falsum.measure.experiment import experiment
from falsum.search.job import Job
from falsum.search.score import score_latents
from falsum.search.stages import search
from falsum.search.tally import Tally
from falsum.statement.mutants import mutants
from falsum.statement.signs import weaker
from theorems.mukherjee_2020.chapter_3 import proof_3_3_1, theorem_3_3_1

FACTOR = 4  # by which each planted bound is too strong


@dataclass(frozen=True)
class Planted:
    """A surviving claim, and what of it is replaced by something stronger."""

    name: str
    changes: dict[str, Any]


PLANTED = [
    Planted(
        "proof_3_3_1.count",
        {"quantifier": with_probability(1 - theorem_3_3_1.delta / FACTOR)},
    ),
]


def sampled(check: Check) -> list[Config]:
    """Return the configurations at which a check draws trials."""
    return [
        config for config in check.family.space.enumerate() if not kind_at(check, config).decided
    ]


def screened(check: Check) -> Tally:
    """Screen the sizes beyond the laws as the quick profile does."""
    job, tally = Job.begin(check, profile="quick"), Tally()
    search(job, sampled(check)[-1], tally)
    return tally


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_trials_find_a_bound_that_is_four_times_too_strong(planted: Planted) -> None:
    """A quick screen refutes the planted claim where it draws, by trials, and not the claim."""
    root = find_root()
    assert root is not None
    check = find_check(root, f"mukherjee_2020.{planted.name}")
    assert check is not None
    wrong = check.variant(replace(check.claim, **planted.changes))
    found = screened(wrong).findings
    assert [finding.decision.answer for finding in found] == [Answer.VIOLATED]
    known = found[0].decision.chance
    assert known is not None
    assert known.how == "refuted"
    assert known.trials >= 1024
    assert known.error == 1e-9
    assert not screened(check).findings


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_drawn_runs_meet_the_hypotheses_and_reach_their_last_step(planted: Planted) -> None:
    """Hardly an instance is rejected or left without a number: T is within the horizon."""
    root = find_root()
    assert root is not None
    check = find_check(root, f"mukherjee_2020.{planted.name}")
    assert check is not None
    for config in sampled(check):
        flat = np.random.default_rng(0).normal(size=(200, check.family.dimension(config)))
        scored = score_latents(experiment(check, trials=4), config, flat)
        assert scored.accepted.mean() > 0.95
        assert np.isfinite(scored.slack[scored.accepted]).all()


def test_a_mutant_divides_the_probability_of_failure_that_is_allowed() -> None:
    """The ladder of factors is tried on the probability as on any bound."""
    claim = proof_3_3_1.count
    found = [mutant for mutant in mutants(claim) if mutant.kind == "probability"]
    assert [m.change.rpartition(" ")[2] for m in found] == ["1.01", "1.1", "2", "10", "100"]
    delta = sympy.Symbol("delta")
    least = sympy.sympify(str(found[2].claim.quantifier.least), {"delta": delta})
    assert sympy.simplify(least - (1 - delta / 2)) == 0
    assert not any(weaker(claim, mutant.claim) for mutant in found)

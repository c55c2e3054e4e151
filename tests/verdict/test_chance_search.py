"""The search for the worst instance of a claim about chance."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import array_api_compat.numpy as numpy_namespace
import array_api_compat.torch as torch_namespace
import numpy as np
import pytest
import torch

from falsum import Le, Rational, with_probability
from falsum.measure import event_slack, slack
from falsum.measure.values import measure
from falsum.search import score as search_module
from falsum.search.job import Job
from falsum.search.score import score_latents
from falsum.search.stages import search
from falsum.search.tally import Tally
from tests.decide.chances import bound, coins, delta, heads, n
from tests.verdict.corners import planted


def corners_found(height: Any) -> list[bool]:
    """Search both sizes of a planted claim as a standard audit does, with two seeds."""
    found = []
    for seed in (0, 1):
        job = Job.begin(planted(height), seed=seed)
        job = job.within(replace(job.budget, trials=2**13))
        for config in job.check.family.space.enumerate():
            tally = Tally()
            search(job, config, tally)
            found.append(bool(tally.findings))
    return found


def test_a_failure_in_a_corner_is_found_although_no_trial_fails_elsewhere() -> None:
    """Failures begin where every coordinate is above 0.995; ties alone show the way there."""
    assert all(corners_found(Rational(112, 100)))


@pytest.mark.slow
def test_without_a_way_to_the_corner_it_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flat estimate alone doesn't lead there, so that the test above tests something."""
    monkeypatch.setattr(event_slack, "AIM", 0.0)
    assert not all(corners_found(Rational(112, 100)))


def test_a_corner_without_failures_is_no_finding() -> None:
    """The noise ends at 1/8: what breaks ties never decides."""
    assert not any(corners_found(Rational(1125, 1000)))


def test_ties_are_broken_without_touching_the_sign() -> None:
    """An instance violates in the search's trials exactly if too many of them fail."""
    checked = bound(Le(heads, n - 1), with_probability(1 - delta))
    flat = np.random.default_rng(0).standard_normal((400, 2))
    config = coins.space.parse("n=2")
    scored = score_latents(checked, config, flat)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_slack, "AIM", 0.0)
        plain = score_latents(checked, config, flat)
    assert (scored.violations == plain.violations).all() and scored.violations.any()
    assert (np.abs(scored.slack - plain.slack) <= event_slack.AIM).all()


def test_one_accidental_failure_does_not_look_worst() -> None:
    """With next to nothing allowed a single failure is a violation, behind all that trials see."""
    checked = bound(Le(heads, n - 1), with_probability(1 - delta * Fraction(1, 10**9)))
    config = coins.space.parse("n=6")
    flat = np.stack([np.linspace(-2, 2, 201), np.zeros(201)], axis=1)
    scored = score_latents(checked, config, flat)
    assert scored.violations.any()
    positive = np.sort(scored.slack[scored.violations])
    assert positive[0] == pytest.approx(slack.FAINT - 1) and positive[-1] > 0.9
    assert scored.beyond.all() and scored.faint[scored.violations].any()


def test_scores_do_not_depend_on_how_instances_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """One instance at a time, or all at once: the same trials give the same slack."""
    checked = bound(Le(heads, n - 1), with_probability(1 - delta))
    flat = np.random.default_rng(1).standard_normal((50, 2))
    config = coins.space.parse("n=3")
    whole = score_latents(checked, config, flat)
    monkeypatch.setattr(search_module, "TRIALS", 1)
    assert (score_latents(checked, config, flat).slack == whole.slack).all()


def test_torch_and_numpy_measure_the_same_trials() -> None:
    """Search and decision differ in their arrays, not in what is drawn under one key."""
    checked = bound(Le(heads, n - 1), with_probability(1 - delta))
    config, flat = coins.space.parse("n=3"), np.array([[0.25, -1.0], [1.5, 0.0]])
    found = []
    for xp, array in ((numpy_namespace, flat), (torch_namespace, torch.as_tensor(flat))):
        measured = measure(checked, config, coins.instances(config, array, xp), array, xp)
        found.append(np.asarray(measured.values[heads]))
    assert (found[0] == found[1]).all() and found[0].shape == (2, 256)

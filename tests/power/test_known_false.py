"""A false statement is refuted: how small a mistake the search still notices."""

from math import inf

import pytest

from falsum.measure.check import Check

from .detection import (
    LIMIT,
    SHARES,
    Job,
    Outcome,
    detected,
    everything,
    measure,
    report,
    run,
    tightened,
)
from .library import ATTAINED, FALSE

SAMPLE = ATTAINED[::12]


@pytest.mark.parametrize("check", FALSE, ids=lambda c: c.claim.id)
def test_a_structural_mistake_is_refuted_at_once(check: Check) -> None:
    """Wrong powers, lost hypotheses and strict signs need a screen only, wrong sizes more sizes."""
    sizes_only = not any(map(check.family.dimension, check.family.space.enumerate()))
    outcome = run(Job(check.claim.id, profile="standard" if sizes_only else "quick"))
    assert outcome.verdict == "refuted", outcome.summary


@pytest.mark.parametrize("job", tightened(SAMPLE, SHARES[1]), ids=lambda j: j.name)
def test_a_constant_tightened_by_one_percent_is_refuted(job: Job) -> None:
    """A sample of the library; the whole of it is measured below."""
    outcome = run(job)
    assert outcome.verdict == "refuted", outcome.summary


def test_the_library_is_large() -> None:
    """At least sixty statements known to be false."""
    assert len(everything()) >= 60


def test_the_report_counts_by_kind_and_names_each_miss() -> None:
    """A late find counts as found, not as found in time."""
    late = Outcome(Job("am_gm", SHARES[1]), "refuted", LIMIT + 1, 0.005)
    lost = Outcome(Job("am_gm", SHARES[1], hidden=True), "survived", 0.1, -0.001, "nothing found")
    text = report([late, lost])
    assert detected([late, lost], "1.0%") == 0
    assert detected([late, lost], "1.0%", limit=inf) == 1
    assert "am_gm by 1.0% hidden: survived in 0.10 s" in text
    assert "nothing found" in text


@pytest.mark.slow
def test_the_share_of_false_statements_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Nineteen in twenty of the 1 % mistakes are found within two seconds each."""
    outcomes = measure(everything())
    with capsys.disabled():
        print("\n" + report(outcomes))
    assert detected(outcomes, "10.0%") >= 0.95
    assert detected(outcomes, "1.0%") >= 0.95
    assert detected(outcomes, "0.1%") >= 0.9
    assert detected(outcomes, "structural") >= 0.9


@pytest.mark.slow
def test_the_share_found_behind_a_disguise(capsys: pytest.CaptureFixture[str]) -> None:
    """At the largest size, with nothing to find at zeros and ones, the climb does the work."""
    outcomes = measure(everything(hidden=True))
    with capsys.disabled():
        print("\n" + report(outcomes))
    assert detected(outcomes, "10.0% hidden", limit=inf) >= 0.95
    assert detected(outcomes, "1.0% hidden", limit=inf) >= 0.85

"""A true inequality is never refuted, however sharp its constant."""

import pytest

from falsum.measure.check import Check
from falsum.verdict.audit import audit

from .library import ENTRIES, Entry


def assert_stands(check: Check, profile: str) -> None:
    """Audit a true statement."""
    evidence, certificate = audit(check, profile=profile)
    assert certificate is None, evidence.summary
    assert evidence.verdict == "survived", evidence.summary
    assert evidence.instances > 0


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_a_true_inequality_survives_a_screen(entry: Entry) -> None:
    """Boundary sizes, equality cases and a screen: the balls clear what floats propose."""
    assert_stands(entry.check(), "quick")


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_a_true_inequality_survives_an_attack(entry: Entry) -> None:
    """The full search climbs up to equality and must not step over it."""
    assert_stands(entry.check(), "standard")


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_a_true_inequality_survives_behind_a_disguise(entry: Entry) -> None:
    """The same at the largest size, from latents where nothing is exact."""
    assert_stands(entry.check(hidden=True), "standard")


def test_the_library_is_large_and_names_are_unique() -> None:
    """At least sixty inequalities, each under its own name."""
    assert len(ENTRIES) >= 60
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)

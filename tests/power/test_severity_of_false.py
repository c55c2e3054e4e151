"""What is false for ordinary instances is told from what fails at an edge."""

from fractions import Fraction

import pytest

from falsum.measure.check import Check
from falsum.search.job import Job
from falsum.study.weighing import weigh_finding
from falsum.verdict.audit import conduct

from .library import ATTAINED, FALSE

STRICT = [c for c in FALSE if ".strict_" in c.claim.id]
WRONG = [c for c in FALSE if c not in STRICT]
TIGHTER = [e.check(Fraction(1, 10)) for e in ATTAINED]
LEAST = {  # attained at the least size alone, and by a tenth too tight there alone
    "classical.binomial_upper.tighter_by_one_in_10": "k = 1",
    "classical.harmonic_upper.tighter_by_one_in_10": "n = 1",
    "classical.compound_interest_lower.tighter_by_one_in_10": "n = 1",
    "classical.sauer.tighter_by_one_in_10": "k = 1 and n = 1",
}


def severity_of(check: Check) -> tuple[str, str]:
    """Return the severity of a false statement and the proviso that matters."""
    job = Job.begin(check)
    evidence, certificate = conduct(job)
    assert certificate is not None, evidence.summary
    found, _ = weigh_finding(job, evidence, certificate)
    return found["severity"], found["proviso"]


@pytest.mark.parametrize("check", [*WRONG[::6], *TIGHTER[::24]], ids=lambda c: c.claim.id)
def test_a_mistake_is_substantive(check: Check) -> None:
    """A wrong power, a lost hypothesis or a constant too tight is no edge."""
    assert severity_of(check) == ("substantive", "")


@pytest.mark.parametrize("check", STRICT[::2], ids=lambda c: c.claim.id)
def test_a_strict_sign_too_many_is_boundary(check: Check) -> None:
    """Where only the case of equality fails, equality is what is named."""
    severity, proviso = severity_of(check)
    assert severity == "boundary"
    assert "equality" in proviso.split(" and ")


@pytest.mark.slow
@pytest.mark.parametrize("check", [*WRONG, *TIGHTER], ids=lambda c: c.claim.id)
def test_every_mistake_of_the_library_is_substantive(check: Check) -> None:
    """The whole library, but what is attained at size 1 alone."""
    edge = LEAST.get(check.claim.id, "")
    assert severity_of(check) == ("boundary" if edge else "substantive", edge)


@pytest.mark.slow
@pytest.mark.parametrize("check", STRICT, ids=lambda c: c.claim.id)
def test_every_strict_sign_of_the_library_is_boundary(check: Check) -> None:
    """The whole library."""
    severity, proviso = severity_of(check)
    assert severity == "boundary"
    assert "equality" in proviso.split(" and ")

"""What a check gives for a measured quantity is a condition of a proof, tied at every size."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Any

from falsum import Space, check, family, measured, naturals, parameter, sizes
from falsum.evidence.knowledge import merge
from falsum.measure.check import Check
from falsum.report.evidence_section import evidence_lines
from falsum.search.job import Job
from falsum.statement.exact import lift
from falsum.statement.expressions import Pow
from falsum.statement.relations import Ge
from falsum.study.agreement import agrees
from falsum.study.full import full_audit
from falsum.study.thresholds import threshold
from tests.cases import stated

n = parameter("n", "how many points on a circle", domain=naturals)
regions = measured("regions", "the regions into which the chords between n points cut the disc")
CLAIM = stated(Ge(regions, Pow(lift(2), n - 1)))


@dataclass(frozen=True)
class Circle:
    """Points in general position on a circle."""

    n: int
    z: Any


def count(n: int, z: Any) -> dict[Any, Any]:
    """Count the regions: Moser's formula."""
    return {regions: 1 + comb(n, 2) + comb(n, 4) + 0 * z}


def circles(most: int) -> Check:
    """Return the check of 2^(n-1) regions on up to so many points, that number being given."""

    @family(space=Space(n=sizes(1, most)), latent=lambda c: {"z": ()})
    def points(config: Any, z: Any, xp: Any) -> Circle:
        return Circle(config.n, z.z)

    return check(CLAIM, points, given={regions: Pow(lift(2), n - 1)})(count)


def test_a_pattern_that_ends_is_caught_at_every_size() -> None:
    """2^(n-1) is wrong from six points on, which no formula that agrees up to five points hides."""
    assert agrees(circles(5)) is not None
    for most in range(6, 13):
        assert agrees(circles(most)) is None
    assert full_audit(circles(8), profile="standard")[0].verdict == "refuted"


def test_a_proof_speaks_of_no_size_that_was_not_measured() -> None:
    """Up to five points the formula is right: the record says so, and goes no farther."""
    evidence, _ = full_audit(circles(5))
    assert evidence.verdict == "proved" and evidence.proof is not None
    assert "at the sizes n = 1 to 5 of the family" in evidence.proof.domain
    assert evidence.proof.given == ["regions = 2^(n - 1)"]
    assert "in all 5 configurations" in evidence.proof.compared
    assert evidence.proof.given[0] in evidence.summary
    known = merge(None, evidence, CLAIM.hash)
    page = " ".join(evidence_lines(CLAIM, known, None))
    assert "is not proved" in page and "2^(n - 1)" in page


def test_a_threshold_names_its_condition() -> None:
    """That a claim is proved from some size on rests on the same formula."""
    found = threshold(Job.begin(circles(5), profile="quick"), n)
    assert found is not None and found.proved_from == 1
    assert found.given == ("regions = 2^(n - 1)",)

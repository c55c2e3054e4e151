"""Thresholds: the size from which on a claim holds, with the failure below and the proof above."""

from typing import Any, NamedTuple

import pytest

from falsum import (
    Check,
    Claim,
    Ge,
    Le,
    Source,
    Space,
    always,
    check,
    constant,
    factorial,
    family,
    hypothesis,
    naturals,
    parameter,
    positive,
    sizes,
)
from falsum.evidence.knowledge import merge
from falsum.report.evidence_section import evidence_lines
from falsum.search.job import Job
from falsum.study.full import full_audit
from falsum.study.thresholds import named_thresholds, threshold

n = parameter("n", "a size", domain=naturals)
x = parameter("x", "a positive number", domain=positive)
N = constant("N", 1)
SOURCE = Source("test", "made up")
LARGE = hypothesis("n is large", Ge(n, N))


class Sized(NamedTuple):
    """A size alone."""

    n: int


class Pair(NamedTuple):
    """A size and a positive number."""

    n: int
    x: Any


def sized(largest: int) -> Any:
    """Return the family of the sizes up to ``largest``."""

    @family(space=Space(n=sizes(1, largest)), latent=lambda config: {})
    def numbers(config: Any, z: Any, xp: Any) -> Sized:
        return Sized(config.n)

    return numbers


@family(space=Space(n=sizes(1, 9)), latent=lambda config: {"root": ()})
def pairs(config: Any, z: Any, xp: Any) -> Pair:
    """Decode a size and a positive number."""
    return Pair(config.n, z.root**2 + 1)


def nothing() -> dict[Any, Any]:
    """Measure nothing: the claims speak of parameters only."""
    return {}


def bound(conclusion: Any, where: Any, name: str) -> Check:
    """Return the check of a claim for large n."""
    claim = Claim(
        id=f"test.{name}",
        title=name,
        source=SOURCE,
        quantifier=always,
        hypotheses=[LARGE],
        conclusion=conclusion,
    )
    return check(claim, where)(nothing)


def test_a_hypothesis_on_a_size_is_a_threshold() -> None:
    """A size at least a constant that stands nowhere else is one; a constant in use is not."""
    free = bound(Ge(factorial(n), 2**n), sized(9), "free").claim
    used = bound(Ge(factorial(n), N * 2**n), sized(9), "used").claim
    assert [(s, c) for s, c, _ in named_thresholds(free)] == [(n, N)]
    assert named_thresholds(used) == []


def test_the_factorial_outgrows_the_power_from_four_on() -> None:
    """The claim n! >= 2^n fails up to 3 and holds from 4 on, as far as one looks."""
    found = threshold(Job.begin(bound(Ge(factorial(n), 2**n), sized(9), "factorial")), n, LARGE)
    assert found is not None
    assert sorted(found.failing) == [1, 2, 3]
    assert (found.last_failure, found.holds_from) == (3, 4)
    assert found.proved_from is None  # a factorial has no interval form


def test_a_tail_is_proved_where_the_claim_is_scalar() -> None:
    """A cube outgrows ten squares from 10 on, and for all n beyond."""
    found = threshold(Job.begin(bound(Le(10 * n**2, n**3 + 1), sized(15), "cubes")), n, LARGE)
    assert found is not None
    assert (found.last_failure, found.holds_from, found.proved_from) == (9, 10, 10)
    assert "10 <= n" in found.domain


def test_sizes_with_a_latent_are_attacked() -> None:
    """The claim n x >= 5 needs n >= 5, the worst x being 1."""
    found = threshold(Job.begin(bound(Ge(n * x, 5), pairs, "pairs")), n, LARGE)
    assert found is not None
    assert sorted(found.failing) == [1, 2, 3, 4]


def test_a_claim_that_fails_at_the_largest_size_has_no_threshold() -> None:
    """2^n >= 1000 has not begun to hold within the sizes searched."""
    found = threshold(Job.begin(bound(Ge(2**n, 1000), sized(8), "late")), n, LARGE)
    assert found is not None
    assert (found.last_failure, found.holds_from) == (8, None)


@pytest.mark.slow
def test_a_threshold_is_recorded_and_shown() -> None:
    """The record names both ends, and the page says them in words."""
    bad = bound(Le(10 * n**2, n**3 + 1), sized(15), "cubes")
    evidence, _ = full_audit(bad)
    (record,) = evidence.thresholds
    assert (record.claimed, record.holds_from, record.last_failure) == ("1", 10, 9)
    assert evidence.constants[0].sharp == 10
    page = "\n".join(evidence_lines(bad.claim, merge(None, evidence, bad.claim.hash), None))
    assert "Holds from `n = 10`" in page
    assert "last certified failure at `n = 9`" in page
    assert "Proved for all sizes from 10 on" in page

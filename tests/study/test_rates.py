"""Rates: the hidden constant along the sizes."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from array_api_compat import array_namespace

from falsum import (
    BindingError,
    Claim,
    ClaimError,
    Ge,
    Le,
    Source,
    Space,
    always,
    check,
    choice,
    family,
    hidden,
    hypothesis,
    log,
    maps,
    measured,
    naturals,
    parameter,
    rate,
)
from falsum.errors.faults import MeasurementError
from falsum.evidence.standing import as_recorded
from falsum.study.full import full_audit
from falsum.verdict.audit import audit

n = parameter("n", "size", domain=naturals)
y = measured("y", "a quantity of order sqrt(n)")
C = hidden("C", "the constant of the rate")


@dataclass(frozen=True)
class Sized:
    """A size and a share of the greatest value there."""

    n: int
    share: Any


@family(space=Space(n=choice(1, 4, 16, 64, 256)), latent=lambda c: {"share": ()})
def squares(config: Any, z: Any, xp: Any) -> Sized:
    """Decode a share of the square root."""
    return Sized(config.n, maps.unit(z.share, xp))


def stated(bound: Any) -> Claim:
    """Return the claim that y is of the order of the bound."""
    return Claim("doe_2020.order", "Order", Source("doe_2020", "Order"), rate(n), Le(y, C * bound))


def measure(n: int, share: Any) -> dict[Any, Any]:
    """Return share * sqrt(n)."""
    xp = array_namespace(share)
    return {y: share * xp.sqrt(0 * share + n)}


def test_the_right_rate_is_consistent_and_its_constant_certified() -> None:
    """The least constant is 1 at every size, and the exponent of its growth 0."""
    bound = check(stated(n ** Fraction(1, 2)), squares)(measure)
    evidence, certificate = full_audit(bound, profile="standard")
    assert (evidence.verdict, certificate) == ("survived", None)
    assert "consistent" in evidence.summary
    assert evidence.rate is not None and evidence.rate.exponent == pytest.approx(0, abs=0.02)
    assert evidence.constants[0].sharp == pytest.approx(1, rel=0.01)
    assert [size for size, _ in evidence.rate.table] == [1, 4, 16, 64, 256]


def test_a_quick_profile_screens_only_and_forces_a_little_less() -> None:
    """Without climbs the constant is certified too, from the structured latents."""
    bound = check(stated(n ** Fraction(1, 2)), squares)(measure)
    evidence, _ = full_audit(bound, profile="quick")
    assert evidence.rate is not None and evidence.rate.outcome != "contradicted"
    assert evidence.rate.exponent == pytest.approx(0, abs=0.02)
    assert 0.9 < evidence.constants[0].sharp <= 1


def test_a_rate_too_small_is_contradicted_but_not_refuted() -> None:
    """Against the fourth root the constant grows like the fourth root."""
    bound = check(stated(n ** Fraction(1, 4)), squares)(measure)
    evidence, certificate = full_audit(bound, profile="quick")
    assert (evidence.verdict, certificate) == ("inconclusive", None)
    assert evidence.rate is not None and evidence.rate.outcome == "contradicted"
    assert evidence.rate.exponent == pytest.approx(0.25, abs=0.02)
    assert evidence.summary.startswith("contradicted: ")
    assert not as_recorded(evidence), "a contradiction that nobody has recorded is no success"
    known = msgspec.structs.replace(evidence, expected="inconclusive")
    assert as_recorded(known)


def test_growth_beyond_every_power_is_contradicted_although_no_power_fits() -> None:
    """Certified constants are no noise around a power: each slope exceeds the one before."""

    def grown(n: int, share: Any) -> dict[Any, Any]:
        xp = array_namespace(share)
        return {y: share * xp.exp(xp.sqrt(0 * share + n))}

    bound = check(stated(n ** Fraction(1, 2)), squares)(grown)
    evidence, _ = full_audit(bound, profile="quick")
    assert evidence.rate is not None and evidence.rate.outcome == "contradicted"
    assert evidence.verdict == "inconclusive" and not as_recorded(evidence)


def test_a_rate_too_large_is_consistent() -> None:
    """An upper bound that is too generous is no contradiction."""
    assert full_audit(check(stated(n), squares)(measure), profile="quick")[0].verdict == "survived"


def test_a_constant_hidden_in_a_hypothesis_is_searched() -> None:
    """For y >= C sqrt(n) to force 2 y > sqrt(n), the constant has to be a half."""
    claim = Claim(
        "doe_2020.large",
        "Large",
        Source("doe_2020", "Large"),
        rate(n),
        Ge(2 * y, n ** Fraction(1, 2)),
        [hypothesis("y is large", Ge(y, C * n ** Fraction(1, 2)))],
    )
    evidence, _ = full_audit(check(claim, squares)(measure), profile="quick")
    assert evidence.verdict == "survived"
    assert evidence.constants[0].sharp == pytest.approx(0.5, rel=0.01)


def test_a_rate_and_its_hidden_constant_belong_together() -> None:
    """A rate without a hidden constant is refused, and so is a hidden constant elsewhere."""
    with pytest.raises(ClaimError, match="hidden constant"):
        Claim("doe_2020.order", "Order", Source("doe_2020", "Order"), rate(n), Le(y, n))
    with pytest.raises(ClaimError, match="hidden constant"):
        Claim("doe_2020.order", "Order", Source("doe_2020", "Order"), always, Le(y, C * n))
    D = hidden("D", "another one")
    with pytest.raises(BindingError, match="one hidden constant"):
        full_audit(check(stated(D * log(n + 1)), squares)(measure), profile="quick")


def test_a_rate_is_no_claim_for_every_instance() -> None:
    """The audit of other claims would take the hidden constant for a number, and refuses it."""
    with pytest.raises(BindingError, match="is a rate; audit it with"):
        audit(check(stated(n), squares)(measure), profile="quick")


def test_the_measurement_of_a_rate_is_tested_first() -> None:
    """One that mixes the rows of a batch is refused before any constant is searched."""

    def mixed(n: Any, share: Any) -> dict[Any, Any]:
        return {y: array_namespace(share).max(share)}

    with pytest.raises(MeasurementError, match="y has shape"):
        full_audit(check(stated(n), squares)(mixed), profile="quick")

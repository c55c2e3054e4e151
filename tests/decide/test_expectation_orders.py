"""The least of the expectations and the expectation of the least are two statements."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Law,
    Le,
    Least,
    Mean,
    Rational,
    Source,
    Space,
    check,
    choice,
    family,
    in_expectation,
    index,
    measured,
)
from falsum.measure.check import Check
from falsum.verdict.audit import audit

t = index("t", 1, 2)
x = measured("x", "the position at time t", indices=(t,))


@dataclass(frozen=True)
class Nothing:
    """One instance."""

    one: Any


@family(space=Space(size=choice(1)), latent=lambda c: {})
def single(config: Any, z: Any, xp: Any) -> Nothing:
    """Return the instance."""
    return Nothing(xp.ones((1,), dtype=xp.float64))


def alternate(one: Any) -> Law:
    """Be at 0 and then at 1, or at 1 and then at 0, each with probability 1/2."""
    xp = array_namespace(one)
    first = xp.stack([0 * one, one], axis=1)
    return Law({x: xp.stack([first, 1 - first], axis=2)}, xp.stack([one / 2, one / 2], axis=1))


def stated(expected: Any) -> Check:
    """Return the check that something expected is at most a quarter."""
    claim = Claim(
        "doe_2020.order",
        "Order",
        Source("doe_2020", "Order"),
        in_expectation,
        Le(expected, Rational(1, 4)),
    )
    return check(claim, single)(alternate)


def test_the_least_of_the_expectations_is_taken_after_the_average() -> None:
    """At each time the expected position is 1/2: a quarter is refuted, exactly."""
    evidence, certificate = audit(stated(Least(Mean(x), t)), profile="quick")
    assert evidence.verdict == "refuted" and certificate is not None


def test_the_expectation_of_the_least_is_taken_along_each_path() -> None:
    """On each path the least position is 0: a quarter bounds its mean, and an eighth less."""
    above = Rational(1, 8) + Mean(Least(x, t))
    evidence, certificate = audit(stated(above), profile="quick")
    assert (evidence.verdict, certificate) == ("survived", None)
    evidence, certificate = audit(stated(above + Rational(1, 4)), profile="quick")
    assert evidence.verdict == "refuted" and certificate is not None

"""What has no value is ill-defined, and what is never evaluated is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from falsum import (
    Eq,
    Ge,
    Greatest,
    Integral,
    Le,
    Least,
    Lt,
    Max,
    Ne,
    Rational,
    Space,
    Sum,
    binomial,
    exp,
    factorial,
    family,
    gamma,
    hypothesis,
    index,
    loggamma,
    oo,
    parameter,
    sizes,
    variable,
)
from tests.cases import audited, exact_line, line, stated, x


@dataclass(frozen=True)
class Count:
    """A size."""

    n: int


AT_ZERO = hypothesis("at -1", Eq(x, -1))
POLES: list[tuple[Any, str]] = [
    (gamma(x) ** 2, "gamma at a pole"),
    (loggamma(x), "loggamma of a non-positive number"),
    (factorial(x), "factorial of what is no natural number"),
    (binomial(x, x), "binomial at a pole"),
]


@pytest.mark.parametrize(("body", "reason"), POLES, ids=str)
@pytest.mark.parametrize("exact", [False, True])
def test_a_pole_is_undefined(body: Any, reason: str, exact: bool) -> None:
    """A function of the gamma family has no value at -1, and the audit goes on to say so."""
    claim = stated(Ge(body, 0), [AT_ZERO])
    evidence, certificate = audited(claim, exact_line if exact else line)
    assert evidence.verdict == "ill_defined"
    assert certificate is not None
    assert certificate.reason == reason


def test_a_binomial_below_its_range_is_zero() -> None:
    """There is no choice of a negative number of things."""
    zero = hypothesis("at 2", Eq(x, 2))
    assert audited(stated(Eq(binomial(x, -1), 0), [zero]))[0].verdict == "survived"
    assert audited(stated(Ne(binomial(x, -1), 0), [zero]))[0].verdict == "refuted"


def test_a_relation_over_an_empty_range_is_never_evaluated() -> None:
    """A division by zero in what is said of no index at all is none."""
    none = index("s", 1, 0)
    claim = stated(Le(none / (0 * x), x))
    assert audited(claim)[0].verdict == "inconclusive"  # neither undefined nor any evidence
    summed = stated(Le(x + Sum(none / (0 * x), none), 1 + x**2))
    assert audited(summed)[0].verdict == "survived"


def test_an_exact_infinity_in_a_hypothesis_is_met() -> None:
    """The greatest of no numbers is below everything, and differs from everything."""
    none = index("s", 1, 0)
    for assumed in (Ne(Greatest(none * x, none), 3), Le(Greatest(none * x, none), -100)):
        claim = stated(Le(x, 0), [hypothesis("h", assumed)])
        evidence, certificate = audited(claim)
        assert (evidence.verdict, certificate is not None) == ("refuted", True)
    unmet = stated(Le(x, 0), [hypothesis("h", Ge(Greatest(none * x, none), -100))])
    assert audited(unmet)[0].verdict != "refuted"


def test_a_series_leaves_no_guards_of_its_own_points() -> None:
    """An index may run through a series and through what is around it."""
    s = index("s", 0, 2)
    claim = stated(Le(Least(Sum(Rational(1, 2) ** s * x**0, (s, 0, oo)), s), 2))
    assert audited(claim)[0].verdict in ("survived", "inconclusive")
    assert audited(stated(Le(Least(Sum(Rational(1, 3) ** s, (s, 0, oo)), s), x**2)))[0].verdict == (
        "refuted"
    )


def test_one_equality_does_not_hide_another() -> None:
    """Where x <= 0 both sides are 1; above, the bound is missed by less than floats can tell."""
    less = x * (1 - Rational(1, 10**40))
    claim = stated(Le(Max(x, 0) + 1, Max(less, 0) + 1))
    assert audited(claim)[0].verdict == "refuted"


def test_hypotheses_that_certainly_fail_leave_nothing() -> None:
    """What floats let pass and balls reject at a higher precision is no support."""
    more = hypothesis("more than itself", Ge(exp(x), exp(x) + Rational(1, 10**40)))
    evidence, certificate = audited(stated(Le(x, x - 1), [more]))
    assert (evidence.verdict, certificate) == ("inconclusive", None)


def test_a_sum_over_nothing_keeps_the_other_indices() -> None:
    """The relation speaks of no t: it is not undefined, whatever the rest of it is worth."""
    t, u = index("t", 1, 0), index("u", 1, 0)
    evidence, _ = audited(stated(Le(Sum(t + u, u), 1 / (0 * x))))
    assert evidence.verdict == "inconclusive"
    assert "the index of the conclusion is empty" in evidence.summary


def test_a_strict_equality_that_balls_leave_open_does_not_survive() -> None:
    """At n = 1 it holds; at n = 0 it says that 2/3 is less than itself, by an integral."""
    z, n = variable("z"), parameter("n", "a size")
    claim = stated(Lt(Integral(2, (z, n, Rational(1, 3))), Rational(2, 3)))

    @family(space=Space(n=sizes(0, 1)), latent=lambda c: {})
    def counts(config: Any, z: Any, xp: Any) -> Count:
        return Count(config.n)

    assert audited(claim, counts)[0].verdict in ("refuted", "inconclusive")

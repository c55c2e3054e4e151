"""Rates that no constant serves: refuted where that is certain, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from falsum import Ge, Le, exp, hypothesis, log, sqrt
from falsum.evidence.certificates import Certificate, verify
from falsum.measure.check import Check
from falsum.records.verdicts import Verdict
from falsum.search.job import Job
from falsum.study.full import full_audit
from falsum.study.unbounded import unbounded
from tests.study.growing import C, a, n, share, shrinking, stated, y, z

constant = (lambda n, a, xp: 2 * a, 2 * a)
linear = (lambda n, a, xp: a * n, a * n)
inverse = (lambda n, a, xp: a / n, a / n)
root = (lambda n, a, xp: a * xp.sqrt(0 * a + n), a * sqrt(n))
logarithm = (lambda n, a, xp: a * xp.log(0 * a + n + 1), a * log(n + 1))
nothing = (lambda n, a, xp: 0 * a, 0 * a)
several = (lambda n, a, xp: a * n - xp.sqrt(0 * a + n) + 2, a * n - sqrt(n) + 2)
FALSE = {
    "a constant": (Le(y, C / n), constant, "1", "n^(-1)"),
    "a growing left side": (Le(y, C), linear, "n", "1"),
    "a wrong power": (Le(y, C / n), (root[0], root[1]), "n^(1/2)", "n^(-1)"),
    "a power against a logarithm": (Le(y, C * log(n + 1)), root, "n^(1/2)", "log(n)"),
    "a logarithm": (Le(y, C * a), logarithm, "log(n)", "1"),
    "the leading one of several terms": (Le(y, C * sqrt(n)), several, "n", "n^(1/2)"),
    "a lower bound that is too large": (Ge(y, C * n), root, "n^(1/2)", "n"),
}
TRUE = {
    "the rate itself": (Le(y, C / n), inverse),
    "a bound that grows": (Le(y, C * n), root),
    "a left side of 0": (Le(y, C / n), nothing),
    "a logarithm below a power": (Le(y, C * sqrt(n)), logarithm),
    "a lower bound": (Ge(y, C * sqrt(n)), linear),
    "a bound with other factors": (Le(y, C * a**2 * log(n + 1) / sqrt(n)), inverse),
}


@pytest.mark.parametrize(("conclusion", "form", "bounded", "bound"), FALSE.values(), ids=FALSE)
def test_a_rate_that_no_constant_serves_is_refuted(
    conclusion: Any, form: Any, bounded: str, bound: str
) -> None:
    """The instance meets the hypotheses at every size, and its certificate verifies."""
    check = stated(conclusion, *form)
    evidence, certificate = full_audit(check, profile="quick")
    assert evidence.verdict is Verdict.REFUTED
    assert certificate is not None and certificate.rate is not None
    assert (certificate.rate.bounded, certificate.rate.bound) == (bounded, bound)
    assert certificate.rate.sizes == [1, 4, 16, 64, 256]
    assert verify(certificate, lambda claim: check) is check
    assert evidence.smallest is not None and evidence.smallest.slack > 0
    assert evidence.smallest.growth == certificate.rate
    assert "compared at n = 1, 4, 16, 64, 256" in evidence.summary


@pytest.mark.parametrize(("conclusion", "form"), TRUE.values(), ids=TRUE)
def test_a_true_rate_is_never_refuted(conclusion: Any, form: Any) -> None:
    """Where a constant serves, the closed form says so."""
    evidence, certificate = full_audit(stated(conclusion, *form), profile="quick")
    assert certificate is None and not evidence.verdict.breaks


OPEN = {
    "nothing is given": (Le(y, C / n), constant[0], None, {}, ""),
    "what is given is not measured": (Le(y, C / n), inverse[0], 2 * a, {}, "not what is measured"),
    "a hypothesis fails at the last size": (
        Le(y, C / n), *constant, {"assuming": [hypothesis("n is small", Le(n, 64))]},
        "not certain that 'n is small'",
    ),
    "a hypothesis fails beyond the sizes": (
        Le(y, C / n), *constant, {"assuming": [hypothesis("n is small", Le(n, 10**6))]},
        "'n is small' fails for large n",
    ),
    "what a hypothesis compares changes": (
        Le(y, C / n), *constant,
        {"assuming": [hypothesis("z is small", Le(z, 2 * a))], "assumed": lambda n, a: a + a / n},
        "compares other numbers",
    ),
    "the instance changes": (Le(y, C / n), *constant, {"on": shrinking}, "other fields"),
    "leading terms may cancel": (
        Le(y, C * sqrt(n)), lambda n, a, xp: a * n - a * n + 1 + 0 * a, a * n - a * n + 1, {}, "",
    ),
    "a function is in no table": (
        Le(y, C), lambda n, a, xp: xp.exp(0 * a + n), exp(n), {}, "no table",
    ),
    "the constant is no factor": (Le(y, C + 1 / n), *linear, {}, "no factor"),
}  # fmt: skip


@pytest.mark.parametrize(("conclusion", "value", "given", "parts", "why"), OPEN.values(), ids=OPEN)
def test_what_is_not_certain_refutes_nothing(
    conclusion: Any, value: Any, given: Any, parts: Any, why: str
) -> None:
    """The table decides as before, and the summary says why no instance does."""
    evidence, certificate = full_audit(stated(conclusion, value, given, **parts), profile="quick")
    assert certificate is None and not evidence.verdict.breaks
    assert why in evidence.summary
    assert ("not refuted along a ray" in evidence.summary) == (given is not None)


def test_a_hypothesis_on_large_sizes_leaves_the_small_ones_out() -> None:
    """The least size compared is the least that meets it."""
    large = hypothesis("n is large", Ge(n, 10))
    _, certificate = full_audit(stated(Le(y, C / n), *constant, [large]), profile="quick")
    assert certificate is not None and certificate.rate is not None
    assert certificate.rate.sizes == [16, 64, 256]


def weighed(check: Check) -> tuple[dict[str, Any], Certificate]:
    """Return what is recorded of a rate that fails, and its certificate."""
    failing = unbounded(Job.begin(check, profile="standard"), [])
    assert failing.certificate is not None
    return failing.found, failing.certificate


def test_a_rate_that_fails_under_every_proviso_is_substantive() -> None:
    """The headline is the instance of the certificate, in simple numbers, and says the same."""
    found, certificate = weighed(stated(Le(y, C / n), *constant))
    assert found["severity"] == certificate.severity == "substantive"
    assert found["typical"].growth == certificate.rate
    assert found["reading"] and certificate.latent == ["1"]


def test_a_rate_that_fails_at_the_end_of_a_range_is_at_its_boundary() -> None:
    """The share of every instance is 1, where a charitable reader takes it to be less."""
    found, certificate = weighed(stated(Le(y, C * share / n), *constant))
    assert (found["severity"], found["proviso"]) == ("boundary", "share = 1")
    assert certificate.proviso == "share = 1"


def test_the_audit_records_it_beside_the_table() -> None:
    """The table contradicts the rate and refutes nothing by itself."""
    evidence, certificate = full_audit(stated(Le(y, C * a / n), *constant), profile="quick")
    assert certificate is not None and evidence.certificate == "doe_2020.order.json"
    assert evidence.rate is not None and evidence.rate.outcome == "contradicted"
    assert evidence.worst == evidence.smallest and evidence.worst_slack is not None

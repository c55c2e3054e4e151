"""What floats cannot evaluate, or get wrong, never decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from array_api_compat import array_namespace

from falsum import Eq, Gt, Le, Min, Ne, Rational, exp, hypothesis, log
from tests.cases import audited, exact_line, line, stated, x, y


def constant_of(value: float) -> Callable[[Any], dict[Any, Any]]:
    """Return a measurement that is this constant."""
    return lambda x: {y: 0 * x + value}


UNUSABLE: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "NaN on the left": (Le(y, 1), constant_of(float("nan"))),
    "NaN on the right": (Le(1, y), constant_of(float("nan"))),
    "NaN = NaN": (Eq(y, y), constant_of(float("nan"))),
    "NaN != 1": (Ne(y, 1), constant_of(float("nan"))),
    "infinity on the right": (Le(1, y), constant_of(float("inf"))),
    "minus infinity on the left": (Le(y, 1), constant_of(float("-inf"))),
    "infinity on both sides": (Le(y, y), constant_of(float("inf"))),
    "infinity = infinity": (Eq(y, y), constant_of(float("inf"))),
}


@pytest.mark.parametrize("instances", [line, exact_line], ids=["floats", "exact"])
@pytest.mark.parametrize("case", UNUSABLE)
def test_nan_and_infinity_never_count_as_holding(case: str, instances: Any) -> None:
    """An instance that cannot be evaluated is no evidence: nothing survives on it."""
    conclusion, measure = UNUSABLE[case]
    evidence, _ = audited(stated(conclusion), instances, measure)
    assert evidence.instances == 0
    assert evidence.undefined > 0
    assert evidence.verdict == "inconclusive"


def test_one_nan_does_not_hide_the_other_instances() -> None:
    """Instances that can be evaluated still count, and still refute."""

    def partly(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        return {y: xp.where(x < 0, x * float("nan"), x)}

    evidence, _ = audited(stated(Le(y, 1)), line, partly)
    assert evidence.verdict == "refuted"
    evidence, _ = audited(stated(Le(0, y)), line, partly)
    assert evidence.verdict == "survived"
    assert evidence.undefined > 0
    assert "not evaluated by floats and not counted" in evidence.summary


@pytest.mark.parametrize("instances", [line, exact_line], ids=["floats", "exact"])
def test_a_minimum_over_nothing_decides(instances: Any) -> None:
    """A measured +infinity that is exact breaks a finite bound: the minimum over an empty set."""
    evidence, certificate = audited(stated(Le(y, 1)), instances, constant_of(float("inf")))
    assert evidence.verdict == "refuted"
    assert evidence.worst_slack == 1.0
    assert certificate is not None
    assert certificate.conclusion[0].lhs == "inf"


def test_rounding_artefacts_are_counted_and_never_findings() -> None:
    """Where floats break a tight truth by an ulp, balls clear it: a count, not a counterexample."""
    claim = stated(Eq(y, x**2 - 1))
    evidence, certificate = audited(claim, line, lambda x: {y: (x - 1) * (x + 1)})
    assert evidence.verdict == "survived"
    assert certificate is None
    assert evidence.artefacts > 0
    assert "rounding artefacts cleared by balls" in evidence.summary


def test_rounding_errors_do_not_hide_a_smaller_true_violation() -> None:
    """Half of all instances look broken by cancellation; a few are, by a hundredth of that."""

    def measure(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        lost = (10**8 + x) - 10**8
        return {y: xp.where(2 * x > 1, lost - 2.0**-34, lost)}

    claim = stated(Le(x, y), [hypothesis("x is positive", Gt(x, 0))])
    assert audited(claim, line, measure)[0].verdict == "refuted"


def test_overflow_is_an_artefact_not_a_finding() -> None:
    """log(exp(x)) overflows in floats; the claim is true and survives."""
    evidence, _ = audited(stated(Le(log(exp(1000 * x)), 1000 * x + 1)))
    assert evidence.verdict == "survived"
    assert evidence.artefacts > 0


def test_overflow_does_not_hide_a_true_violation() -> None:
    """Overflows crowd the top of the float ranking, and the real violation is still found."""
    evidence, _ = audited(stated(Le(log(exp(1000 * x)), 1000 * x - Min(x, 1) / 1000)))
    assert evidence.verdict == "refuted"


def test_sides_too_large_to_add_are_left_to_the_balls() -> None:
    """Two finite sides whose sum overflows are unknown to floats, and do not count as holding."""
    huge = 10**308
    evidence, certificate = audited(stated(Le(Rational(17, 10) * huge + 0 * x, huge)))
    assert evidence.verdict == "refuted"
    assert certificate is not None
    evidence, _ = audited(stated(Le(huge, Rational(17, 10) * huge + 0 * x)))
    assert evidence.instances == 0

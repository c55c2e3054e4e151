"""Whole audits of claims about chance, counted: how often true ones fall and false ones stand."""

from fractions import Fraction

import pytest

from tests.verdict.calibrating import ERROR, claims, share_refuted

TRUE, FALSE = Fraction(1), Fraction(3, 2)
KINDS = ("probability", "expectation")


@pytest.mark.parametrize("kind", KINDS)
def test_some_audits_refute_what_is_false_and_nothing_else(kind: str) -> None:
    """Failures half as often again are always noticed; equality never is, in a dozen audits."""
    assert share_refuted(claims(FALSE)[kind], audits=8, most=2**12) == 1
    assert share_refuted(claims(TRUE)[kind], audits=12, most=2**12) == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_true_claims_fall_within_the_error_and_false_ones_nearly_always(kind: str) -> None:
    """Of 400 audits with equality everywhere at most 1 % refute; of 100 false ones 95 % do."""
    assert share_refuted(claims(TRUE)[kind], audits=400, most=2**12) <= ERROR
    assert share_refuted(claims(FALSE)[kind], audits=100, most=2**12) >= 0.95

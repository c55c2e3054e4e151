"""Only what certainly meets the hypotheses is evidence."""

from __future__ import annotations

from falsum import (
    Ge,
    Gt,
    Le,
    Lt,
    Rational,
    Space,
    family,
    hypothesis,
    log,
    parameter,
    positive,
    sizes,
)
from tests.cases import Number, audited, fields, stated, x


def test_the_missing_hypothesis_mends_it() -> None:
    """With the hypothesis added, instances without a meaning are rejected and named."""
    claim = stated(Le(log(x), x), [hypothesis("x is positive", Gt(x, 0))])
    evidence, _ = audited(claim)
    assert evidence.verdict == "survived"
    assert evidence.rejected > 0
    assert set(evidence.rejected_by) == {"x is positive"}


def test_no_admissible_instance_is_inconclusive() -> None:
    """Hypotheses that no instance meets leave nothing to say, and the summary names them."""
    evidence, certificate = audited(stated(Le(x, 1), [hypothesis("impossible", Lt(x**2, 0))]))
    assert evidence.verdict == "inconclusive"
    assert certificate is None
    assert evidence.instances == 0
    assert "impossible" in evidence.summary


def test_a_family_that_violates_a_hypothesis_is_reported_not_believed() -> None:
    """Half the instances break 'x is positive'; those neither refute nor count as evidence."""
    claim = stated(Ge(x, 0), [hypothesis("x is positive", Gt(x, 0))])
    evidence, _ = audited(claim)
    assert evidence.verdict == "survived"
    assert evidence.rejected > 100
    assert evidence.rejected_by["x is positive"] > 0
    assert "rejected by the hypotheses (x is positive)" in evidence.summary
    everything = evidence.instances + evidence.rejected + evidence.undefined
    assert evidence.instances < everything


def test_a_hypothesis_missed_by_a_rounding_error_is_not_met() -> None:
    """Floats let 1 + 2^-40 pass for x <= 1; balls reject it, and nothing survives on it."""
    beyond = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"z": ()})(
        lambda config, z, xp: Number(0 * z.z + 1 + 2.0**-40)
    )
    claim = stated(Le(x, 2), [hypothesis("x is at most 1", Le(x, 1))])
    evidence, certificate = audited(claim, beyond)
    assert evidence.verdict == "inconclusive"
    assert certificate is None
    assert "balls reject every instance" in evidence.summary


def test_a_domain_is_a_hypothesis_too() -> None:
    """An instance outside a parameter's domain is rejected under the domain's name."""
    p = parameter("x", "a positive number", domain=positive)
    evidence, _ = audited(stated(Ge(p, 0)))
    assert evidence.verdict == "survived"
    assert set(evidence.rejected_by) == {"x in its domain"}


def test_a_hypothesis_met_with_equality_admits() -> None:
    """An edge that belongs to the hypotheses is searched: x >= 1 and x <= 1 leave x = 1."""
    only_one = [hypothesis("least", Ge(x, 1)), hypothesis("greatest", Le(x, 1))]
    evidence, _ = audited(stated(Le(x, Rational(1, 2)), only_one))
    assert evidence.verdict == "refuted"
    assert fields(evidence) == {"x": "1"}

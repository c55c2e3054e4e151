"""Whatever a whole audit asks of balls, it asks once; only verification measures again."""

from collections import Counter
from typing import Any

import pytest

from falsum import (
    Check,
    Ge,
    Le,
    almost_always,
    balls,
    constant,
    hypothesis,
    with_probability,
)
from falsum.decide import in_balls
from falsum.evidence import certificates
from falsum.study.full import full_audit
from tests.cases import bound, exact_line, line, stated, x
from tests.decide.chances import bound as tossed
from tests.decide.chances import delta, heads
from tests.decide.chances import n as size

c = constant("c", 1)
FAR = hypothesis("far", Ge(x, 2))

Question = tuple[Any, ...]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[Question]:
    """Return how often each point of each statement is decided, verification apart."""
    questions: Counter[Question] = Counter()
    judged, verified = in_balls.decide_without_trials, certificates.verify
    verifying = []

    def noted(check: Check, config: Any, latent: Any, precisions: Any) -> Any:
        values = tuple(sorted((s.name, str(v)) for s, v in check.constants.items()))
        statement = check.claim.hash, values, check.family.name
        for precision in precisions:
            questions[*statement, config, tuple(latent), precision] += not verifying
        return judged(check, config, latent, precisions)

    def verify(*given: Any) -> Check:
        verifying.append(given)
        check = verified(*given)
        verifying.pop()
        return check

    for module in ("search.job", "decide.decide", "decide.in_balls"):
        monkeypatch.setattr(f"falsum.{module}.decide_without_trials", noted)
    monkeypatch.setattr("falsum.verdict.audit.verify", verify)
    return questions


AUDITED = {
    "refuted": bound(stated(Le(x, 7), [FAR]), line),
    "refuted exactly": bound(stated(Le(x, 2), [FAR]), exact_line),
    "survived exactly": bound(stated(Le(x, 7), [FAR]), exact_line),
    "survived": bound(stated(Le(-(x**2), 0 * x)), line),
    "almost always": bound(stated(Le(x, 1), (), almost_always), line),
    "by trials": tossed(Le(heads, size - 1), with_probability(1 + 0 * delta)),
    "a constant": bound(stated(Le(2 * x, c * (1 + x**2))), line),
    "a tight constant": bound(stated(Le(x, c * x**2), [FAR]), line),
}


@pytest.mark.parametrize("name", AUDITED)
def test_nothing_is_decided_twice(name: str, asked: Counter[Question]) -> None:
    """Search, shrinking, certificate, page, constants, ablation and power share one memory."""
    full_audit(AUDITED[name])
    assert asked.total() > 3
    assert [question for question, times in asked.items() if times > 1] == []


def test_verification_measures_again() -> None:
    """A file is confirmed by a decision of its own, whatever the job remembers."""
    evidence, certificate = full_audit(AUDITED["refuted"])
    assert evidence.verdict == "refuted" and certificate is not None
    with balls.precision(128), pytest.MonkeyPatch.context() as patch:
        patch.setattr(certificates, "decide_instance", None)
        with pytest.raises(certificates.CertificateError, match="not measurable"):
            certificates.verify(certificate, lambda claim: AUDITED["refuted"])

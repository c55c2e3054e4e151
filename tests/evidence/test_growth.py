"""The certificate of a rate that no constant serves: altered anywhere, it is rejected."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import pytest

from falsum import Claim, Le, Source, always, check
from falsum.evidence.certificates import Certificate, CertificateError, parse, to_json, verify
from falsum.evidence.standing import exhibited, replayed
from falsum.measure.check import Check
from falsum.records.growth import Growth
from falsum.report.sentence import TEXT, failure
from falsum.search.job import Job
from falsum.study.full import full_audit
from falsum.study.unbounded import unbounded
from tests.study.growing import C, a, n, scales, stated, y

ALTERED: dict[str, dict[str, Any]] = {
    "another size": {"sizes": [1, 4, 16, 64, 255]},
    "fewer sizes": {"sizes": [1, 4, 16]},
    "another constant": {"constant": "1000"},
    "no number": {"constant": "1e3"},
    "another closed form": {"given": ["y = 3*a"]},
    "no condition": {"given": []},
    "another order": {"bounded": "n"},
    "another bound": {"bound": "n^(-2)"},
    "another symbol": {"over": "a"},
}


@cache
def issued() -> tuple[Check, Certificate]:
    """Return a rate that no constant serves and its certificate."""
    check = stated(Le(y, C * a / n), lambda n, a, xp: 2 * a, 2 * a)
    certificate = unbounded(Job.begin(check, profile="standard"), []).certificate
    assert certificate is not None
    return check, certificate


def refused(certificate: Certificate, check: Check) -> str:
    """Return why a certificate is rejected."""
    with pytest.raises(CertificateError) as raised:
        verify(certificate, lambda claim: check)
    return str(raised.value)


def test_the_file_is_read_as_it_was_written() -> None:
    """What is said of the growth survives the round trip, and verifies."""
    check, certificate = issued()
    again = parse(to_json(certificate).encode())
    assert again == certificate
    verify(again, lambda claim: check)


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED)
def test_what_it_says_of_the_growth_is_found_again(change: dict[str, Any]) -> None:
    """Nothing in that part is taken on trust."""
    check, certificate = issued()
    assert certificate.rate is not None
    altered = msgspec.structs.replace(certificate.rate, **change)
    assert "growth" in refused(msgspec.structs.replace(certificate, rate=altered), check)


def test_a_rate_is_not_refuted_at_one_size() -> None:
    """Without its growth the file shows one constant that fails, which refutes no rate."""
    check, certificate = issued()
    assert "growth" in refused(msgspec.structs.replace(certificate, rate=None), check)


def test_a_claim_that_is_no_rate_has_no_growth() -> None:
    """It is refuted by an instance alone."""
    claim = Claim("doe_2020.order", "t", Source("doe_2020", "b"), always, Le(y, a / n))
    plain = check(claim, scales)(lambda n, a: {y: a})
    _, certificate = full_audit(plain, profile="quick")
    assert certificate is not None and certificate.rate is None
    growth = issued()[1].rate
    assert "no rate" in refused(msgspec.structs.replace(certificate, rate=growth), plain)


def test_a_true_rate_accepts_no_certificate() -> None:
    """A file about a rate that stands is rejected, whatever it says."""
    _, certificate = issued()
    true = stated(Le(y, C * a), lambda n, a, xp: 2 * a, 2 * a)
    forged = msgspec.structs.replace(certificate, claim_hash=true.claim.hash)
    assert "a constant serves along this ray" in refused(forged, true)


HOSTILE = {
    "unknown keys": b'"over": "n", "run": "x",',
    "a long constant": b'"over": "n", "bound": "%s",' % (b"1" * 2000),
    "too many sizes": b'"over": "n", "sizes": [1,2,3,4,5,6,7,8,9],',
    "sizes that are none": b'"over": "n", "sizes": ["1"],',
    "a key twice": b'"over": "n", "over": "n",',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_part_is_checked_against_its_schema(text: bytes) -> None:
    """Unknown keys, long texts and long lists are refused before anything is computed."""
    written = to_json(issued()[1]).encode()
    assert b'"over": "n",' in written
    with pytest.raises(CertificateError):
        parse(written.replace(b'"over": "n",', text))


def test_the_stored_instance_is_shown_at_its_constant() -> None:
    """A replay tells the same growth and the same severity as the audit."""
    check, certificate = issued()
    shown = exhibited(check, certificate)
    assert shown is not None and shown.growth == certificate.rate
    assert ("C", "C", certificate.rate.constant if certificate.rate else "") in shown.symbols
    evidence = replayed(check, certificate, "quick")
    assert (evidence.verdict, evidence.severity) == ("refuted", "substantive")
    assert "no constant serves" in evidence.summary


def test_one_sentence_tells_it() -> None:
    """The side that stays is a number, and what is held fixed comes first."""
    check, certificate = issued()
    shown = exhibited(check, certificate)
    assert shown is not None
    said = failure(check.claim, shown, certificate.verdict, TEXT)
    assert said.startswith("With a = ")
    assert said.endswith("for every value of n, while the bound tends to 0: no constant serves.")
    assert "the left side is " in said


def test_orders_are_told_where_both_sides_move() -> None:
    """Powers and logarithms are written in the symbol that grows."""
    check, certificate = issued()
    shown, growth = exhibited(check, certificate), certificate.rate
    assert shown is not None and growth is not None
    moved: Growth = msgspec.structs.replace(growth, bounded="n^(1/2)", bound="n^(-1) log(n)")
    said = failure(check.claim, msgspec.structs.replace(shown, growth=moved), certificate.verdict)
    assert "grows like $n^{1/2}$, while the bound falls like $n^{-1} \\log(n)$" in said

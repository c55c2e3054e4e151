"""Whoever writes a certificate picks its seed; fresh trials, which nobody picks, must agree."""

from __future__ import annotations

import pytest

from falsum.chance.error_budget import DECISIONS
from falsum.evidence.certificates import Certificate, CertificateError, parse, to_json, verify
from falsum.measure.experiment import experiment
from tests.cases import certificate_of
from tests.evidence.coins import fair, unfair

LAX = 0.1  # error of one decision, so that bad luck is met soon


def lucky(seeds: range) -> list[Certificate]:
    """Return certificates against the fair coin, each of a seed that happens to refute it."""
    config = fair.family.space.parse("n=1")
    found = (
        certificate_of(fair, config, 0, seed=s, most=4096, error=LAX * DECISIONS) for s in seeds
    )
    return [certificate for certificate in found if certificate is not None]


def test_a_lucky_seed_is_not_accepted() -> None:
    """Trials that refute a true claim are found by trying seeds, and fresh ones do not agree."""
    certificates = lucky(range(40))
    assert certificates
    lax = experiment(fair, error=LAX * DECISIONS)
    for certificate in certificates:
        with pytest.raises(CertificateError, match="refute the claim, and fresh ones do not"):
            verify(certificate, lambda claim: lax)


def test_an_honest_certificate_is_accepted_again_and_again() -> None:
    """Ten seeds refute the unfair coin, and so do the fresh trials of each."""
    config = unfair.family.space.parse("n=1")
    for seed in range(10):
        certificate = certificate_of(unfair, config, 0, seed=seed, most=2**16)
        assert certificate is not None and certificate.trials is not None
        text = to_json(certificate).encode()
        assert verify(parse(text), lambda claim: unfair) is unfair

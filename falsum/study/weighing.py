"""What a finding is worth, written down: severity, the typical instance, its certificate."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import msgspec

from falsum.decide.decide import decide_latent
from falsum.evidence.certificates import Certificate, CertificateError, issue, verify
from falsum.evidence.describe import describe_instance
from falsum.evidence.headline import form_of, lowered, margin, reading_of
from falsum.measure.check import Check
from falsum.records.described import Instance
from falsum.records.evidence import Evidence
from falsum.search.budget import PROFILES
from falsum.search.stages import FOUND
from falsum.search.tally import Finding
from falsum.search.typical import Typical
from falsum.study.severity import severity

TINY = 1e-6  # relative size below which a violation is told to be small


def weigh_finding(
    check: Check, evidence: Evidence, certificate: Certificate, options: dict[str, Any]
) -> tuple[dict[str, Any], Certificate]:
    """Return what to record of a finding's severity, and the certificate of its headline."""
    known = list(_known(check, evidence, certificate, options))
    if not known:
        return {}, certificate
    found = severity(check, known, **options)
    label = lowered(check, found.severity)
    issued, shown = certificate, None
    if found.typical is not None:
        own = check.deciding(seed=options["seed"], most=PROFILES[options["profile"]].trials)
        shown = _described(own, found.typical)
        issued = _issued(own, found.typical) or certificate
    words = {"form": form_of(check.claim), "severity": label, "proviso": found.proviso}
    record = {
        **words,
        "verdict": issued.verdict,
        "typical": shown,
        "share": found.share,
        "ordinary": found.tried,
        "reading": reading_of(check),
        "summary": f"{evidence.summary}{_smallness(shown)}",
    }
    return record, msgspec.structs.replace(issued, **words)


def _known(
    check: Check, evidence: Evidence, certificate: Certificate, options: dict[str, Any]
) -> Iterator[Finding]:
    """Yield the certified counterexamples that an audit has found: the smallest, the worst."""
    check = check.deciding(seed=options["seed"], most=PROFILES[options["profile"]].trials)
    places = [(certificate.config, certificate.latent)]
    if evidence.start is not None:
        places.append((evidence.start.place.config, evidence.start.place.latent))
    for key, written in places:
        config = check.family.space.parse(key)
        latent = tuple(Fraction(v) for v in written)
        missing = check.family.dimension(config) - len(latent)
        decision = decide_latent(check, config, latent + (Fraction(0),) * missing)
        if decision.answer in FOUND:
            yield Finding(config, latent + (Fraction(0),) * missing, decision)


def _described(check: Check, found: Typical) -> Instance:
    return describe_instance(check, found.config, found.latent, found.decision)


def _issued(check: Check, found: Typical) -> Certificate | None:
    """Return the certificate of a typical counterexample, if a reader can repeat it."""
    certificate = issue(check, found.config, found.latent)
    if certificate is None:
        return None
    try:
        verify(certificate, lambda claim: check)
    except CertificateError:
        return None
    return certificate


def _smallness(shown: Instance | None) -> str:
    """Say of a violation that is hardly one how large it is."""
    if shown is None or margin(shown) >= TINY:
        return ""
    return f"; the largest violation found has a relative size of {margin(shown):.1g} only"

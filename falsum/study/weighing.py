"""What a finding is worth, written down: severity, the typical instance, its certificate."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import msgspec

from falsum.decide.in_balls import FOUND
from falsum.evidence.certificates import Certificate, CertificateError, issue, verify
from falsum.evidence.describe import describe_instance
from falsum.evidence.headline import form_of, lowered, margin, reading_of
from falsum.instances.point import Point
from falsum.measure.check import Check
from falsum.records.described import Instance
from falsum.records.evidence import Evidence, Place
from falsum.search.job import Job
from falsum.search.surroundings import extent
from falsum.search.tally import Finding
from falsum.search.typical import Typical
from falsum.study.severity import severity

TINY = 1e-6  # relative size below which a violation is told to be small


def weigh_finding(
    job: Job, evidence: Evidence, certificate: Certificate
) -> tuple[dict[str, Any], Certificate]:
    """Return what to record of a finding's severity, and the certificate of its headline."""
    check, known = job.check, list(_known(job, evidence, certificate))
    if not known:
        return {}, certificate
    found = severity(job, known)
    label = lowered(check, found.severity)
    issued, shown, room = certificate, None, evidence.extent
    if found.typical is not None:
        room = extent(job, found.typical.finding)
        shown = describe_instance(check, found.typical.finding)
        issued = _issued(job, found.typical) or certificate
    words = {"form": form_of(check.claim), "severity": label, "proviso": found.proviso}
    record = {
        **words,
        "verdict": issued.verdict,
        "extent": room,
        "typical": shown,
        "share": found.share,
        "ordinary": found.tried,
        "reading": reading_of(check),
        "summary": f"{evidence.summary}{_smallness(shown)}",
    }
    return record, msgspec.structs.replace(issued, **words)


def _known(job: Job, evidence: Evidence, certificate: Certificate) -> Iterator[Finding]:
    """Yield the certified counterexamples that an audit has found: the smallest, the worst."""
    places = [Place(certificate.config, certificate.latent)]
    if evidence.start is not None:
        places.append(evidence.start.place)
    for place in places:
        found = Finding.of(job, _point(job.check, place))
        if found.decision.answer in FOUND:
            yield found


def _point(check: Check, place: Place) -> Point:
    """Return a point that was written down, with the entries of symmetries where they lack."""
    config = check.family.space.parse(place.config)
    missing = check.family.dimension(config) - len(place.latent)
    return Point(config, tuple(map(Fraction, [*place.latent, *["0"] * missing])))


def _issued(job: Job, found: Typical) -> Certificate | None:
    """Return the certificate of a typical counterexample, if a reader can repeat it."""
    certificate = issue(job, found.finding)
    if certificate is None:
        return None
    try:
        verify(certificate, lambda claim: job.check)
    except CertificateError:
        return None
    return certificate


def _smallness(shown: Instance | None) -> str:
    """Say of a violation that is hardly one how large it is."""
    if shown is None or margin(shown) >= TINY:
        return ""
    return f"; the largest violation found has a relative size of {margin(shown):.1g} only"

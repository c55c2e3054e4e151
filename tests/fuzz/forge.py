"""Certificates forged for claims that hold, in the ways that a careful liar would try first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from falsum.decide.decide import decide_latent
from falsum.evidence.certificates import Certificate, CertificateError, parse, to_json, verify
from falsum.records.described import Enclosure
from tests.cases import certificate_of
from tests.fuzz.claims import Case
from tests.fuzz.judge import HOLDS, judge
from tests.fuzz.outcome import place
from tests.fuzz.terms import RELATIONS

OPPOSITE = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}


def forged(found: Case) -> Iterator[tuple[str, Certificate]]:
    """Yield forgeries about a point at which a claim with a single relation holds."""
    claim = found.check.claim
    if found.kind in ("line", "laws") or len(claim.conjuncts) != 1:
        return
    point = next((e for e in found.points if judge(found.statement, e) == HOLDS), None)
    if point is None:
        return
    sign = OPPOSITE[found.statement.conclusion[0][0]]
    opposite = replace(claim, conclusion=RELATIONS[sign](*claim.conjuncts[0].args))
    config, latent = place(found, point)
    honest = certificate_of(found.check.variant(opposite), config, *latent)
    if honest is None:  # the opposite holds as well: there is nothing to compare over an index
        return
    lie = msgspec.structs.replace(honest, claim_hash=claim.hash)
    yield "the certificate of the opposite", lie
    truth = decide_latent(found.check, config, latent)
    sides = [Enclosure(s.name, s.sign, s.lhs, s.rhs) for s in truth.conclusion]
    own = msgspec.structs.replace(lie, conclusion=sides, precision=truth.precision)
    yield "its own enclosures", own
    yield (
        "sides exchanged",
        msgspec.structs.replace(
            own, conclusion=[Enclosure(s.name, s.sign, s.rhs, s.lhs) for s in sides]
        ),
    )
    yield (
        "sides made up",
        msgspec.structs.replace(
            own, conclusion=[Enclosure(s.name, s.sign, "2", "1") for s in sides]
        ),
    )
    yield "undefined", msgspec.structs.replace(own, verdict="ill_defined", reason="division by 0")
    yield "no hypotheses", msgspec.structs.replace(own, hypotheses=[])
    yield "no instance", msgspec.structs.replace(own, instance=None)
    if latent:
        moved = [str(v + 1) for v in latent]
        yield "another latent", msgspec.structs.replace(own, latent=moved)


def accepted(found: Case, certificate: Certificate) -> bool:
    """Tell whether a certificate passes as a reader would read it."""
    try:
        verify(parse(to_json(certificate)), lambda name: found.check)
    except CertificateError:
        return False
    return True

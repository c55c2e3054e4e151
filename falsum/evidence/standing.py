"""What stands: an audit's evidence weighed with the certificate that is stored for the claim."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import msgspec

from falsum.chance.error_budget import Spending
from falsum.decide.decide import decide_latent
from falsum.errors.interrupt import ends_the_run
from falsum.errors.lines import plain_line
from falsum.errors.raised import described
from falsum.evidence.certificates import Certificate, CertificateError, load, to_json, verify
from falsum.evidence.describe import describe_instance
from falsum.instances.point import Point
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.records.evidence import Evidence, HypothesisRecord, Instance
from falsum.records.reading import write_atomically
from falsum.records.verdicts import RAISED
from falsum.search.tally import Finding

FINDINGS = ("refuted", "ill_defined")
LONGEST = 400  # characters of an instance before it is cut


@dataclass(frozen=True)
class Stored:
    """The stored certificate of a claim if it verifies, else why there is none."""

    certificate: Certificate | None
    problem: str = ""


def recall(check: Check, folder: Path) -> Stored:
    """Replay the certificate stored for a check in ``folder``."""
    path = folder / f"{check.claim.id}.json"
    if not path.is_file():
        return Stored(None, "no certificate is stored")
    try:
        certificate = load(path)
        verify(certificate, lambda claim: check if claim == check.claim.id else None)
    except BaseException as error:
        if ends_the_run(error):
            raise
        known = isinstance(error, CertificateError)
        why = str(error) if known else described(error, check.measure).line
        return Stored(None, f"the stored certificate is rejected: {plain_line(why, LONGEST)}")
    return Stored(certificate)


def exhibited(check: Check, certificate: Certificate) -> Instance | None:
    """Describe a verified certificate's instance, or None when today's decoder may read another.

    Where the file holds the exact instance, its verification has compared the two.
    """
    if certificate.instance is None and certificate.decoder != check.family.version:
        return None
    config, drawn = check.family.space.parse(certificate.config), certificate.trials
    if drawn is not None:
        check = experiment(check, seed=drawn.seed, most=drawn.trials, spending=Spending())
    latent = tuple(Fraction(v) for v in certificate.latent)
    decision = decide_latent(check, config, latent)
    return describe_instance(check, Finding(Point(config, latent), decision))


def replayed(check: Check, certificate: Certificate, profile: str) -> Evidence:
    """Return the evidence that a verified certificate is by itself, without a search."""
    shown = exhibited(check, certificate)
    return msgspec.structs.replace(
        _blank(check, profile),
        verdict=certificate.verdict,
        worst_slack=shown.slack if shown else None,
        instances=1,
        configurations=1,
        certificate=f"{check.claim.id}.json",
        summary=f"{_broken(certificate)}, by the stored certificate; nothing else was searched",
        smallest=shown,
        worst=shown,
        chance=shown.chance if shown else None,
    )


def failed(check: Check, profile: str, why: str, place: str = "") -> Evidence:
    """Return the evidence of an audit that ended in an error, raised at ``place``."""
    blank = _blank(check, profile)
    return msgspec.structs.replace(blank, verdict=RAISED, summary=why, raised_at=place)


def _blank(check: Check, profile: str) -> Evidence:
    """Return the evidence of no search at all."""
    return Evidence(
        id=check.claim.id,
        verdict="inconclusive",
        expected=check.expect,
        quantifier=check.claim.quantifier.kind,
        worst_slack=None,
        instances=0,
        rejected=0,
        artefacts=0,
        undecided=0,
        certificate=None,
        constants=[],
        hypotheses=[HypothesisRecord(h.name, not h.granted) for h in check.claim.hypotheses],
        homogeneous=None,
        power=None,
        informative=None,
        seconds=0.0,
        summary="",
        claim_hash=check.claim.hash,
        profile=profile,
    )


def _broken(certificate: Certificate) -> str:
    refuted = certificate.verdict == "refuted"
    return f"an admissible instance {'breaks the conclusion' if refuted else certificate.reason}"


def storable(evidence: Evidence) -> Evidence:
    """Return the evidence without slacks that JSON cannot hold, which are NaN and infinities."""
    heights = [(key, s) for key, s in evidence.slack_by_configuration if math.isfinite(s)]
    worst = evidence.worst_slack
    kept = worst if worst is not None and math.isfinite(worst) else None
    return msgspec.structs.replace(evidence, slack_by_configuration=heights, worst_slack=kept)


def weigh(check: Check, evidence: Evidence, certificate: Certificate | None) -> Evidence:
    """Return the evidence with a verified certificate counted where the search found nothing."""
    if certificate is None or evidence.verdict not in ("survived", "inconclusive"):
        return evidence
    shown = exhibited(check, certificate)
    return msgspec.structs.replace(
        evidence,
        verdict=certificate.verdict,
        certificate=f"{check.claim.id}.json",
        smallest=shown,
        chance=shown.chance if shown and shown.chance else evidence.chance,
        summary=f"{_broken(certificate)}, by the stored certificate; this run: {evidence.summary}",
    )


def as_recorded(evidence: Evidence) -> bool:
    """Tell whether the verdict is the one on record.

    A search reports ``survived`` where a proof is on record; a claim without a record is only
    wrong when it breaks, or when it is a rate that its table contradicts; an error is always wrong.
    """
    if evidence.verdict == RAISED:
        return False
    if evidence.expected is None:
        contradicted = evidence.rate is not None and evidence.rate.outcome == "contradicted"
        return evidence.verdict not in FINDINGS and not contradicted
    allowed = {evidence.expected, "survived"} if evidence.expected == "proved" else None
    return evidence.verdict in (allowed or {evidence.expected})


def in_words(evidence: Evidence) -> str:
    """Return the smallest instance on one line, cut where it is long."""
    shown = evidence.smallest
    if shown is None:
        return evidence.summary
    fixed = shown.config.split(",") if shown.config else []
    rest = [f"{name}={value}" for name, value in shown.fields]
    text = ", ".join(dict.fromkeys([*fixed, *rest])).replace("=", " = ")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def keep(check: Check, certificate: Certificate, folder: Path) -> Path | None:
    """Store a new certificate unless one that verifies and is no longer is there already."""
    path, text = folder / f"{check.claim.id}.json", to_json(certificate)
    if path.is_file() and path.read_bytes() == text.encode():
        return None  # before it is verified, which takes longer
    stored = recall(check, folder).certificate
    if stored is not None and _length(stored) <= _length(certificate):
        return None
    write_atomically(path, text)
    return path


def _length(certificate: Certificate) -> int:
    return len(msgspec.json.encode((certificate.instance, certificate.latent)))

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
from falsum.evidence.headline import WORSE, Order, confirmed, order, reading_of
from falsum.instances.point import Point
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.records.described import Instance
from falsum.records.evidence import Evidence
from falsum.records.reading import write_atomically
from falsum.records.verdicts import Verdict
from falsum.search.tally import Finding

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
        _weighed(check, Evidence.blank(check.claim, check.expect, profile), certificate, shown),
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
    blank = Evidence.blank(check.claim, check.expect, profile)
    return msgspec.structs.replace(blank, verdict=Verdict.ERROR, summary=why, raised_at=place)


def _broken(certificate: Certificate) -> str:
    refuted = certificate.verdict is Verdict.REFUTED
    return f"an admissible instance {'breaks the conclusion' if refuted else certificate.reason}"


def storable(evidence: Evidence) -> Evidence:
    """Return the evidence without slacks that JSON cannot hold, which are NaN and infinities."""
    heights = [(key, s) for key, s in evidence.slack_by_configuration if math.isfinite(s)]
    worst = evidence.worst_slack
    kept = worst if worst is not None and math.isfinite(worst) else None
    return msgspec.structs.replace(evidence, slack_by_configuration=heights, worst_slack=kept)


def weigh(check: Check, evidence: Evidence, certificate: Certificate | None) -> Evidence:
    """Return the evidence with a verified certificate counted where the search found nothing."""
    if certificate is None or not evidence.verdict.open:
        return evidence
    shown = exhibited(check, certificate)
    return msgspec.structs.replace(
        _weighed(check, evidence, certificate, shown),
        verdict=certificate.verdict,
        certificate=f"{check.claim.id}.json",
        smallest=shown,
        chance=shown.chance if shown and shown.chance else evidence.chance,
        summary=f"{_broken(certificate)}, by the stored certificate; this run: {evidence.summary}",
    )


def _weighed(
    check: Check, evidence: Evidence, certificate: Certificate, shown: Instance | None
) -> Evidence:
    """Return the evidence with a verified certificate's instance, and its severity if it stands."""
    severity = confirmed(check, certificate)
    if severity is None:
        return msgspec.structs.replace(evidence, typical=shown or evidence.typical)
    return msgspec.structs.replace(
        evidence,
        severity=severity,
        proviso=certificate.proviso,
        typical=shown or evidence.typical,
        reading=reading_of(check),
    )


def headlined(check: Check, evidence: Evidence, certificate: Certificate | None) -> Evidence:
    """Return the evidence of a finding with the instance of the certificate that is stored.

    What a run has found may be no better than what is stored: the headline, on pages and in
    indexes, is what a reader can verify.
    """
    if certificate is None or not evidence.verdict.breaks:
        return evidence
    shown = exhibited(check, certificate)
    if shown is None:
        return evidence
    told = _weighed(check, evidence, certificate, shown)
    return msgspec.structs.replace(told, verdict=certificate.verdict, chance=shown.chance)


def as_recorded(evidence: Evidence) -> bool:
    """Tell whether the verdict is the one on record.

    A search reports ``survived`` where a proof is on record; a claim without a record is only
    wrong when it breaks, or when it is a rate that its table contradicts; an error is always wrong.
    A quick search that had no chance to see a violation says nothing of a claim that stands.
    """
    if evidence.verdict is Verdict.ERROR:
        return False
    if evidence.expected is None:
        contradicted = evidence.rate is not None and evidence.rate.outcome == "contradicted"
        return not evidence.verdict.breaks and not contradicted
    unseen = evidence.verdict is Verdict.INCONCLUSIVE and evidence.opportunity == 0
    if unseen and evidence.profile == "quick" and evidence.expected is not Verdict.INCONCLUSIVE:
        return evidence.expected.agrees(Verdict.SURVIVED)
    return evidence.expected.agrees(evidence.verdict)


def verdict_in_words(evidence: Evidence) -> str:
    """Return the verdict, with what a finding is worth and the proviso that matters."""
    if evidence.severity is None:
        return evidence.verdict
    proviso = f": {evidence.proviso}" if evidence.proviso else ""
    return f"{evidence.verdict} ({evidence.severity}{proviso})"


def in_words(evidence: Evidence) -> str:
    """Return the headline instance on one line, cut where it is long."""
    shown = evidence.typical or evidence.smallest
    if shown is None:
        return evidence.summary
    fixed = shown.config.split(",") if shown.config else []
    rest = [f"{name}={value}" for name, value in shown.fields]
    text = ", ".join(dict.fromkeys([*fixed, *rest])).replace("=", " = ")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def keep(check: Check, certificate: Certificate, folder: Path) -> Path | None:
    """Store a new certificate unless one that verifies and is no worse is there already.

    The order is that of headlines; where neither names a severity, the shorter is the better.
    """
    path, text = folder / f"{check.claim.id}.json", to_json(certificate)
    if path.is_file() and path.read_bytes() == text.encode():
        return None  # before it is verified, which takes longer
    stored = recall(check, folder).certificate
    if stored is not None and not _better(check, certificate, stored):
        return None
    write_atomically(path, text)
    return path


def _better(check: Check, new: Certificate, old: Certificate) -> bool:
    """Tell whether a new certificate takes the place of an old one that verifies."""
    after, before = _place(check, new), _place(check, old)
    relabelled = (new.severity, new.form) != (old.severity, old.form)
    weighed = new.severity is not None and after[0] == before[0]
    return (weighed and relabelled) or after < before


def _place(check: Check, certificate: Certificate) -> Order:
    """Return the place of a verified certificate in the order of headlines."""
    severity, shown = confirmed(check, certificate), exhibited(check, certificate)
    if severity is None or shown is None:
        return WORSE[severity], True, _length(certificate), ""
    return order(severity, shown)


def _length(certificate: Certificate) -> int:
    return len(msgspec.json.encode((certificate.instance, certificate.latent)))

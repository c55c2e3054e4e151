"""Certificates: an instance in exact data that a stranger can re-measure.

Whatever a certificate claims is computed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from falsum.chance.error_budget import DECISIONS, Spending
from falsum.decide.decide import by_trials, decide_latent
from falsum.decide.in_balls import Answer, Decision, decide_instance, refutes
from falsum.decide.orders import NotDecided
from falsum.decide.rays import at_constant, refute_rate
from falsum.instances.exact import decoded, lift, writable
from falsum.instances.exact import exact_instance as exact_instance
from falsum.instances.point import Point
from falsum.instances.space import Config, SpaceError
from falsum.measure.check import Check
from falsum.measure.experiment import draws_of, experiment
from falsum.records.certificate import LIMIT as LIMIT
from falsum.records.certificate import MOST, Trials
from falsum.records.certificate import Certificate as Certificate
from falsum.records.certificate import load as load
from falsum.records.certificate import parse as parse
from falsum.records.certificate import to_json as to_json
from falsum.records.described import Enclosure
from falsum.records.growth import Growth
from falsum.records.instance import CertificateError as CertificateError
from falsum.records.instance import Fields, fraction
from falsum.records.verdicts import Verdict
from falsum.search.job import Job
from falsum.search.tally import Finding
from falsum.threads import one_blas_thread

FRESH = 1e-6  # error of the fresh trials that a verification draws
FARTHER = 4  # as many fresh trials as a file names may be drawn, and no more
VERDICTS = {Answer.VIOLATED: Verdict.REFUTED, Answer.UNDEFINED: Verdict.ILL_DEFINED}


def issue(job: Job, found: Finding, rate: Growth | None = None) -> Certificate | None:
    """Issue a certificate for a finding, or None when the balls do not confirm it.

    The decision recorded is the one that a reader will repeat: made from the instance's own data,
    and only where these cannot be written the one that was made of the latent.  The finding of a
    ``rate`` is one at the constant recorded.
    """
    check, config, latent = job.check, found.point.config, found.point.latent
    if not writable([str(v) for v in latent]):
        return None
    written = exact_instance(check.family, config, latent)
    decision = found.decision
    if written is not None:
        decision = _decide(check, config, latent, written)
    if decision.answer not in VERDICTS or not job.refutes(found.point):
        return None
    return Certificate(
        schema=1,
        claim=check.claim.id,
        claim_hash=check.claim.hash,
        verdict=VERDICTS[decision.answer],
        family=check.family.name,
        decoder=check.family.version,
        config=config.key,
        latent=[str(v) for v in latent],
        instance=written,
        precision=decision.precision,
        hypotheses=_enclosures(decision.hypotheses),
        granted=[h.name for h in check.claim.hypotheses if h.granted],
        conclusion=_enclosures(decision.conclusion),
        reason=decision.reason,
        trials=_drawn(check, decision),
        rate=rate,
    )


def _enclosures(sides: Sequence[Any]) -> list[Enclosure]:
    return [Enclosure(s.name, s.sign, s.lhs, s.rhs) for s in sides]


def _drawn(check: Check, decision: Decision) -> Trials | None:
    known = decision.chance
    if known is None or known.error is None:
        return None
    draws = draws_of(check)
    return Trials(draws.seed, known.trials, known.failures, known.error)


def _decide(
    check: Check, config: Config, latent: Sequence[Fraction], written: Fields | None
) -> Decision:
    if written is None:
        return decide_latent(check, config, latent)
    template = decoded(check.family, config, [Fraction(0)] * check.family.dimension(config))
    decision = decide_instance(check, config, lift(template, written))
    return by_trials(check, config, latent, decision)


def verify(certificate: Certificate, find: Callable[[str], Check | None]) -> Check:
    """Re-measure a certificate and return its check.

    ``find`` looks a claim up in the catalogue.  Raises CertificateError unless every hypothesis
    holds, the conclusion fails (or is undefined) and every enclosure is what the file says.
    """
    check = find(certificate.claim)
    if check is None:
        raise CertificateError(f"the catalogue has no claim {certificate.claim}")
    if certificate.claim_hash != check.claim.hash:
        raise CertificateError(f"{certificate.claim} has changed since: its hash differs")
    if certificate.family != check.family.name:
        raise CertificateError(
            f"the family is {certificate.family[:80]!r}, but the claim's is {check.family.name!r}"
        )
    try:
        config = check.family.space.parse(certificate.config)
    except SpaceError as error:
        raise CertificateError(f"the configuration is unknown: {str(error)[:200]}") from None
    if not writable(certificate.latent):
        raise CertificateError(
            f"the latent's {len(certificate.latent)} numbers have "
            f"{sum(map(len, certificate.latent))} characters, more than may be measured again"
        )
    latent = [fraction(text) for text in certificate.latent]
    if len(latent) not in (check.family.dimension(config), check.family.still(config)):
        raise CertificateError(
            f"the latent has {len(latent)} entries instead of {check.family.dimension(config)}"
        )
    try:
        with one_blas_thread():
            _remeasure(certificate, check, config, latent)
    except CertificateError:
        raise
    except Exception as error:  # whatever a decoder or a measurement raises on hostile data
        raise CertificateError(f"not measurable: {type(error).__name__}: {error}") from error
    granted = [h.name for h in check.claim.hypotheses if h.granted]
    if certificate.granted != granted:
        raise CertificateError(f"the granted hypotheses are {granted}, not what the file says")
    return check


def _remeasure(
    certificate: Certificate, check: Check, config: Config, latent: Sequence[Fraction]
) -> None:
    _provenance(certificate, check, config, latent)
    check = _along(certificate, check, config, latent)
    if certificate.trials is None:
        check = experiment(check, most=1)
    else:
        drawn = certificate.trials
        check = experiment(check, seed=drawn.seed, most=drawn.trials, spending=Spending())
    decision = _decide(check, config, latent, certificate.instance)
    known = decision.chance
    if certificate.trials is None and known is not None and known.trials:
        raise CertificateError("the check draws trials at this instance, and the file names none")
    _compare(certificate, decision)
    if _drawn(check, decision) != certificate.trials:
        raise CertificateError("the trials drawn again differ from those in the file")
    _redraw(certificate, check, config, latent)
    if not refutes(check, config, latent):
        raise CertificateError("not confirmed: it breaks at a single point, not on an open set")


def _along(
    certificate: Certificate, check: Check, config: Config, latent: Sequence[Fraction]
) -> Check:
    """Show again that no constant serves, and return the check at the one that is recorded."""
    if not check.claim.quantifier.kind.of_growth:
        if certificate.rate is not None:
            raise CertificateError("the claim is no rate, and the file speaks of one")
        return check
    try:
        found = refute_rate(check, Point(config, tuple(latent)))
    except NotDecided as error:
        raise CertificateError(f"not confirmed: {error}") from None
    if (found.growth, found.point.config) != (certificate.rate, config):
        raise CertificateError("the growth found again differs from that in the file")
    return at_constant(check, found.growth)


def _redraw(
    certificate: Certificate, check: Check, config: Config, latent: Sequence[Fraction]
) -> None:
    """Decide by trials that nobody chose, where those of the file refute the claim.

    Who writes a certificate picks its seed, and may try many.  The second seed is a hash of the
    first, of the claim and of the instance, so that each try costs a decision of its own: both
    together err with probability ``share`` of an audit times FRESH.
    """
    drawn = certificate.trials
    if drawn is None:
        return
    chosen = (certificate.claim_hash, config.key, drawn.seed, *certificate.latent)
    seed = int.from_bytes(hashlib.sha256("/".join(map(str, chosen)).encode()).digest()[:7], "big")
    most = min(FARTHER * drawn.trials, MOST)
    again = experiment(check, seed=seed, most=most, error=FRESH * DECISIONS, spending=Spending())
    if _decide(again, config, latent, certificate.instance).answer is not Answer.VIOLATED:
        raise CertificateError("the trials of the file refute the claim, and fresh ones do not")


def _provenance(
    certificate: Certificate, check: Check, config: Config, latent: Sequence[Fraction]
) -> None:
    """Check that the family, as it is today, produces the instance.

    What a decoder grants by construction no hypothesis would catch in an instance made by hand.
    """
    if exact_instance(check.family, config, latent) != certificate.instance:
        raise CertificateError("the latent does not decode to the instance")
    if certificate.instance is None and certificate.decoder != check.family.version:
        raise CertificateError("the decoder has changed, and the file holds no exact instance")


def _compare(certificate: Certificate, decision: Decision) -> None:
    found = VERDICTS.get(decision.answer)
    if found != certificate.verdict:
        raise CertificateError(f"not confirmed: {decision.answer.value} {decision.reason}".strip())
    told = (
        certificate.precision,
        certificate.hypotheses,
        certificate.conclusion,
        certificate.reason,
    )
    again = (
        decision.precision,
        _enclosures(decision.hypotheses),
        _enclosures(decision.conclusion),
        decision.reason,
    )
    if told != again:
        raise CertificateError("the enclosures recomputed differ from those in the file")

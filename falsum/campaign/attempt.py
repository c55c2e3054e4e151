"""An audit that may raise: what a user's code raises becomes evidence, of the verdict error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from falsum.campaign.root import Root
from falsum.errors.interrupt import ends_the_run
from falsum.errors.raised import Raised, described
from falsum.evidence.certificates import Certificate
from falsum.evidence.standing import Stored, failed, recall, replayed, storable, weigh
from falsum.measure.check import Check
from falsum.records.evidence import Evidence
from falsum.threads import one_thread


class Attempt(NamedTuple):
    """Evidence and a certificate if there is one; what was raised where the evidence is that."""

    evidence: Evidence
    certificate: Certificate | None = None
    raised: Raised | None = None


def attempt(check: Check, profile: str, **options: Any) -> Attempt:
    """Audit a claim with every stage; whatever its code raises is evidence too."""
    from falsum.study.full import full_audit

    def audited() -> Attempt:
        evidence, certificate = full_audit(check, profile=profile, **options)
        return Attempt(storable(evidence), certificate)

    return guarded(check, profile, audited)


def settled(check: Check, root: Root | None, profile: str, **options: Any) -> tuple[Attempt, str]:
    """Settle a claim by its stored certificate, or by an audit where that is not enough.

    Returns what came of it and what is wrong with the stored certificate.
    """
    from falsum.evidence.start import noted, stored_start

    stored = recall(check, root.certificates) if root else Stored(None)
    known = stored.certificate
    if known and profile == "quick" and check.expect and check.expect.breaks:
        return guarded(check, profile, lambda: Attempt(replayed(check, known, profile))), ""
    start, unused = stored_start(root.findings, check) if root else (None, "")
    with one_thread():
        done = attempt(check, profile, start=start, **options)
    if done.raised is None:
        found = done.evidence
        done = guarded(check, profile, lambda: Attempt(weigh(check, found, known)))
    return done._replace(evidence=noted(done.evidence, unused)), stored.problem


def guarded(check: Check, profile: str, work: Callable[[], Attempt]) -> Attempt:
    """Do what runs a claim's code; only Ctrl-C gets through, as KeyboardInterrupt."""
    try:
        return work()
    except BaseException as error:
        if ends_the_run(error):
            raise KeyboardInterrupt from error
        raised = described(error, check.measure)
        raised = raised._replace(what=raised.what.replace(f"{check.claim.id}: ", "", 1))
        return Attempt(failed(check, profile, raised.line, raised.place), None, raised)

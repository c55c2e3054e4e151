"""The audit of one claim: search, shrink, certify, conclude."""

from __future__ import annotations

import time
from collections.abc import Iterator

from falsum.decide.decide import decide_latent
from falsum.evidence.certificates import Certificate, CertificateError, issue, verify
from falsum.evidence.start import Unusable, Warm, no_smaller, noted, warmed
from falsum.instances.space import Config
from falsum.measure.check import BindingError, Check
from falsum.measure.selftest import examine
from falsum.records.evidence import Evidence, Start
from falsum.search.confirm import reconsider
from falsum.search.feasibility import seek
from falsum.search.job import Job
from falsum.search.scatter import scatter
from falsum.search.smallest import smallest
from falsum.search.stages import configurations, pair, polish, search, wander
from falsum.search.tally import Finding, Tally
from falsum.verdict.contenders import confront
from falsum.verdict.verdict import conclude


def audit(
    check: Check,
    *,
    profile: str = "standard",
    seed: int = 0,
    device: str = "cpu",
    start: Start | None = None,
) -> tuple[Evidence, Certificate | None]:
    """Audit one claim by a job of its own, as :func:`conduct` does."""
    return conduct(Job.begin(check, profile=profile, seed=seed, device=device), start=start)


def conduct(
    job: Job, *, start: Start | None = None, tested: bool = False
) -> tuple[Evidence, Certificate | None]:
    """Audit the claim of a job and return the evidence, with a certificate if it was refuted.

    ``start`` is the worst instance of an earlier audit, to begin from; one that cannot be used is
    left aside, and the summary says why.

    The decoder and the measurement are tested first, unless they were ``tested`` already; raises
    MeasurementError where they cannot be searched, and BindingError for a rate, which has an audit
    of its own.
    """
    check = job.check
    if not tested:
        examine(check, seed=job.seed)
    if check.claim.quantifier.kind.of_growth:
        raise BindingError(
            f"{check.claim.id} is a rate; audit it with falsum.study.full.full_audit"
        )
    warm, problem = _warm(job, start)
    started, tally = time.process_time(), Tally()
    for config in _planned(job, warm):
        if time.process_time() - started > job.budget.seconds:
            break
        search(job, config, tally, warm.near(check, config) if warm else None)
    wander(job, tally, started + job.budget.seconds)
    polish(job, tally, started + job.budget.seconds)
    pair(job, tally, started + job.budget.seconds)
    scatter(job, tally, started + job.budget.seconds)
    reconsider(job, tally)
    confront(job, tally)
    if tally.rejected and not tally.instances and job.budget.starts:
        tally.feasibility = seek(job, tally)
    if warm and warm.breaks and job.refutes(warm.found.point):
        tally.findings.append(warm.found)
    finding = smallest(job, tally) if tally.findings else None
    certificate = issue(job, finding) if finding else None
    if finding is not None:
        tally.unrepeated = _unrepeated(check, finding, certificate)
    if tally.unrepeated:
        certificate = None
    evidence = conclude(job, tally, finding, certificate, time.process_time() - started)
    if warm is not None:
        evidence = no_smaller(check, evidence, warm)
    return noted(evidence, problem), certificate


def _unrepeated(check: Check, finding: Finding, certificate: Certificate | None) -> str:
    """Return what a reader who measures a finding again sees differ, "" where nothing does.

    It differs where a measurement draws from elsewhere than its stream, or keeps a state.
    """
    if certificate is None:
        again = decide_latent(check, finding.point.config, finding.point.latent)
        return f"then {again.answer.value} {again.reason}".strip()
    try:
        verify(certificate, lambda claim: check)
    except CertificateError as error:
        return str(error)
    return ""


def _warm(job: Job, start: Start | None) -> tuple[Warm | None, str]:
    """Return where the run begins, or why not at what is stored."""
    if start is None:
        return None, ""
    try:
        return warmed(job, start), ""
    except Unusable as error:
        return None, str(error)


def _planned(job: Job, warm: Warm | None) -> Iterator[Config]:
    """Yield the configurations of the run, and last the one that it is given, if it is another."""
    planned = list(configurations(job))
    yield from planned
    if warm is not None and warm.home is not None and warm.home.config not in planned:
        yield warm.home.config

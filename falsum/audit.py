"""The audit of one claim: search, shrink, certify, conclude."""

from __future__ import annotations

import time

from falsum.binding import Check
from falsum.certificate import Certificate, issue
from falsum.conclude import conclude
from falsum.profiles import PROFILES
from falsum.records import Evidence
from falsum.smallest import smallest
from falsum.stages import Audit, configurations, polish, search, wander
from falsum.tally import Tally
from falsum.vacuity import seek


def audit(
    check: Check, *, profile: str = "standard", seed: int = 0, device: str = "cpu"
) -> tuple[Evidence, Certificate | None]:
    """Audit one claim and return the evidence, with a certificate if it was refuted."""
    check = check.drawing(seed=seed, most=PROFILES[profile].trials)
    job = Audit(check, profile, PROFILES[profile], seed, device)
    started, tally = time.monotonic(), Tally()
    for config in configurations(job):
        if time.monotonic() - started > job.budget.seconds:
            break
        search(job, config, tally)
    wander(job, tally, started + job.budget.seconds)
    polish(job, tally, started + job.budget.seconds)
    if tally.rejected and not tally.instances:
        tally.feasibility = seek(job, tally)
    finding = smallest(job, tally) if tally.findings else None
    certificate = issue(check, finding.config, finding.latent) if finding else None
    evidence = conclude(job, tally, finding, certificate, time.monotonic() - started)
    return evidence, certificate

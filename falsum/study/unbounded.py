"""Rates that no constant serves: an instance whose size alone grows, found, weighed and certified.

What is fitted to a table refutes nothing.  Where the check gives a closed form of what is measured,
one exact instance that meets every hypothesis at every size may: see `falsum.decide.rays`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
import numpy as np

from falsum.decide.closed_forms import rate_of
from falsum.decide.orders import NotDecided
from falsum.decide.rays import Refuted, at_constant, refute_rate
from falsum.decide.sizes import besides
from falsum.evidence.certificates import Certificate, CertificateError, issue, verify
from falsum.evidence.describe import describe_instance
from falsum.evidence.headline import breaks_charitably, fails_as_rate, form_of, lowered, reading_of
from falsum.instances.point import Latent, Point, coarser
from falsum.instances.space import Config
from falsum.records.severity import Severity
from falsum.records.verdicts import Verdict
from falsum.search.charity import Taken, granting, taken_for_granted
from falsum.search.job import Job
from falsum.search.score import score_batch
from falsum.search.tally import Finding
from falsum.study.words import broken_words

SIMPLE = (1.0, 0.5, 0.0)  # latents that are this number throughout are tried first
SCREENED, ROWS = 256, 2  # latents screened on each ray, and those that are tried of them
ROUNDED = (1, 2, 10, 100)  # denominators to which a latent is rounded
RAYS, TRIED = 4, 24  # on which a rate is tried, and the points tried on all of them


@dataclass(frozen=True)
class Unbounded:
    """What came of it: the evidence to record and its certificate, or why there is none."""

    found: dict[str, Any]
    certificate: Certificate | None = None
    reason: str = ""


def unbounded(job: Job, known: Sequence[Point]) -> Unbounded:
    """Look for an instance that no hidden constant serves; ``known`` are points to begin from."""
    if not job.check.given:
        return Unbounded({})
    try:
        points = list(islice(_points(job, rate_of(job.check).axis, known), TRIED))
    except NotDecided as error:
        return Unbounded({}, reason=str(error))
    broken, reasons = list[Refuted](), list[str]()
    started = time.process_time()
    for point in points:
        if time.process_time() - started > job.budget.seconds:
            break
        try:
            broken.append(refute_rate(job.check, point))
        except NotDecided as error:
            reasons.append(str(error))
            continue
        if _is_charitable(job, broken[-1]):
            break
    if not broken:
        return Unbounded({}, reason=reasons[0] if reasons else "no instance meets the hypotheses")
    return _certified(job, broken[-1] if _is_charitable(job, broken[-1]) else broken[0])


def _points(job: Job, axis: str, known: Sequence[Point]) -> Iterator[Point]:
    """Yield points of several rays, on each those in ordinary numbers first."""
    family = job.check.family
    for base in islice(_bases(job, axis), RAYS):
        if not family.dimension(base):
            yield Point(base, ())
            continue
        near = [p.latent for p in known if besides(p.config, axis) == besides(base, axis)]
        starts = [*_ordinary(job, base), *near[:ROWS]]
        rounded = (coarser(latent, q) for latent in starts for q in ROUNDED)
        yield from (Point(base, latent) for latent in dict.fromkeys([*rounded, *starts]))


def _ordinary(job: Job, config: Config) -> list[Latent]:
    """Return latents that meet the hypotheses at a configuration, simple ones first."""
    family, rng = job.check.family, job.stream(config, "rays")
    still = family.still(config)
    simple = np.outer(SIMPLE, np.ones(still))
    flat = np.concatenate([simple, rng.standard_normal((SCREENED, still))])
    rows = family.padded(config, job.check.kind.snapped(flat))
    accepted = rows[score_batch(job, config, rows).accepted]
    return [Point.of(config, row).latent for row in accepted[: len(SIMPLE) + ROWS]]


def _bases(job: Job, axis: str) -> Iterator[Config]:
    """Yield a configuration of each ray, of middle size."""
    rays = dict[Any, list[Config]]()
    for config in job.check.family.space.enumerate():
        rays.setdefault(besides(config, axis), []).append(config)
    yield from (configs[len(configs) // 2] for configs in rays.values())


def _is_charitable(job: Job, broken: Refuted) -> bool:
    return breaks_charitably(job.check, broken.point.config, broken.point.latent)


def _certified(job: Job, broken: Refuted) -> Unbounded:
    """Return the evidence of a rate that fails, once a stranger could repeat it."""
    finding = Finding(broken.point, broken.decision)
    tight = job.of(at_constant(job.check, broken.growth))
    certificate = issue(tight, finding, broken.growth)
    if certificate is None:
        return Unbounded({}, reason="its instance cannot be written down")
    try:
        verify(certificate, lambda claim: job.check)
    except CertificateError as error:
        return Unbounded({}, reason=str(error))
    weight = _weight(job, broken) if job.budget.deep else {}
    shown = describe_instance(tight.check, finding, broken.growth)
    found = {
        "verdict": Verdict.REFUTED,
        "certificate": f"{job.check.claim.id}.json",
        "summary": broken.growth.words,
        "smallest": shown,
        "worst": shown,
        "worst_slack": shown.slack,
        **({"typical": shown, "reading": reading_of(job.check), **weight} if weight else {}),
    }
    return Unbounded(found, msgspec.structs.replace(certificate, **weight))


def _weight(job: Job, broken: Refuted) -> dict[str, Any]:
    """Return the severity of a rate that fails, and the provisos that its instance misses."""
    severity, missed = lowered(job.check, Severity.SUBSTANTIVE), list[Taken]()
    if not _is_charitable(job, broken):
        severity, missed = Severity.BOUNDARY, _missed(job, broken.point)
    words = dict.fromkeys(broken_words(job.check, broken.point, taken) for taken in missed)
    return {"form": form_of(job.check.claim), "severity": severity, "proviso": " and ".join(words)}


def _missed(job: Job, point: Point) -> list[Taken]:
    """Return the one proviso to drop, else all that matter by themselves, else all there are."""
    taken = taken_for_granted(job.check)
    for each in taken:
        if _fails_under(job, [t for t in taken if t is not each], point):
            return [each]
    return [each for each in taken if not _fails_under(job, [each], point)] or list(taken)


def _fails_under(job: Job, taken: Sequence[Taken], point: Point) -> bool:
    read = granting(job.check, taken)
    admitted = all(t.admits(point.config) for t in taken)
    return read is not None and admitted and fails_as_rate(read, point)

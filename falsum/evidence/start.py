"""Warm starts: the worst instance of an earlier audit, as a place to begin the next one.

What is stored is untrusted: it is parsed and validated, never executed, and one that is malformed,
stale or foreign is left aside with a reason.

A run does not go on from what it found itself: the same profile and seed have climbed from there
already.  It begins again from what it was given then, so that it finds the same again, and in the
end it compares that with the stored instance, which is never lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import msgspec
import numpy as np

from falsum.decide.in_balls import FOUND, Answer, Decision
from falsum.evidence.describe import describe_instance
from falsum.evidence.knowledge import KnowledgeError, knowledge_path, read_knowledge
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config, SpaceError
from falsum.measure.check import Check
from falsum.records.chance_sentences import out_of_reach
from falsum.records.evidence import Evidence, Place, Start
from falsum.records.instance import RATIONAL
from falsum.records.verdicts import Verdict
from falsum.search.job import Job
from falsum.search.tally import Finding

DIGITS = 800  # characters of one number: an exact float has fewer
ENTRIES = 4096  # entries of a latent that is stored
FRESH = 1e-6  # how much larger a slack must be to take the place of the stored instance
SHOWN = 60  # characters that a message quotes


class Unusable(ValueError):
    """Raise when a stored start cannot be used; the message says why."""


@dataclass(frozen=True)
class Warm:
    """Where a run begins: the stored instance, decided, and the place given to the search.

    ``home`` is the given place as the search takes it.
    """

    start: Start
    found: Finding
    given: Place | None = None
    home: Point | None = None

    def near(self, check: Check, config: Config) -> Floats | None:
        """Return the given place, (1, dimension), at its own configuration or a neighbour."""
        if self.home is None:
            return None
        if config == self.home.config:
            return self.home.row
        if config in check.family.space.neighbours(self.home.config):
            there = check.family.transfer(self.home.config, self.home.floats, config)
            return np.asarray(there)[None, :]
        return None

    @property
    def breaks(self) -> bool:
        """Tell whether the stored instance refutes the claim or makes it undefined."""
        return self.found.decision.answer in FOUND


def named(profile: str, seed: int) -> str:
    """Return the name under which a run signs what it found."""
    return f"{profile}/{seed}"


def place_of(point: Point) -> Place:
    """Write a point down."""
    return Place(point.config.key, [str(v) for v in point.latent])


def storable_start(check: Check, point: Point, by: str) -> Start | None:
    """Return the start to store for a point, or None where it is too long to be one."""
    place = place_of(point)
    if len(place.latent) > ENTRIES or any(len(text) > DIGITS for text in place.latent):
        return None
    return Start(decoder=check.family.version, by=by, place=place)


def stored_start(folder: Path, check: Check) -> tuple[Start | None, str]:
    """Return the start that the knowledge in ``folder`` holds of a claim, or why it has none."""
    try:
        known = read_knowledge(knowledge_path(folder, check.claim.id))
    except (KnowledgeError, OSError):
        return None, "what is known of the claim cannot be read"
    if known is None or known.start is None:
        return None, ""
    if known.id != check.claim.id:
        return None, f"it belongs to {known.id[:SHOWN]!r}"
    if known.claim_hash != check.claim.hash:
        return None, "it belongs to another form of the claim"
    return known.start, ""


def warmed(job: Job, start: Start) -> Warm:
    """Validate a stored start and decide its instance, for the run of a job.

    Raises Unusable with a reason on a start of another decoder and on whatever is malformed.
    """
    if start.decoder != job.check.family.version:
        raise Unusable("it was decoded by another version of the family")
    point = read_place(job.check, start.place)
    given = start.given if start.by == named(job.profile, job.seed) else start.place
    home = None if given is None else read_place(job.check, given)
    try:
        found = Finding.of(job, point)
    except Exception as error:  # whatever a decoder or a measurement raises on hostile data
        raise Unusable(f"it cannot be measured: {type(error).__name__}") from error
    return Warm(start, found, given, home)


def read_place(check: Check, place: Place) -> Point:
    """Return the point of a place.

    Raises Unusable when they do not belong to the check's family.
    """
    try:
        config = check.family.space.parse(place.config)
    except SpaceError:
        raise Unusable(f"its configuration {place.config[:SHOWN]!r} is unknown") from None
    wanted = check.family.dimension(config)
    if len(place.latent) != wanted:
        raise Unusable(f"its latent has {len(place.latent)} entries instead of {wanted}")
    return Point(config, tuple(_number(text) for text in place.latent))


def _number(text: str) -> Fraction:
    if len(text) > DIGITS or not RATIONAL.fullmatch(text):
        raise Unusable(f"{text[:SHOWN]!r} is no exact rational of at most {DIGITS} characters")
    value = Fraction(text)
    try:
        finite = math.isfinite(float(value))
    except OverflowError:
        finite = False
    if not finite:
        raise Unusable(f"{text[:SHOWN]!r} is beyond the range of floats")
    return value


def no_smaller(check: Check, evidence: Evidence, warm: Warm) -> Evidence:
    """Return the evidence with the stored instance as the worst one where none found is worse."""
    decision = warm.found.decision
    unseen = out_of_reach(decision.chance)
    if evidence.worst is not None and (
        evidence.worst.slack > decision.slack + FRESH
        or (unseen and not out_of_reach(evidence.worst.chance))
    ):
        keeps = False
    elif evidence.verdict is Verdict.REFUTED:
        keeps = decision.answer is Answer.VIOLATED
    else:
        keeps = _stands(decision) and evidence.verdict is Verdict.SURVIVED
    if keeps:
        shown = describe_instance(check, warm.found)
        return msgspec.structs.replace(
            evidence,
            worst=shown,
            worst_slack=shown.slack,
            start=warm.start,
            chance=evidence.smallest.chance if evidence.smallest else shown.chance,
        )
    if evidence.start is None:
        return evidence
    start = msgspec.structs.replace(evidence.start, given=warm.given)
    return msgspec.structs.replace(evidence, start=start)


def _stands(decision: Decision) -> bool:
    """Tell whether the claim holds at the stored instance, or its trials are consistent with it."""
    known = decision.chance
    return decision.answer is Answer.HOLDS or (known is not None and known.how == "consistent")


def noted(evidence: Evidence, problem: str) -> Evidence:
    """Return the evidence with a word on why the stored start was not used."""
    if not problem or evidence.verdict is Verdict.ERROR:
        return evidence
    summary = f"{evidence.summary}; the stored worst instance is left aside: {problem}"
    return msgspec.structs.replace(evidence, summary=summary)

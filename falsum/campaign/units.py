"""One claim as a piece of work: what to audit, what came of it, and the audit itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from falsum.campaign.attempt import attempt
from falsum.campaign.catalogue import CatalogueError, find_check, find_root, load_file
from falsum.errors.interrupt import ends_the_run
from falsum.errors.raised import described
from falsum.evidence.certificates import Certificate
from falsum.measure.check import Check
from falsum.records.evidence import Evidence, Start
from falsum.records.verdicts import Verdict


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a unit returns: evidence and a certificate if it found one, or what went wrong."""

    evidence: Evidence | None
    certificate: Certificate | None = None
    error: str = ""


class Unit(NamedTuple):
    """A claim to audit: its id, the place that defines it (a root's folder or a file), the start.

    ``start`` is the worst instance of an earlier audit.
    """

    claim: str
    place: str
    profile: str
    seed: int
    device: str
    start: Start | None = None


def ended_in_error(outcome: Outcome) -> bool:
    """Tell whether an outcome is no verdict: it is not kept, and tried again in the next run."""
    return outcome.evidence is None or outcome.evidence.verdict is Verdict.ERROR


def work(unit: Unit) -> bytes:
    """Audit one unit and return its outcome as JSON; whatever goes wrong is recorded."""
    try:
        check = definition(unit.place, unit.claim)
        done = attempt(check, unit.profile, seed=unit.seed, device=unit.device, start=unit.start)
        written = msgspec.json.encode(Outcome(done.evidence, done.certificate))
        msgspec.json.decode(written, type=Outcome)  # a NaN would be written as null
    except BaseException as error:
        if ends_the_run(error):
            raise KeyboardInterrupt from error
        written = msgspec.json.encode(Outcome(None, error=described(error).line))
    return written


def definition(place: str, claim: str) -> Check:
    """Return the check of a claim, loaded from a root's folder or from a file of claims."""
    path = Path(place)
    if path.suffix == ".py":
        found = {c.claim.id: c for c in _file(path)}.get(claim)
    else:
        root = find_root(path)
        found = find_check(root, claim) if root else None
    if found is None:
        raise CatalogueError(f"{place} holds no claim {claim}")
    return found


@cache
def _file(path: Path) -> list[Check]:
    return load_file(path)

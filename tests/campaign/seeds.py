"""Verdicts of the catalogue from cold: no stored instance, no certificate, and any seed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import msgspec

from falsum.campaign.catalogue import Root, find_check, find_root, load_catalogue
from falsum.evidence.standing import as_recorded
from falsum.measure.check import Check
from falsum.records.verdicts import Verdict
from falsum.study.full import full_audit
from falsum.threads import one_thread
from falsum.verdict.audit import audit

JOBS = 2  # processes at once


class Cold(NamedTuple):
    """What an audit of one claim came to, and what is on record."""

    claim: str
    expected: Verdict | None
    seed: int
    verdict: Verdict
    recorded: bool
    summary: str


def root_here() -> Root:
    """Return the project of these tests."""
    root = find_root(Path(__file__).parent)
    assert root is not None
    return root


def cold(claim: str, profile: str, seed: int) -> Cold:
    """Audit a claim of the catalogue for its verdict alone.

    What comes after the search is left out, but for the proof that no instance can meet the
    hypotheses where none did.
    """
    check = find_check(root_here(), claim)
    assert check is not None
    with one_thread():
        if check.claim.quantifier.kind == "rate":
            evidence, _ = full_audit(check, profile=profile, seed=seed)
        else:
            evidence, _ = audit(check, profile=profile, seed=seed)
            if not evidence.instances:
                evidence, _ = full_audit(check, profile="quick", seed=seed)
    both = evidence.verdict.breaks and bool(check.expect and check.expect.breaks)
    same = both or as_recorded(msgspec.structs.replace(evidence, expected=check.expect))
    return Cold(claim, check.expect, seed, evidence.verdict, same, evidence.summary)


def catalogue() -> list[Check]:
    """Return all checks, those with the largest documents' order kept."""
    return load_catalogue(root_here())


def verdicts(profile: str, seed: int, only: str = "") -> Iterator[Cold]:
    """Yield the verdict of each claim whose id contains ``only``, a few processes at once."""
    names = [check.claim.id for check in catalogue() if only in check.claim.id]
    with ProcessPoolExecutor(JOBS, mp_context=get_context("spawn")) as pool:
        count = len(names)
        yield from pool.map(cold, names, [profile] * count, [seed] * count, chunksize=4)

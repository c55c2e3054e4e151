"""The findings that are committed say what is on record, and their certificates say the same."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from falsum.campaign.catalogue import find_root, load_catalogue
from falsum.evidence.knowledge import knowledge_path, read_knowledge
from falsum.measure.check import Check

ROOT = find_root(Path(__file__).parents[2])
assert ROOT is not None
CHECKS = load_catalogue(ROOT)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.claim.id)
def test_findings_are_as_recorded(check: Check) -> None:
    """The page of a claim, its certificate and the check in the code give one verdict."""
    assert ROOT is not None
    claim = check.claim
    known = read_knowledge(knowledge_path(ROOT.findings, claim.id), claim.id)
    assert known is not None, f"{claim.id} has no findings; run make audit"
    assert (known.verdict, known.claim_hash) == (check.expect, claim.hash)
    path = ROOT.certificates / f"{claim.id}.json"
    assert path.is_file() == (known.verdict.breaks)
    if path.is_file():
        assert msgspec.json.decode(path.read_bytes())["verdict"] == known.verdict


def test_nothing_is_kept_of_claims_that_are_gone() -> None:
    """Each page, record, plot and certificate belongs to a claim of today."""
    assert ROOT is not None
    claims = {check.claim.id for check in CHECKS}
    pages = [path for path in ROOT.findings.rglob("*") if path.parent != ROOT.findings]
    told = {f"{path.parent.name}.{path.stem}" for path in pages if path.is_file()}
    certified = {path.stem for path in ROOT.certificates.glob("*.json")}
    assert len(told) > 200 and certified
    assert (told - claims, certified - claims) == (set(), set())

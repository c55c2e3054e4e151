"""Page, index, record and certificate of a finding show one and the same instance."""

from __future__ import annotations

from pathlib import Path

import pytest

from falsum.campaign.catalogue import find_root, load_catalogue
from falsum.evidence.standing import exhibited, recall
from falsum.measure.check import Check
from falsum.records.described import Instance
from falsum.records.knowledge import knowledge_path, read_knowledge
from falsum.report.library import Library
from falsum.report.markdown import code, inline
from falsum.report.ranking import told, told_first

ROOT = find_root(Path(__file__).parents[2])
assert ROOT is not None
CHECKS = {check.claim.id: check for check in load_catalogue(ROOT)}


STORED = {n: read_knowledge(knowledge_path(ROOT.findings, n), n) for n in CHECKS}
KNOWN = {name: found for name, found in STORED.items() if found is not None}
LIBRARY = Library(ROOT.findings, ROOT.certificates, CHECKS, KNOWN)
FOUND = [CHECKS[name] for name, found in KNOWN.items() if found.verdict.breaks]


def numbers(instance: Instance) -> tuple[object, ...]:
    """Return what tells an instance from another: where it is, its numbers, both its sides."""
    sides = [(side.sign, side.lhs, side.rhs) for side in instance.conclusion]
    return instance.config, instance.fields, instance.symbols, sides


@pytest.mark.parametrize("check", FOUND, ids=lambda check: check.claim.id)
def test_the_record_shows_what_the_certificate_holds(check: Check) -> None:
    """The headline of a record is the instance that its certificate decodes to."""
    assert ROOT is not None
    stored = recall(check, ROOT.certificates).certificate
    assert stored is not None
    assert stored.verdict is KNOWN[check.claim.id].verdict
    certified, headline = exhibited(check, stored), LIBRARY.headline(check.claim)
    assert certified is not None and headline is not None
    assert numbers(headline) == numbers(certified)


@pytest.mark.parametrize("check", FOUND, ids=lambda check: check.claim.id)
def test_the_page_shows_the_headline(check: Check) -> None:
    """Each symbol and each field of the headline stands on the page, and the sentence on it."""
    headline = LIBRARY.headline(check.claim)
    assert headline is not None and headline.symbols
    page = LIBRARY.page(check.claim).read_text()
    section = page[page.index("## A counterexample") : page.index("## Evidence")]
    for name, value in headline.fields:
        assert f"| {code(name)} | {code(value)[:200]}" in section
    for _, tex, _ in headline.symbols:
        assert f"| {inline(tex)} |" in section
    assert told(LIBRARY, check.claim) in page


def test_the_index_tells_the_headlines() -> None:
    """The findings to begin with stand in the index with the sentences of their pages."""
    assert ROOT is not None
    index = (ROOT.findings / "README.md").read_text()
    claims = [check.claim for check in FOUND]
    first = told_first(LIBRARY, claims)
    assert len(first) == 10
    for claim in first:
        assert told(LIBRARY, claim) in index

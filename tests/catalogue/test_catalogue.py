"""The catalogue keeps its conventions."""

from __future__ import annotations

from pathlib import Path

from falsum.campaign.catalogue import find_root, load_catalogue
from tests.catalogue import linters

ROOT = find_root(Path(__file__).parents[2])
assert ROOT is not None
CHECKS = load_catalogue(ROOT)
MODULES = list(linters.modules(ROOT.folder / ROOT.theorems, ROOT.folder))
STATED = linters.claims_in(MODULES)


def test_every_claim_has_a_check_and_every_check_a_claim() -> None:
    """Nothing is stated and forgotten, and nothing is checked that no document says."""
    assert len(STATED) > 200
    assert linters.unchecked(STATED, CHECKS) == []
    assert linters.unstated(STATED, CHECKS) == []


def test_every_relaxation_names_a_hypothesis() -> None:
    """A hypothesis that is renamed does not lose its relaxation unseen."""
    assert linters.stale_relaxations(CHECKS) == []


def test_notes_speak_of_claims_that_are_there() -> None:
    """A reference in a note leads somewhere."""
    assert linters.dangling(CHECKS) == []


def test_an_id_names_its_file() -> None:
    """Who has an id finds the statement and its check without a search."""
    assert linters.misfiled(CHECKS) == []


def test_what_is_printed_stands_beside_the_claim() -> None:
    """The formula, and where the document makes each hypothesis."""
    assert len(CHECKS) > 200
    assert linters.without_formula(CHECKS) == []
    assert linters.without_place(CHECKS) == []


def test_a_chapter_declares_a_symbol_once() -> None:
    """Statements of a chapter share what they speak of."""
    assert len(MODULES) > 60
    assert linters.redeclared(MODULES) == []

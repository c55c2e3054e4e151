"""Audits of a project begin where the last one ended, and end in the same pages when repeated."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from falsum.evidence.knowledge import read_knowledge
from falsum.interface.cli import app
from falsum.records.evidence import AuditFile, Evidence, Place, write_json

CORRECTED = "my_paper.popoviciu.corrected"


def run(*words: str) -> str:
    """Run a command that must end well; return what it prints."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def row(project: Path) -> Evidence:
    """Return the last evidence of the corrected claim."""
    text = (project / "reports" / "latest" / "audit.json").read_bytes()
    return next(c for c in msgspec.json.decode(text, type=AuditFile).claims if c.id == CORRECTED)


def knowledge(project: Path) -> Path:
    """Return the file of what is known of the corrected claim."""
    return project / "reports" / "findings" / "my_paper" / "popoviciu.corrected.json"


@pytest.fixture
def reported(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that has been audited quickly and reported."""
    monkeypatch.chdir(project)
    run("audit", "--profile", "quick", "--seed", "1")
    run("report")
    return project


def test_repeating_an_audit_changes_no_page(reported: Path) -> None:
    """The second run has a stored start, another key in the ledger, and the same knowledge."""
    before = row(reported)
    run("audit", "--profile", "quick", "--seed", "1")
    assert "0 files changed" in run("report")
    assert row(reported).start == before.start


def test_another_run_begins_at_the_stored_instance(reported: Path) -> None:
    """What another seed finds is no smaller, and says where it began."""
    path = knowledge(reported)
    known = read_knowledge(path)
    assert known is not None and known.start is not None and known.worst_slack is not None
    run("audit", "--profile", "quick", "--seed", "2")
    found = row(reported)
    assert found.worst_slack is not None and found.worst_slack >= known.worst_slack
    assert found.start is not None
    assert found.start == known.start or found.start.given == known.start.place


def test_a_spoilt_store_is_left_aside_with_a_reason(reported: Path) -> None:
    """No crash, no guess: the audit runs without it."""
    path = knowledge(reported)
    known = read_knowledge(path)
    assert known is not None and known.start is not None
    spoilt = msgspec.structs.replace(known.start, place=Place("n=2", ["1/0"]))
    path.write_text(write_json(msgspec.structs.replace(known, start=spoilt)))
    run("audit", CORRECTED, "--profile", "quick", "--seed", "3")
    assert "the stored worst instance is left aside" in row(reported).summary
    path.write_text("{}")
    run("audit", CORRECTED, "--profile", "quick", "--seed", "4")
    assert "what is known of the claim cannot be read" in row(reported).summary


@pytest.mark.slow
def test_repeating_a_standard_audit_changes_no_page(reported: Path) -> None:
    """After another profile has passed its start on, too."""
    for _ in range(2):
        run("audit", "--profile", "standard")
        last = run("report")
    assert "0 files changed" in last

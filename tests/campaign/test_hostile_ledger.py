"""A ledger that was spoilt or tampered with is refused or ignored, and never believed."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from falsum.campaign.campaign import Campaign
from falsum.campaign.catalogue import load_file
from falsum.campaign.ledger import LIMIT, NAME, Ledger
from falsum.campaign.units import Unit, work
from falsum.errors.usage import UsageError
from tests.conftest import EXAMPLE

PRINTED, CORRECTED = "my_paper.popoviciu", "my_paper.popoviciu.corrected"
VERDICTS = {PRINTED: "refuted", CORRECTED: "survived"}
Alter = Callable[[dict[str, Any]], None]


def campaign(out: Path) -> Campaign:
    """Return a quick campaign over the example, whose two claims are refuted and proved."""
    checks = [(c, EXAMPLE) for c in load_file(EXAMPLE)]
    return Campaign(checks, out / "certificates", out, profile="quick")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a first run."""
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("falsum.campaign.campaign.code_digest", lambda places: "the same code")
        found = {row.id: row.verdict for row in campaign(folder).run()}
    assert found == VERDICTS
    return folder


@pytest.fixture
def ledger(first: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of the first run's ledger; its certificates are not there."""
    copy = sqlite3.connect(tmp_path / NAME)
    with contextlib.closing(sqlite3.connect(first / NAME)) as book:
        book.backup(copy)
    copy.close()
    return tmp_path


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the claims that are audited, as they are; the others are remembered."""
    done: list[str] = []

    def spy(unit: Unit) -> bytes:
        done.append(unit.claim)
        return work(unit)

    monkeypatch.setattr("falsum.campaign.campaign.work", spy)
    monkeypatch.setattr("falsum.campaign.campaign.code_digest", lambda places: "the same code")
    return done


def verdicts(folder: Path) -> dict[str, str]:
    """Run the campaign again and return its verdicts."""
    return {row.id: row.verdict for row in campaign(folder).run()}


def test_an_untouched_ledger_is_remembered(ledger: Path, audited: list[str]) -> None:
    """Nothing is audited again, and the certificate is stored from the ledger."""
    assert verdicts(ledger) == VERDICTS
    assert audited == []
    assert [file.stem for file in (ledger / "certificates").iterdir()] == [PRINTED]


def change(folder: Path, alter: Alter) -> None:
    """Alter the outcome of every row, as JSON."""
    rows = sqlite3.connect(folder / NAME)
    with rows:
        for key, outcome in rows.execute("SELECT key, outcome FROM results").fetchall():
            data = json.loads(outcome)
            alter(data)
            text = json.dumps(data).encode()
            rows.execute("UPDATE results SET outcome = ? WHERE key = ?", (text, key))
    rows.close()


def refute(data: dict[str, Any]) -> None:
    """Claim a finding without a certificate."""
    data["evidence"]["verdict"] = "refuted"
    data["certificate"] = None


def forge(data: dict[str, Any]) -> None:
    """Attach a certificate that does not verify, or change the one that is there."""
    certificate = data["certificate"] or {
        "schema": 1,
        "claim": data["evidence"]["id"],
        "claim_hash": data["evidence"]["claim_hash"],
        "verdict": "refuted",
        "family": "samples",
        "decoder": "",
        "config": "n=2",
        "latent": ["1/2"],
        "instance": None,
        "precision": 128,
        "hypotheses": [],
        "granted": [],
        "conclusion": [],
        "reason": "",
    }
    data["evidence"]["verdict"] = "refuted"
    data["certificate"] = {**certificate, "latent": [*certificate["latent"], "7"]}


def field(name: str, value: Any) -> Alter:
    """Return the change of one field of the evidence."""
    return lambda data: data["evidence"].update({name: value})


TAMPERED: dict[str, Alter] = {
    "a finding without a certificate": refute,
    "a forged certificate": forge,
    "another claim": field("id", "my_paper.something_else"),
    "another statement": field("claim_hash", "0" * 64),
    "another profile": field("profile", "nightly"),
    "another record": field("expected", "vacuous"),
    "a verdict that is none": field("verdict", "true"),
    "a wrong type": field("instances", "many"),
    "an unknown field": field("trust", "me"),
    "no evidence": lambda data: data.update(evidence=None),
    "an error": lambda data: data.update(error="no such luck"),
    "missing fields": lambda data: data["evidence"].pop("summary"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_row_that_is_tampered_with_is_audited_again(
    case: str, ledger: Path, audited: list[str]
) -> None:
    """The verdicts are those of the first run, and no forged certificate is stored."""
    change(ledger, TAMPERED[case])
    assert verdicts(ledger) == VERDICTS
    assert audited == [PRINTED, CORRECTED]
    assert [file.stem for file in (ledger / "certificates").iterdir()] == [PRINTED]


SPOILT: dict[str, Any] = {
    "no JSON": b"\x80\x04\x95",
    "nesting": b'{"evidence":' + b"[" * 100_000,
    "NaN": b'{"evidence": NaN}',
    "text": "{}",
    "a number": 10**15,
    "nothing": None,
    "too long": b" " * (LIMIT + 1),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_row_that_is_no_outcome_is_audited_again(
    case: str, ledger: Path, audited: list[str]
) -> None:
    """Whatever stands in the column: no crash, no huge allocation, the same verdicts."""
    rows = sqlite3.connect(ledger / NAME)
    with rows:
        rows.execute("UPDATE results SET outcome = ?", (SPOILT[case],))
    rows.close()
    assert verdicts(ledger) == VERDICTS
    assert audited == [PRINTED, CORRECTED]


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
OTHERS = {
    "other columns": "CREATE TABLE results (key TEXT PRIMARY KEY, verdict TEXT)",
    "a view without end": f"CREATE VIEW results AS {ENDLESS}",
    "a trigger": "CREATE TABLE results (key TEXT PRIMARY KEY, claim TEXT, outcome BLOB);"
    "CREATE TRIGGER t AFTER INSERT ON results BEGIN DELETE FROM results; END",
    "another table": "CREATE TABLE more (key TEXT)",
}


@pytest.mark.parametrize("case", OTHERS)
def test_another_database_is_refused(case: str, tmp_path: Path) -> None:
    """A file with anything but the one table is no ledger, and is not touched by a query."""
    rows = sqlite3.connect(tmp_path / NAME)
    rows.executescript(OTHERS[case])
    rows.close()
    with pytest.raises(UsageError, match=r"ledger.sqlite is no ledger .*; remove it"):
        Ledger(tmp_path)


def test_damage_that_shows_later_is_named_too(tmp_path: Path) -> None:
    """A table that cannot be read blames the file, not the engine."""
    book = Ledger(tmp_path)
    for n in range(200):
        book.put(f"{n:064d}", "my_paper.lemma", b"{}" * 500)
    book.close()
    file = tmp_path / NAME
    text = bytearray(file.read_bytes())
    for place in range(4096, len(text)):
        text[place] = 0xFF
    file.write_bytes(bytes(text))
    with pytest.raises(UsageError, match="is no ledger"):  # noqa: PT012  # either may notice first
        damaged = Ledger(tmp_path)
        for n in range(200):
            damaged.get(f"{n:064d}")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder or a pipe under the ledger's name: refused at once."""
    (tmp_path / "a" / NAME).mkdir(parents=True)
    (tmp_path / "b").mkdir()
    os.mkfifo(tmp_path / "b" / NAME)
    for folder in ("a", "b"):
        with pytest.raises(UsageError, match="it is no file"):
            Ledger(tmp_path / folder)


def test_a_ledger_is_its_own(tmp_path: Path) -> None:
    """What was put is there for the next run."""
    book = Ledger(tmp_path)
    book.put("key", "my_paper.lemma", b"{}")
    book.close()
    again = Ledger(tmp_path)
    assert again.get("key") == b"{}"
    assert again.get("other") is None
    again.close()

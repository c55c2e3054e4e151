"""A stored row that says it was proved is believed once it is proved again, and not before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from falsum import Le, Rational, check
from falsum.campaign.campaign import remembered
from falsum.campaign.units import Outcome
from falsum.evidence.knowledge import merge
from falsum.evidence.standing import storable
from falsum.measure.check import Check
from falsum.records.evidence import Evidence
from falsum.records.studies import ProofRecord
from falsum.study.full import full_audit
from falsum.study.reproof import unfit, unproved
from tests.campaign.proving import (
    from_four,
    given,
    lying,
    nothing,
    numbers,
    proved,
    stated,
    vacuous,
    x,
)

CHECKS = (proved, vacuous, from_four, given)
WANTED = ("proved", "vacuous", "proved", "proved")
Alter = Callable[[Evidence], Evidence]


def change(**fields: Any) -> Alter:
    """Return the change of some fields of the evidence."""
    return lambda row: msgspec.structs.replace(row, **fields)


@pytest.fixture(scope="module")
def rows() -> dict[str, Evidence]:
    """Return the evidence of a standard audit of each claim."""
    return {c.claim.id: storable(full_audit(c)[0]) for c in CHECKS}


def believed(subject: Check, row: Evidence) -> bool:
    """Tell whether a row of the ledger is believed."""
    data = msgspec.json.encode(Outcome(row))
    return remembered(subject, row.profile, data) is not None


def test_what_was_proved_is_proved_again(rows: dict[str, Evidence]) -> None:
    """Honest rows are believed, and reported."""
    for subject, verdict in zip(CHECKS, WANTED, strict=True):
        row = rows[subject.claim.id]
        assert row.verdict == verdict, row.summary
        assert believed(subject, row)
        assert unfit(subject, row, Path("nowhere")) == ""
    assert rows[from_four.claim.id].thresholds[0].proved_from == 4


MAGIC = ProofRecord(domain="all numbers", method="magic", boxes=1)
FORGED: dict[str, tuple[Check, Alter]] = {
    "a proof by magic": (proved, change(proof=MAGIC)),
    "a proof of more": (
        proved,
        lambda r: msgspec.structs.replace(
            r, proof=msgspec.structs.replace(r.proof, domain="all numbers")
        ),
    ),
    "proved without a proof": (proved, change(proof=None)),
    "survived with a proof": (proved, change(verdict="survived")),
    "vacuous, though it speaks": (proved, change(verdict="vacuous", proof=None, instances=0)),
    "vacuous, with instances": (vacuous, change(instances=7)),
    "proved, though it is vacuous": (vacuous, change(verdict="proved", proof=MAGIC)),
    "a threshold too early": (
        from_four,
        lambda r: msgspec.structs.replace(
            r,
            thresholds=[msgspec.structs.replace(r.thresholds[0], holds_from=1, proved_from=1)],
        ),
    ),
    "a threshold of nothing": (
        from_four,
        lambda r: msgspec.structs.replace(
            r, thresholds=[msgspec.structs.replace(r.thresholds[0], size="m")]
        ),
    ),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_cannot_be_proved_again_is_not_believed(case: str, rows: dict[str, Evidence]) -> None:
    """Neither by the ledger nor by the report, which says why."""
    subject, alter = FORGED[case]
    row = alter(rows[subject.claim.id])
    assert not believed(subject, row)
    assert unfit(subject, row, Path("nowhere")).startswith("it says ")


def test_a_proof_of_what_is_not_measured_is_not_believed(rows: dict[str, Evidence]) -> None:
    """The measurement is compared again with what its check gives for it."""
    row = change(id=lying.claim.id, claim_hash=lying.claim.hash)(rows[given.claim.id])
    assert not believed(lying, row)
    assert "cannot be proved again" in unproved(lying, row)


def test_a_false_claim_is_not_proved_by_its_row(rows: dict[str, Evidence]) -> None:
    """A row that says proved of a false claim is audited again."""
    false = check(stated("false", Le(x, Rational(99, 100))), numbers)(nothing)
    row = change(id=false.claim.id, claim_hash=false.claim.hash)(rows[proved.claim.id])
    assert not believed(false, row)


def test_what_is_known_is_not_proved_anew(
    rows: dict[str, Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that says it already is trusted, of the same statement and the same proof only."""
    row = rows[proved.claim.id]
    known = merge(None, row, proved.claim.hash)

    def never(*words: object, **named: object) -> None:
        raise AssertionError("it is proved anew")

    monkeypatch.setattr("falsum.study.full.prove", never)
    assert unproved(proved, row, known) == ""
    for stale in (
        msgspec.structs.replace(known, claim_hash="0" * 64),
        msgspec.structs.replace(known, proof=MAGIC),
        msgspec.structs.replace(known, verdict="survived", proof=None),
    ):
        with pytest.raises(AssertionError, match="anew"):
            unproved(proved, row, stale)


SOURCE = '''
"""A claim that can be proved."""

from tests.campaign.proving import proved as test_proved
'''


def test_the_commands_do_not_believe_it_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A forged ledger is audited again, and a forged audit.json is left out of the pages."""
    from falsum.campaign.campaign import Campaign
    from falsum.campaign.ledger import NAME
    from falsum.interface.commands import rebuild

    file, out = tmp_path / "claims.py", tmp_path / "out"
    file.write_text(SOURCE)
    monkeypatch.setattr("falsum.campaign.campaign.code_digest", lambda places: "the same code")
    campaign = Campaign([(proved, file)], out / "certificates", out, profile="standard")
    (row,) = campaign.run()
    assert row.verdict == "proved"
    forged = change(proof=MAGIC, summary="proved by magic")(row)
    book = sqlite3.connect(out / NAME)
    with book:
        book.execute("UPDATE results SET outcome = ?", (msgspec.json.encode(Outcome(forged)),))
    book.close()
    assert [e.proof for e in campaign.run()] == [row.proof]

    from falsum.campaign.circumstances import circumstances
    from falsum.report.write import write_latest

    path = write_latest(out, circumstances("standard", "cpu", 0), [forged])
    assert json.loads(path.read_text())["claims"][0]["proof"]["method"] == "magic"
    assert rebuild(file, out) == 1
    said = capsys.readouterr().out
    assert "left out: the row of paper.proved: it says proved, which cannot be proved" in said
    assert "magic" not in "".join(p.read_text() for p in (out / "findings").rglob("*.md"))
    write_latest(out, circumstances("standard", "cpu", 0), [row])
    assert rebuild(file, out) == 0
    assert "Proof by rigorous computation" in (out / "findings/paper/proved.md").read_text()

"""Results of a run that were spoilt or tampered with: one line, and nothing false on a page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from falsum.interface.cli import app
from falsum.records.chance_sentences import SENTENCES
from falsum.records.reading import LIMIT
from falsum.records.verdicts import STATES

PRINTED, CORRECTED = "my_paper.popoviciu", "my_paper.popoviciu.corrected"
READING = (["report"], ["show", PRINTED], ["constants", PRINTED], ["diff", "RUN", "RUN"])
Words = list[str]


def run(*words: str) -> Result:
    """Run a command; whatever it raises apart from leaving is a defect."""
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a quick run over the example."""
    example = Path(__file__).parents[2] / "examples" / "my_theorem.py"
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(example, folder / "my_theorem.py")
    claims = str(folder / "my_theorem.py")
    assert run("audit", claims, "--profile", "quick", "--out", str(folder / "out")).exit_code == 0
    return folder


@pytest.fixture
def results(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a copy of it, in the current folder."""
    shutil.copytree(first, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy" / "out"


def reading(words: Words, results: Path) -> Result:
    """Run a command that reads the results."""
    options = [] if words[0] == "diff" else ["--claims", "my_theorem.py", "--out", str(results)]
    return run(*[str(results) if word == "RUN" else word for word in words], *options)


def alter(results: Path, change: Callable[[dict[str, Any]], None], claim: str = PRINTED) -> None:
    """Change the row of a claim."""
    path = results / "audit.json"
    document = json.loads(path.read_text())
    (row,) = [row for row in document["claims"] if row["id"] == claim]
    change(row)
    path.write_text(json.dumps(document))


def page(results: Path, claim: str = PRINTED) -> Path:
    """Return the path of a claim's page."""
    document, rest = claim.split(".", 1)
    return results / "findings" / document / f"{rest}.md"


SPOILT = {
    "nothing": b"",
    "no JSON": b"audit",
    "brackets": b"[" * 100_000,
    "nested rows": b'{"schema": 1, "run": ' + b'{"profile": ' * 100_000,
    "another schema": b'{"schema": 1, "claims": []}',
    "NaN": b'{"schema": NaN}',
    "no UTF-8": b'{"schema": "\xff\xfe"}',
    "a long name": b'{"' + b"x" * 10**6 + b'": 1}',
    "an escape": b'{"\\u001b[2J\\n\\nok": 1}',
}


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
@pytest.mark.parametrize("case", SPOILT)
def test_a_file_that_is_no_run_is_one_line(case: str, words: Words, results: Path) -> None:
    """Exit 2 and one short line that names the file."""
    (results / "audit.json").write_bytes(SPOILT[case])
    done = reading(words, results)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "audit.json is no record of a run" in line and line.isprintable()
    assert len(line) < len(str(results)) + 300


def test_a_huge_file_is_refused(results: Path) -> None:
    """No more than the limit is read."""
    with (results / "audit.json").open("wb") as file:
        file.truncate(50 * 2**30)
    done = reading(["report"], results)
    assert done.exit_code == 2 and f"more than {LIMIT} bytes" in done.stderr


def test_the_run_as_it_was_is_reported(results: Path) -> None:
    """Untouched results give a page each, and exit 0."""
    done = reading(["report"], results)
    assert done.exit_code == 0, done.output
    assert "left out" not in done.output
    assert "**Verdict: refuted.**" in page(results).read_text()


LEFT_OUT: dict[str, tuple[str, dict[str, Any], str]] = {
    "a claim of nobody": (PRINTED, {"id": "my_paper.nothing"}, "there is no such claim"),
    "an id that moves the cursor": (PRINTED, {"id": "\x1b[2J"}, "there is no such claim"),
    "another statement": (PRINTED, {"claim_hash": "0" * 64}, "another form of the statement"),
    "another claim": (PRINTED, {"id": CORRECTED}, "another form of the statement"),
    "an invented finding": (CORRECTED, {"verdict": "refuted"}, "no certificate is stored"),
    "another finding": (PRINTED, {"verdict": "ill_defined"}, "its certificate refuted"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_row_that_is_belied_is_left_out(case: str, results: Path) -> None:
    """Exit 1, one line that says why, and no page says what the row says."""
    claim, changed, why = LEFT_OUT[case]
    alter(results, lambda row: row.update(changed), claim)
    done = reading(["report"], results)
    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if "left out" in line]
    assert why in line and line.isprintable()
    assert not page(results, claim).exists()


def test_a_finding_without_its_certificate_is_left_out(results: Path) -> None:
    """A certificate that is gone, or altered in a digit, backs nothing."""
    path = results / "certificates" / f"{PRINTED}.json"
    text = path.read_text()
    for content in (text.replace('"precision": 128', '"precision": 129'), "{}", None):
        assert content != text
        path.unlink() if content is None else path.write_text(content)
        done = reading(["report"], results)
        assert done.exit_code == 1 and "left out" in done.output
        assert not page(results).exists()


WRONG: dict[str, Any] = {
    "verdict": ["true", "", "refuted\n", None, 1],
    "expected": ["surely", 1],
    "certificate": ["../../secret.json", "/etc/passwd", "x.json) [y](z.json", ""],
    "instances": ["many", None, 1.5],
    "worst_slack": ["high", []],
    "power": [{"kinds": {"constant": [1]}}, {"kinds": []}, {"unknown": 1}, 1],
    "chance": [{"how": "guessed"}, 1],
    "constants": [[{}], None],
    "slack_by_configuration": [[["n=1"]], [["n=1", "x"]]],
    "smallest": [{}, 1],
    "trust": ["me"],
}


@pytest.mark.parametrize("key", WRONG)
def test_wrong_values_are_refused(key: str, results: Path) -> None:
    """Every field refuses other types and other words, in one line."""
    untouched = (results / "audit.json").read_text()
    for value in WRONG[key]:
        (results / "audit.json").write_text(untouched)
        alter(results, lambda row, value=value: row.update({key: value}))  # type: ignore[misc]
        done = reading(["report"], results)
        assert done.exit_code == 2, value
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", READING[1:3], ids=lambda words: words[0])
def test_nothing_moves_the_cursor(words: Words, results: Path) -> None:
    """What a row says is shown as one printable line."""
    alter(results, lambda row: row.update(summary="\x1b[2J\nok", profile="\x1b[31m"))
    named = {"name": "\x1b[2J", "by": "a\nb", "claimed": "\u202e"}
    alter(results, lambda row: row.update(constants=[named]))
    done = reading(words, results)
    assert done.exit_code == 0
    assert all(line.isprintable() for line in done.output.splitlines())


def test_knowledge_of_another_claim_is_refused(results: Path) -> None:
    """A stored file is about the claim that its place names."""
    assert reading(["report"], results).exit_code == 0
    printed, corrected = (page(results, c).with_suffix(".json") for c in (PRINTED, CORRECTED))
    shutil.copy(printed, corrected)
    done = reading(["report"], results)
    assert done.exit_code == 2
    assert f"is about {PRINTED}" in done.stderr


def test_every_state_of_chance_has_its_sentence() -> None:
    """The words that a file may hold are those that a page can explain."""
    assert set(SENTENCES) == set(STATES)

"""A crash of a claim's own code is an error: one line with file, line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from falsum.campaign.catalogue import load_file
from falsum.errors.usage import UsageError
from falsum.evidence.knowledge import KnowledgeError, merge
from falsum.evidence.standing import failed
from falsum.interface.cli import app
from falsum.interface.commands import read_run
from falsum.measure.check import BindingError
from falsum.records.evidence import Evidence
from falsum.report.folder import refuse_folder
from tests.interface.mistakes import MISTAKES, Mistake, written

FINE = Mistake("value = xp.sum(x**2, axis=1)", ())


def run(*words: object) -> Result:
    """Run a command in this process; whatever it raises apart from leaving is a defect."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def audit(*words: object) -> Result:
    """Audit quickly."""
    return run("audit", *words, "--profile", "quick")


def rows(folder: Path) -> dict[str, Evidence]:
    """Return the rows of the record in a folder."""
    return {row.id: row for row in read_run(folder).claims}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def renamed(text: str, name: str) -> str:
    """Return a file of the claim third.<name> instead of third.party."""
    return text.replace("third.party", f"third.{name}").replace("test_party", f"test_{name}")


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_that_says_what_to_write(name: str, here: Path) -> None:
    """Console and record hold the same line, with the user's file and line; the status is 1."""
    mistake = MISTAKES[name]
    text, line = written(mistake)
    (here / "theirs.py").write_text(text)
    done = audit("theirs.py")
    row = rows(here / "falsum-audit")["third.party"]
    assert done.exit_code == 1
    assert (row.verdict, row.raised_at, row.instances) == ("error", f"theirs.py:{line}", 0)
    assert row.summary.startswith(f"theirs.py:{line}: ") and row.summary.isprintable()
    assert all(part in row.summary for part in mistake.said), row.summary
    assert f"third.party: error at {row.summary}" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "1 error; results in falsum-audit"
    assert "Traceback" not in done.output and "\x1b" not in done.output


def test_what_has_no_record_is_not_counted_as_recorded(here: Path) -> None:
    """Claims as recorded, without a record and with an error are counted apart."""
    broken, _ = written(MISTAKES["raises"], ', expect="survived"')
    (here / "one.py").write_text(renamed(written(FINE, ', expect="survived"')[0], "one"))
    (here / "two.py").write_text(renamed(written(FINE)[0], "two"))
    (here / "three.py").write_text(renamed(broken, "three"))
    done = audit("one.py", "two.py", "three.py")
    assert done.exit_code == 1
    last = "1 of 3 as recorded, 1 without a record, 1 error; results in falsum-audit"
    assert done.stdout.splitlines()[-1] == last
    done = audit("two.py")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "1 without a record; results in falsum-audit"


def test_an_error_is_tried_again_and_never_on_record(here: Path) -> None:
    """No error is taken from the ledger, and expect="error" is refused where it is written."""
    path = here / "theirs.py"
    path.write_text(written(MISTAKES["raises"])[0])
    assert [audit(path).exit_code for _ in range(2)] == [1, 1]
    path.write_text(written(FINE, ', expect="error"')[0])
    done = audit(path)
    assert done.exit_code == 2 and "a crash is never on record" in done.stderr
    with pytest.raises(BindingError, match="no verdict"):
        raise_cause(path)


def raise_cause(path: Path) -> None:
    """Raise what stops a file from being imported."""
    with pytest.raises(ValueError, match=path.name) as caught:
        load_file(path)
    assert caught.value.__cause__ is not None
    raise caught.value.__cause__


def test_a_report_leaves_errors_out_and_keeps_what_was_known(here: Path) -> None:
    """The pages stay as they were; the row is named, and the status is 1."""
    path = here / "theirs.py"
    path.write_text(written(FINE)[0])
    assert audit(path).exit_code == 0
    assert run("report", "--claims", path).exit_code == 0
    known = {p: p.read_bytes() for p in (here / "falsum-audit" / "findings").rglob("*.*")}
    path = here / "edited.py"
    path.write_text(written(MISTAKES["raises"])[0])
    assert audit(path).exit_code == 1
    done = run("report", "--claims", path)
    assert done.exit_code == 1
    assert "left out: the row of third.party: its audit ended in an error, and what" in done.stdout
    again = str(path).encode()
    now = {p: p.read_bytes().replace(again, str(here / "theirs.py").encode()) for p in known}
    assert now == known
    (check,) = load_file(path)
    with pytest.raises(KnowledgeError, match="says nothing of the claim"):
        merge(None, failed(check, "quick", "RuntimeError"), check.claim.hash)


STOPS = {
    "an exception": ("raise ZeroDivisionError('no')", "ZeroDivisionError: no"),
    "an exit": ("raise SystemExit(0)", "SystemExit: 0"),
    "an interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "a base exception": ("raise type('Odd', (BaseException,), {})('odd')", "Odd: odd"),
    "a syntax error": ("x = = 1", "SyntaxError: invalid syntax"),
    "another claim of the same id": (
        "test_other = check(claim, points)(lambda x: {spread: x[:, 0]})",
        "the claim id third.party is used twice, by test_party and test_other; give one",
    ),
    "another name": (
        "test_other = test_party",
        "the check of third.party is bound to the name test_other; write test_party",
    ),
}


@pytest.mark.parametrize("kind", STOPS)
def test_a_file_that_does_not_import_stops_no_other(kind: str, here: Path) -> None:
    """It is named with its line, the other file is audited, and the status is 1; alone it is 2."""
    line, said = STOPS[kind]
    bad, _ = written(FINE)
    (here / "bad.py").write_text(f"{bad}\n{line}\n")
    (here / "good.py").write_text(renamed(written(FINE)[0], "good"))
    place = "bad.py" if kind.startswith("another") else f"bad.py:{len(bad.splitlines()) + 2}"
    done = audit("bad.py", "good.py")
    assert done.exit_code == 1
    (told,) = [text for text in done.stdout.splitlines() if text.startswith("not audited")]
    assert told.startswith(f"not audited: {place}: {said}")
    assert rows(here / "falsum-audit")["third.good"].verdict == "survived"
    alone = audit("bad.py")
    assert alone.exit_code == 2
    assert alone.stderr.startswith(f"falsum: {place}: {said}")
    assert "(in falsum/" not in alone.stderr  # the engine's own line, where it is not at fault
    assert len(alone.stderr.splitlines()) == 1


def test_a_broken_module_of_a_catalogue_stops_no_other(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """List and audit name it and go on, with status 1, unless its name is not asked for."""
    monkeypatch.chdir(project)
    (checks,) = project.glob("cases_*")
    bad = checks / "my_paper" / "test_bad.py"
    bad.write_text("import falsum\n\nfalsum.nothing\n")
    line = f"{bad}:3: AttributeError: module 'falsum' has no attribute 'nothing'"
    done = run("list")
    assert done.exit_code == 1
    assert [text.split()[0] for text in done.stdout.splitlines()] == [
        "my_paper.popoviciu",
        "my_paper.popoviciu.corrected",
    ]
    assert done.stderr.startswith(f"falsum: not listed: {line}")
    assert run("list", "-k", "popoviciu").exit_code == 0
    assert run("list", "-k", "bad").exit_code == 1
    done = audit()
    assert done.exit_code == 1 and f"not audited: {line}" in done.stdout
    assert "2 of 2 as recorded" in done.stdout
    assert audit("my_paper.popoviciu").exit_code == 0
    assert audit("my_paper.popoviciu", "my_paper.bad").exit_code == 1
    alone = audit("my_paper.bad")
    assert alone.exit_code == 2 and alone.stderr.startswith(f"falsum: {line}")
    report = run("report")
    assert report.exit_code == 2 and report.stderr.startswith(f"falsum: {line}")


def test_results_replace_nothing_of_the_users(here: Path) -> None:
    """The top of a project and a folder with a README.md of another hand are refused."""
    (here / "theirs.py").write_text(written(FINE)[0])
    (here / "README.md").write_text("# Mine\n")
    for out in (".", ""):
        done = audit("theirs.py", "--out", out)
        assert done.exit_code == 2 and "holds a README.md that no audit has written" in done.stderr
    assert (here / "README.md").read_text() == "# Mine\n"
    assert sorted(p.name for p in here.iterdir()) == ["README.md", "theirs.py"]
    (here / "top").mkdir()
    (here / "top" / "pyproject.toml").touch()
    with pytest.raises(UsageError, match="the top of a project, it holds"):
        refuse_folder(here / "top")
    (here / "other").mkdir()
    (here / "other" / "audit.json").write_text('{"auditReportVersion": 2}\n')
    with pytest.raises(UsageError, match="that no audit has written"):
        refuse_folder(here / "other")
    assert [audit("theirs.py", "--out", "own").exit_code for _ in range(2)] == [0, 0]
    (here / "own" / "audit.json").write_text('{"schema')
    assert audit("theirs.py", "--out", "own").exit_code == 0

"""The command line: what it prints, what it writes, and how it ends."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import falsum
from falsum.campaign.circumstances import sources
from falsum.evidence.standing import in_words
from falsum.interface.cli import app
from falsum.interface.commands import read_run

HEAVY = ("torch", "scipy", "sympy", "flint", "numpy", "matplotlib", "rich")


def run(*words: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def audited(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the results of a quick audit of the example."""
    monkeypatch.chdir(tmp_path)
    result = run("audit", example, "--profile", "quick", "--out", "out")
    assert result.exit_code == 0, result.output
    return tmp_path / "out"


@pytest.mark.parametrize("words", [["--help"], ["audit", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    """Help answers without the engine's libraries."""
    code = f"""if True:
        import sys
        from falsum.interface.cli import main
        sys.argv = ["falsum", *{words!r}]
        try:
            main()
        except SystemExit as end:
            assert not end.code, end.code
        print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "falsum" in done.stdout


def test_import_changes_nothing() -> None:
    """Importing falsum loads no library and touches no global setting."""
    code = f"import sys, falsum; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_loads() -> None:
    """What dir() lists can be had, and a name that is not there is an AttributeError."""
    assert {"Claim", "check", "family", "maps", "Rational", "sizes"} <= set(dir(falsum))
    assert all(getattr(falsum, name) is not None for name in dir(falsum))
    assert not hasattr(falsum, "Theorem")
    names: dict[str, object] = {}
    exec("from falsum import *", names)
    assert set(dir(falsum)) <= set(names)


def test_a_star_imports_the_public_names() -> None:
    """They are those that dir() lists, and nothing of the engine."""
    names: dict[str, object] = {}
    exec("from falsum import *", names)
    assert set(names) - {"__builtins__"} == set(dir(falsum))


def test_audit_of_a_file_finds_and_stores(audited: Path) -> None:
    """The printed claim is refuted at the points 0 and 1, the corrected one survives."""
    rows = {row.id: row for row in read_run(audited).claims}
    assert rows["my_paper.popoviciu"].verdict == "refuted"
    assert in_words(rows["my_paper.popoviciu"]) == "n = 2, a = 0, b = 1, x = (0, 1)"
    assert rows["my_paper.popoviciu.corrected"].verdict == "survived"
    stored = sorted(path.name for path in (audited / "certificates").iterdir())
    assert stored == ["my_paper.popoviciu.json"]


def test_audit_is_red_when_a_verdict_differs(example: Path, tmp_path: Path) -> None:
    """A claim that is recorded as surviving and is refuted ends with status 1 and says so."""
    mine = tmp_path / "mine.py"
    mine.write_text(example.read_text().replace('expect="refuted"', 'expect="survived"'))
    result = run("audit", mine, "-k", "not corrected", "--profile", "quick", "--out", tmp_path)
    assert result.exit_code == 1
    assert "my_paper.popoviciu: refuted, but survived is on record" in result.output


def test_an_unrecorded_claim_is_red_only_when_it_breaks(example: Path, tmp_path: Path) -> None:
    """Without a record, a refutation ends with status 1 and survival with 0."""
    mine = tmp_path / "mine.py"
    text = example.read_text().replace(', expect="refuted"', "").replace(', expect="survived"', "")
    mine.write_text(text)
    common = ("--profile", "quick", "--out", tmp_path)
    assert run("audit", mine, "-k", "not corrected", *common).exit_code == 1
    assert run("audit", mine, "-k", "corrected", *common).exit_code == 0


def test_verify_accepts_what_audit_stored(audited: Path, example: Path) -> None:
    """One line says what the certificate shows."""
    stored = audited / "certificates" / "my_paper.popoviciu.json"
    result = run("verify", stored, "--claims", example)
    assert result.exit_code == 0
    assert "accepted: my_paper.popoviciu is refuted" in result.output


HOSTILE = {
    "altered": lambda text: text.replace('"1/4"', '"1/5"'),
    "another instance": lambda text: text.replace('"-1"', '"-1/2"'),
    "unknown claim": lambda text: text.replace('"my_paper.popoviciu"', '"my_paper.gone"'),
    "path trick": lambda text: text.replace('"my_paper.popoviciu"', '"../../etc/passwd"'),
    "wrong types": lambda text: text.replace('"precision": 128', '"precision": "128"'),
    "unknown field": lambda text: text.replace('"schema": 1', '"schema": 1, "run": "rm"'),
    "cut off": lambda text: text[: len(text) // 2],
    "nested": lambda text: "[" * 100_000,
    "huge": lambda text: text + " " * (5 * 2**20),
    "binary": lambda text: "\udcff\udcfe",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_verify_rejects_in_one_line(
    kind: str, audited: Path, example: Path, tmp_path: Path
) -> None:
    """An altered or hostile certificate gets one clear line and status 1."""
    text = (audited / "certificates" / "my_paper.popoviciu.json").read_text()
    bad = tmp_path / "bad.json"
    bad.write_text(HOSTILE[kind](text), errors="surrogateescape")
    result = run("verify", bad, "--claims", example)
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert result.output.startswith(f"{bad}: rejected: ")
    assert len(result.output) < 1000


def test_verify_goes_on_after_a_rejection(audited: Path, example: Path, tmp_path: Path) -> None:
    """Each file gets its line, also after one that is no certificate."""
    good = audited / "certificates" / "my_paper.popoviciu.json"
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    result = run("verify", bad, good, "--claims", example)
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert ["rejected" in line for line in lines] == [True, False]


BAD_USAGE = {
    "audit mukherjee_2020.theorem_5_4_11": "did you mean mukherjee_2020.theorem_5_4_1",
    "audit Theorem": "unknown claim 'Theorem'",
    "audit --profile quik": "did you mean quick?",
    "audit --device tpu": "unknown device 'tpu'",
    "audit --device cuda": "this machine has no CUDA",
    "audit no_such_file.py": "does not exist",
    "audit pyproject.toml/x.py": "does not exist",
    "audit examples/my_theorem.py mukherjee_2020.theorem_5_4_1": "not both at once",
    "audit examples": "falsum: examples is a folder; name the files in it",
    "audit -k no_such_claim": "no claim matches",
    "list -k (": "join words by",
    "show theorem_5_4_1": "unknown claim",
    "constants nothing.here": "unknown claim",
    "diff README.md nowhere": "README.md is no record of a run",
    "new Theorem": "not of the form document.statement",
    "new paper.lambda": "lambda, a keyword of Python",
    "new x.schur.corrected": "in the files of x.schur; write that name",
    "new x.Schur.corrected": "not of the form document.statement",
    "verify nothing.json": "falsum: nothing.json does not exist",
    "verify reports": "falsum: reports is a folder; name the files in it",
    "new mukherjee_2020.theorem_5_4_1": "exists already, and nothing was written",
    "verify README.md --claims nowhere.py": "does not exist",
}


@pytest.mark.parametrize("line", BAD_USAGE)
def test_bad_usage_is_one_line_and_status_2(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line says what is wrong, and nothing has been written."""
    if "--device cuda" in line:
        import torch

        monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.chdir(Path(__file__).parents[2])
    words = line.split()
    if words[0] == "audit":
        words += ["--out", str(tmp_path / "out")]
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert BAD_USAGE[line] in result.output
    assert len(result.output.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("audit --prfile quick", "No such option: --prfile"),
        ("audit --jobs 0", "Invalid value for '--jobs'"),
        ("audit --jobs many", "Invalid value for '--jobs'"),
        ("adit", "No such command 'adit'"),
        ("", "Missing command"),
        ("diff one", "Missing argument 'RUN_B'"),
        ("list", "no catalogue here"),
    ],
)
def test_a_wrong_option_is_one_line_and_status_2(line: str, message: str, falsum) -> None:
    """The parser's own refusals read like all others."""
    done = falsum(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"falsum: {message}")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_does_not_import_is_bad_usage(tmp_path: Path) -> None:
    """The line names the file and the error."""
    broken = tmp_path / "broken.py"
    broken.write_text("from falsum import Claim\nClaim(1 / 0)\n")
    result = run("audit", broken, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert f"{broken}:2: ZeroDivisionError" in result.output
    assert not (tmp_path / "out").exists()


def test_list_and_show_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listing filters by keyword; showing gives text, LaTeX and files."""
    monkeypatch.chdir(Path(__file__).parents[2])
    listed = run("list", "-k", "mukherjee and theorem_5_4_1 and corrected")
    assert [line.split()[0] for line in listed.output.splitlines()] == [
        "mukherjee_2020.theorem_5_4_1.corrected"
    ]
    shown = run("show", "mukherjee_2020.theorem_5_4_1").output
    for part in (
        "least_gradient <= eps",
        r"\leq \epsilon",
        "f has a minimiser: granted",
        "Theorem: theorems/mukherjee_2020/chapter_5/theorem_5_4_1.py",
        "Check: checks/mukherjee_2020/chapter_5/test_theorem_5_4_1.py",
    ):
        assert part in shown


def test_a_new_statement_runs_as_it_is(
    tmp_path: Path, falsum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scaffold audits, reports, compares and collects without being touched."""
    (tmp_path / "pyproject.toml").write_text('[tool.falsum]\nchecks = "checks"\n')
    monkeypatch.chdir(tmp_path)
    assert run("new", "some_paper.lemma_3_1").exit_code == 0
    before = sorted(tmp_path.rglob("*.py"))
    assert run("new", "some_paper.lemma_3_1").exit_code == 2
    assert sorted(tmp_path.rglob("*.py")) == before
    audit = falsum("audit", "some_paper.lemma_3_1", "--profile", "quick")
    assert audit.returncode == 0, audit.stderr
    assert "survived" in audit.stdout
    report = falsum("report")
    assert "reports/findings/some_paper/lemma_3_1.md" in report.stdout
    text = "".join(path.read_text() for path in before)
    assert "TODO" not in text


def test_the_folder_of_the_statements_is_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new statement goes where [tool.falsum] says, and its code counts for the ledger."""
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.falsum]\nchecks = "audits"\ntheorems = "claims/printed"\n')
    monkeypatch.chdir(tmp_path)
    assert run("new", "some_paper.lemma_1").exit_code == 0
    stated = tmp_path / "claims" / "printed" / "some_paper" / "lemma_1.py"
    assert stated.is_file()
    written = (tmp_path / "audits" / "some_paper" / "test_lemma_1.py").read_text()
    assert "from claims.printed.some_paper import lemma_1 as stated" in written
    assert tmp_path / "claims/printed" in sources(tmp_path)


def test_what_a_file_of_claims_imports_from_beside_it_counts_for_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that resumes must not take outcomes of a measurement that has changed since."""
    claims, helper = tmp_path / "claims.py", tmp_path / "helper_of_claims.py"
    claims.write_text("import helper_of_claims\n")
    helper.write_text("FACTOR = 2\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert sources(claims) == [claims]
    importlib.import_module("helper_of_claims")
    try:
        assert sources(claims) == [claims, helper]
    finally:
        del sys.modules["helper_of_claims"]


@pytest.mark.parametrize("line", ["folder = 'x'", "checks = 3"])
def test_a_wrong_setting_says_what_to_write(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt folder would be ignored without a word."""
    (tmp_path / "pyproject.toml").write_text(f"[tool.falsum]\n{line}\n")
    monkeypatch.chdir(tmp_path)
    result = run("list")
    assert result.exit_code == 2
    assert "write folders, as strings, for checks, theorems, reports" in result.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x = [", "is no TOML"),
        (b"\xff\xfe", "is no TOML"),
        (b"x = " + b"[" * 100_000, "is no TOML"),
        (b"[tool]\nfalsum = 3", "write a table, [tool.falsum]"),
        (b"tool = 3", "no catalogue here"),
    ],
    ids=["unfinished", "no UTF-8", "nested", "no table", "no tools"],
)
def test_settings_that_cannot_be_read_are_one_line(
    content: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line names the file; there is no traceback."""
    (tmp_path / "pyproject.toml").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    result = run("list")
    assert result.exit_code == 2
    assert message in result.output
    assert len(result.output.splitlines()) == 1


def test_constants_are_those_of_the_last_audit(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing audited and nothing measured are said plainly; what was measured is shown."""
    monkeypatch.chdir(project)
    claim = "my_paper.popoviciu"
    assert f"run: falsum audit {claim}" in run("constants", claim).output
    assert run("audit", claim, "--profile", "quick").exit_code == 0
    assert "measured no constants" in run("constants", claim).output
    path = project / "reports" / "latest" / "audit.json"
    record = json.loads(path.read_text())
    record["claims"][0]["constants"] = [
        {"name": "c", "by": "search", "claimed": "1/4", "sharp": 0.5}
    ]
    path.write_text(json.dumps(record))
    assert run("constants", claim).output == "c: claimed 1/4, sharpest 0.5 (search)\n"


def test_diff_tells_verdicts_apart(audited: Path, tmp_path: Path) -> None:
    """A run equals itself; a changed verdict is shown and ends with status 1."""
    assert run("diff", audited, audited).exit_code == 0
    record = json.loads((audited / "audit.json").read_text())
    record["claims"][0]["verdict"] = "survived"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(record))
    result = run("diff", audited, other)
    assert result.exit_code == 1
    assert "my_paper.popoviciu: refuted -> survived" in result.output


def test_the_claims_of_a_file_are_read_like_those_of_a_catalogue(
    audited: Path, example: Path
) -> None:
    """They are listed and shown with their last audit, and get pages that say how to repeat it."""
    claims = ("--claims", example)
    listed = run("list", "-k", "corrected", *claims)
    assert listed.output.startswith("my_paper.popoviciu.corrected  survived")
    shown = run("show", "my_paper.popoviciu", *claims, "--out", audited)
    assert "Last audit (quick): refuted" in shown.output
    assert "Certificate: out/certificates/my_paper.popoviciu.json" in shown.output
    assert run("constants", "my_paper.popoviciu", *claims, "--out", audited).exit_code == 0
    done = run("report", *claims, "--out", audited)
    assert done.exit_code == 0, done.output
    page = (audited / "findings" / "my_paper" / "popoviciu.md").read_text()
    assert f"falsum verify out/certificates/my_paper.popoviciu.json --claims {example}" in page
    assert f"falsum audit {example} -k popoviciu" in page


def test_an_unknown_claim_of_a_file_is_bad_usage(example: Path) -> None:
    """The names that the file does have are told."""
    result = run("show", "my_paper.popovicu", "--claims", example)
    assert result.exit_code == 2
    assert "did you mean my_paper.popoviciu" in result.output


@pytest.mark.parametrize("first", ["chance.laws", "couplings", "balls", "measure.check", "api"])
def test_any_part_may_be_imported_first(first: str) -> None:
    """No part of the engine needs another one to have been imported before it."""
    code = f"import falsum.{first}; from falsum import balls, binomial_law, couplings"
    subprocess.run([sys.executable, "-c", code], check=True)

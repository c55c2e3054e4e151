"""The pytest plugin: checks are items, verdicts are outcomes, evidence reaches the report."""

from __future__ import annotations

import importlib
from pathlib import Path

import msgspec
import pytest

from falsum.records.evidence import AuditFile
from tests.interface.mistakes import MISTAKES, written

LIBRARIES = (
    "array_api_compat.torch",
    "falsum.campaign.campaign",
    "falsum.study.full",
    "falsum.report.write",
    "falsum.evidence.standing",
)


@pytest.fixture(autouse=True)
def preloaded() -> None:
    """Load the libraries once: an inner run drops the modules that it imports itself."""
    for name in LIBRARIES:
        importlib.import_module(name)


@pytest.fixture
def session(pytester: pytest.Pytester, project: Path, request: pytest.FixtureRequest):
    """Return a function that runs pytest in the project, with the plugin."""
    own = (
        []
        if request.config.pluginmanager.hasplugin("falsum")
        else ["-p", "falsum.interface.pytest_plugin"]
    )

    def run(*words: str) -> pytest.RunResult:
        settings = project / "pyproject.toml"
        options = ("-c", str(settings), "--rootdir", str(project), "-p", "no:cacheprovider")
        return pytester.runpytest_inprocess(*own, *options, *words, str(project))

    return run


def case(project: Path) -> Path:
    """Return the project's only file of checks."""
    return next(project.glob("cases_*/my_paper/test_popoviciu.py"))


def store(project: Path) -> Path:
    """Store the certificate of the printed claim and return its path."""
    from falsum.campaign.campaign import Campaign
    from falsum.campaign.catalogue import load_file

    checks = [(c, case(project)) for c in load_file(case(project)) if c.expect == "refuted"]
    folder = project / "reports" / "certificates"
    assert list(Campaign(checks, folder, project / "out", profile="quick").run())
    return folder / "my_paper.popoviciu.json"


def test_verdicts_are_outcomes(session, project: Path) -> None:
    """A recorded refutation is an expected failure that names its instance; the rest passes."""
    result = session("-rxX")
    result.assert_outcomes(passed=1, xfailed=1)
    result.stdout.fnmatch_lines(
        [
            "*my_paper.popoviciu *refuted*",
            "*my_paper.popoviciu.corrected *survived*",
            "results in *",
            "XFAIL *test_popoviciu - refuted: n = 2, a = 0, b = 1, x = (0, 1)",
        ]
    )
    record = project / "reports" / "latest" / "audit.json"
    rows = msgspec.json.decode(record.read_bytes(), type=AuditFile).claims
    assert [(r.id, r.verdict) for r in rows] == [
        ("my_paper.popoviciu", "refuted"),
        ("my_paper.popoviciu.corrected", "survived"),
    ]


def test_a_stored_certificate_is_replayed_without_a_search(session, project: Path) -> None:
    """The quick profile does not search for what is on record and verifies."""
    store(project)
    result = session("-k", "my_paper and not corrected", "-rx")
    result.assert_outcomes(xfailed=1, deselected=1)
    result.stdout.fnmatch_lines(["XFAIL *refuted: n = 2*"])
    record = project / "reports" / "latest" / "audit.json"
    (row,) = msgspec.json.decode(record.read_bytes(), type=AuditFile).claims
    assert "by the stored certificate; nothing else was searched" in row.summary


def test_a_rejected_certificate_is_searched_for_again(session, project: Path) -> None:
    """A tampered certificate does not fail a claim that the search refutes anyway."""
    path = store(project)
    path.write_text(path.read_text().replace('"1/4"', '"1/5"'))
    session("-k", "not corrected").assert_outcomes(xfailed=1, deselected=1)


def test_an_expected_failure_is_strict(session, project: Path) -> None:
    """A recorded refutation that survives, with no certificate, is a failure."""
    text = case(project).read_text().replace('expect="survived"', 'expect="refuted"')
    case(project).write_text(text)
    result = session("-k", "corrected")
    result.assert_outcomes(failed=1, deselected=1)
    result.stdout.fnmatch_lines(
        [
            "my_paper.popoviciu.corrected: survived, but refuted is on record",
            "*strict* no certificate is stored, and this search did not find it again",
            "*reproduce: falsum audit my_paper.popoviciu.corrected --profile quick --seed 0",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_wrong_verdict_is_a_readable_failure(session, project: Path) -> None:
    """The message has verdict, record, instance and the line that reproduces it."""
    text = case(project).read_text().replace('expect="refuted"', 'expect="survived"')
    case(project).write_text(text)
    result = session("-k", "not corrected", "--falsum-seed", "7")
    result.assert_outcomes(failed=1, deselected=1)
    result.stdout.fnmatch_lines(
        [
            "my_paper.popoviciu: refuted, but survived is on record",
            "*smallest instance: n = 2, *",
            "*reproduce: falsum audit my_paper.popoviciu --profile quick --seed 7",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_an_error_in_a_measurement_shows_where(session, project: Path) -> None:
    """A defect of the check has its line, a wrong binding that of the measurement."""
    text = case(project).read_text()
    case(project).write_text(
        text.replace("    centred =", "    raise RuntimeError('oops')\n    centred =")
    )
    result = session("-k", "corrected")
    result.stdout.fnmatch_lines(["*raise RuntimeError('oops')*"])
    case(project).write_text(text.replace("return {variance:", "return {n:"))
    result = session("-k", "corrected")
    result.stdout.fnmatch_lines(["*must return exactly the measured and chosen symbols*"])
    result.stdout.no_fnmatch_line("*binding.py*")


@pytest.mark.parametrize("name", ["raises", "if", "exit", "interrupt", "array"])
def test_a_mistake_is_an_error_of_its_check(name: str, session, project: Path) -> None:
    """The failure names file, line and what to write, the record has the error, others go on."""
    text, line = written(MISTAKES[name])
    path = case(project).with_name("test_party.py")
    path.write_text(text)
    result = session("-k", "party or corrected")
    result.assert_outcomes(passed=1, failed=1, deselected=1)
    place = f"{path.parent.parent.name}/my_paper/test_party.py:{line}: "
    (told,) = [t for t in result.outlines if t.startswith("third.party: error at ")]
    assert place in told and all(part in told for part in MISTAKES[name].said)
    result.stdout.fnmatch_lines(["*reproduce: falsum audit third.party *", "third.party *error !*"])
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")
    record = project / "reports" / "latest" / "audit.json"
    rows = msgspec.json.decode(record.read_bytes(), type=AuditFile).claims
    assert [r.verdict for r in rows] == ["survived", "error"]


@pytest.mark.parametrize("line", ["import nothing_of_that_name", "raise SystemExit(0)", "x = ="])
def test_a_module_that_does_not_import_is_an_error_of_its_own(
    line: str, session, project: Path
) -> None:
    """Its file is one error, in one line; the rest runs, and what is selected elsewhere passes."""
    path = case(project).with_name("test_bad.py")
    path.write_text(f"\n{line}\n")
    result = session()
    result.assert_outcomes(passed=1, xfailed=1, errors=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    (told,) = [t for t in result.outlines if t.startswith(f"{path}:2: ")]
    assert "Error: " in told or "SystemExit: 0" in told
    result = session("-k", "corrected")
    result.assert_outcomes(passed=1, deselected=2)
    assert result.ret == pytest.ExitCode.OK


def test_names_and_ids_are_checked_at_collection(session, project: Path) -> None:
    """A check under another name and an id checked twice are errors, in one line each."""
    text = case(project).read_text()
    case(project).write_text(text.replace("test_popoviciu_corrected =", "test_fixed ="))
    result = session()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*bound to the name test_fixed; write test_popoviciu_corrected*"])
    case(project).write_text(text)
    case(project).with_name("test_twice.py").write_text(text)
    result = session()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*claim id my_paper.popoviciu is checked twice, first in *"])


def test_an_imported_check_is_no_item(session, project: Path) -> None:
    """A module may use the check of another one under a name that is not a test's."""
    folder = case(project).parent
    user = folder / "test_user.py"
    user.write_text(
        f"from {folder.parent.name}.my_paper.test_popoviciu import test_popoviciu as printed\n"
        "def test_it():\n    assert printed.expect == 'refuted'\n"
    )
    result = session("-k", "test_it", "-o", "pythonpath=.")
    result.assert_outcomes(passed=1, deselected=2)


def test_evidence_of_workers_is_gathered(session, project: Path, tmp_path: Path) -> None:
    """Under pytest-xdist one table and one record cover all workers."""
    pytest.importorskip("xdist")
    store(project)
    result = session("-n", "2", "--falsum-report", str(tmp_path / "elsewhere"))
    result.assert_outcomes(passed=1, xfailed=1)
    record = tmp_path / "elsewhere" / "audit.json"
    assert len(msgspec.json.decode(record.read_bytes(), type=AuditFile).claims) == 2
    assert not (project / "reports" / "latest").exists()


def test_a_device_that_is_not_there_is_refused(session) -> None:
    """Nothing is collected."""
    result = session("--falsum-device", "tpu")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*unknown device 'tpu'; write cpu, cuda or cuda:N"])

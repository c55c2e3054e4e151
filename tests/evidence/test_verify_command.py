"""``falsum verify``: one line a file, exit 0, 1 or 2, and no search machinery."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from falsum.evidence.certificates import LIMIT, Certificate, to_json
from falsum.interface.cli import main
from tests.evidence.conftest import ROOT

CLAIMS = Path(__file__).parent / "claims.py"
Run = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def falsum(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line: exit status, lines of output and of errors."""

    def run(*words: object) -> tuple[int, list[str], list[str]]:
        monkeypatch.setattr(sys, "argv", ["falsum", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out.splitlines(), err.splitlines()

    monkeypatch.chdir(ROOT)
    return run


@pytest.fixture
def files(tmp_path: Path, issued: dict[str, Certificate]) -> dict[str, Path]:
    """Write each certificate into a file of its own."""
    paths = {}
    for claim, certificate in issued.items():
        paths[claim] = tmp_path / f"{claim}.json"
        paths[claim].write_text(to_json(certificate))
    return paths


def test_good_certificates_are_accepted(falsum: Run, files: dict[str, Path]) -> None:
    """Exit 0 and one line for each file, with what is computed and what is granted."""
    small = [path for claim, path in files.items() if claim.startswith("doe_2020")]
    status, out, err = falsum("verify", *small, "--claims", CLAIMS)
    assert status == 0
    assert err == []
    assert len(out) == len(small)
    assert all(": accepted: doe_2020." in line for line in out)
    (granting,) = [line for line in out if "doe_2020.nested" in line]
    assert "granted: order" in granting


def test_catalogue_certificates_are_looked_up(falsum: Run, files: dict[str, Path]) -> None:
    """Without --claims the claim is the catalogue's."""
    path = files["mukherjee_2020.theorem_2_3_7.part_1"]
    status, out, _ = falsum("verify", path)
    assert (status, len(out)) == (0, 1)
    assert "accepted: mukherjee_2020.theorem_2_3_7.part_1 is refuted" in out[0]


def test_hostile_files_get_one_line_each(
    falsum: Run, files: dict[str, Path], tmp_path: Path, plain: dict[str, Any]
) -> None:
    """Exit 1, one clear line a file, and the good one among them is still accepted."""
    hostile = {
        "empty": b"",
        "deep": b"[" * 100_000,
        "huge": b" " * (LIMIT + 1),
        "random": bytes(range(256)),
        "path": json.dumps({**plain, "claim": "../../x"}).encode(),
        "unknown": json.dumps({**plain, "claim": "doe_2020.no_such_lemma"}).encode(),
        "digits": json.dumps({**plain, "latent": ["9" * 100_000]}).encode(),
        "exponent": json.dumps({**plain, "latent": ["1e999999999"]}).encode(),
        "altered": json.dumps({**plain, "precision": 1}).encode(),
        "escape": json.dumps({**plain, "\x1b[2J\n\nok: accepted": 1}).encode(),
    }
    paths = []
    for name, content in hostile.items():
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_bytes(content)
    good = files["doe_2020.rational"]
    status, out, err = falsum("verify", *paths, good, "--claims", CLAIMS)
    assert status == 1
    assert err == []
    assert len(out) == len(paths) + 1
    for path, line in zip(paths, out, strict=False):
        assert line.startswith(f"{path}: rejected: ")
        assert line.isprintable()
        assert len(line) < len(str(path)) + 320
    assert out[-1].startswith(f"{good}: accepted: ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["verify"], "FILE"),
        (["verify", "--bogus", "x.json"], "bogus"),
        (["verify", "missing.json"], "missing.json does not exist"),
        (["verify", "reports"], "reports is a folder; name the files in it"),
        (["verify", "README.md", "--claims", "missing.py"], "missing.py"),
        (["verify", "README.md", "--claims", "README.md"], "README.md"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(falsum: Run, words: list[str], message: str) -> None:
    """No file, an unknown option, claims that cannot be loaded."""
    status, out, err = falsum(*words)
    assert (status, out, len(err)) == (2, [], 1)
    assert message in err[0]


def test_outside_a_catalogue_is_bad_usage(
    falsum: Run, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no catalogue is, the line says how to name one."""
    monkeypatch.chdir(tmp_path)
    status, _, err = falsum("verify", files["doe_2020.rational"])
    assert status == 2
    assert "no catalogue here" in err[0]


def test_verifying_imports_no_torch(files: dict[str, Path]) -> None:
    """A fresh process verifies catalogue and third-party certificates without torch or SciPy."""
    code = (
        "import sys\n"
        "from falsum.interface.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: status = end.code\n"
        "heavy = sorted({'torch', 'scipy', 'cma', 'matplotlib'} & set(sys.modules))\n"
        "print(status, heavy)\n"
    )
    name = "mukherjee_2020.theorem_3_5_2"
    for words in ([files[name]], [files["doe_2020.chance"], "--claims", CLAIMS]):
        done = subprocess.run(
            [sys.executable, "-c", code, "verify", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "0 []", done.stdout

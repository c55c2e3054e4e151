"""The wheel holds falsum and nothing else, and audits a third party's file elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of."""
    pytest.importorskip("build")
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "falsum", folder / "falsum")
    for name in ("theorems", "checks", "impl"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return next((folder / "dist").glob("*.whl"))


def test_only_falsum_is_inside(wheel: Path) -> None:
    """The catalogue is data of this repository, not of the package."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"falsum", "falsum-0.1.0.dist-info"}
    assert "falsum/py.typed" in names
    assert not [name for name in names if name.endswith((".pyc", ".orig"))]
    entries = zipfile.ZipFile(wheel).read("falsum-0.1.0.dist-info/entry_points.txt").decode()
    assert "falsum = falsum.interface.cli:main" in entries
    assert "[pytest11]\nfalsum = falsum.interface.pytest_plugin" in entries


def test_it_audits_a_file_elsewhere(wheel: Path, example: Path, tmp_path: Path) -> None:
    """Installed on its own, it audits a file from a folder that knows nothing of this one."""
    place, work = tmp_path / "installed", tmp_path / "work"
    work.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(place), str(wheel)], check=True, capture_output=True)
    shutil.copy(example, work / "theirs.py")
    environment = {**os.environ, "PYTHONPATH": str(place)}

    def python(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert python("-c", "import falsum; print(falsum.__file__)").stdout.startswith(str(place))
    done = python("-m", "falsum", "audit", "theirs.py", "--profile", "quick")
    assert done.returncode == 0, done.stderr
    assert "2 of 2 as recorded" in done.stdout
    assert (work / "falsum-audit" / "certificates" / "my_paper.popoviciu.json").is_file()

"""Small projects to run the interfaces on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "my_theorem.py"
SETTINGS = """
[tool.falsum]
checks = "{folder}"

[tool.pytest.ini_options]
addopts = ["--import-mode=importlib"]
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def example() -> Path:
    """Return the example's path."""
    return EXAMPLE


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose catalogue holds the example's two claims, under names of its own."""
    folder = f"cases_{tmp_path.name}".replace("-", "_")
    place = tmp_path / folder / "my_paper"
    place.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(SETTINGS.format(folder=folder))
    (place / "test_popoviciu.py").write_text(EXAMPLE.read_text())
    return tmp_path


@pytest.fixture
def falsum(tmp_path: Path) -> Run:
    """Return a function that runs the command line in a process of its own."""

    def run(*words: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "falsum", *map(str, words)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run

"""What is required is imported, and what is imported is required or belongs to an extra."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NAMES = {"python-flint": "flint", "z3-solver": "z3"}  # whose module has another name


def modules(requirements: list[str]) -> set[str]:
    """Return the modules that requirements install, those of the package itself left out."""
    names = [re.split(r"[\[><=!~; ]", text)[0] for text in requirements]
    return {NAMES.get(name, name.replace("-", "_")) for name in names} - {"falsum"}


def imported(folder: Path) -> Iterator[str]:
    """Yield the top of every absolute import in a folder, late ones included."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield str(node.module).split(".")[0]


ENGINE = set(imported(ROOT / "falsum")) - set(sys.stdlib_module_names) - {"falsum"}
REQUIRED = modules(PROJECT["dependencies"])
EXTRAS = {name: modules(found) for name, found in PROJECT["optional-dependencies"].items()}


def test_what_is_required_is_imported() -> None:
    """Nobody installs what the engine does not use."""
    assert len(REQUIRED) > 5
    assert REQUIRED <= ENGINE


def test_what_is_imported_is_declared() -> None:
    """An import that is not required comes from an extra for users, and each extra has code."""
    assert EXTRAS["pytest"] == ENGINE - REQUIRED
    algebra = (ROOT / "falsum" / "prove" / "algebra.py").read_text()
    assert all(f'import_module("{name}")' in algebra for name in EXTRAS["poly"])
    assert set(EXTRAS) == {"dev", "poly", "pytest"}


def test_the_catalogue_needs_nothing_more() -> None:
    """Statements, checks and reference code run with what the engine requires."""
    own = {"falsum", "impl", "checks", "theorems"}
    for folder in ("theorems", "checks", "impl", "examples"):
        found = set(imported(ROOT / folder)) - set(sys.stdlib_module_names) - own
        assert found <= REQUIRED, folder

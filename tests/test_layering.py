"""Imports point one way, so that a statement stays a statement and the engine an engine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "theorems": {"theorems", "falsum"},
    "checks": {"checks", "theorems", "impl", "falsum"},
    "impl": {"impl"},
    "falsum": {"falsum"},
}
NUMERICS = {"numpy", "scipy", "torch", "flint", "array_api_compat"}  # no business of a statement


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, wherever in it."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *([node.module] if node.module else [])])


FILES = [path for layer in ALLOWED for path in sorted((ROOT / layer).rglob("*.py"))]


def layer_of(path: Path) -> str:
    """Return the folder of the root that a file lies in."""
    return path.relative_to(ROOT).parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """A file imports only from the layers below its own."""
    layer = layer_of(path)
    tops = {name.split(".")[0] for name in imported(path)}
    wrong = tops & set(ALLOWED) - ALLOWED[layer]
    assert not wrong, f"{path} imports {wrong}; {layer} may import {sorted(ALLOWED[layer])}"
    if layer == "theorems":
        assert not tops & NUMERICS, f"{path} imports {tops & NUMERICS}; a statement has no numerics"


def test_every_layer_is_looked_at() -> None:
    """The test above sees files of all four layers."""
    assert {layer_of(path) for path in FILES} == set(ALLOWED)


def test_a_wrong_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports inside functions and relative imports count too."""
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "impl" / "deep" / "file.py"
    path.parent.mkdir(parents=True)
    path.write_text("from ..near import x\nfrom . import y\n\ndef f():\n    import checks.a\n")
    assert sorted(imported(path)) == ["checks.a", "impl.deep", "impl.near"]


def test_checks_mirror_theorems() -> None:
    """Every file of checks has the theorem of its own name, so that both are found at once."""
    paths = sorted((ROOT / "checks").glob("**/test_*.py"))
    assert len(paths) > 40
    for path in paths:
        folder = ROOT / "theorems" / path.parent.relative_to(ROOT / "checks")
        theorem = folder / f"{path.stem.removeprefix('test_')}.py"
        assert theorem.is_file(), f"{path} checks no statement of {theorem}"

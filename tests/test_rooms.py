"""The rooms of the engine: imports go one way, and there is no circle.

The order is that of the table in docs/architecture.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "falsum"
FREE = {"__init__", "__main__", "api"}  # the doors of the package


def order(text: str) -> list[str]:
    """Return the rooms from the ground up, as the document lists them."""
    table = text.split("## Rooms")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", table, flags=re.M)


ROOMS = order((ROOT / "docs" / "architecture.md").read_text())
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ENGINE.rglob("*.py"))
}


def imports(module: str, path: Path) -> Iterator[str]:
    """Yield the modules of the engine that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} has a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found = [name if name in MODULES else str(node.module) for name in names]
        else:
            continue
        yield from (name for name in found if name in MODULES and name != module)


GRAPH = {module: set(imports(module, path)) for module, path in MODULES.items()}


def room(module: str) -> str:
    """Return the room that a module is in, or its own name on the ground."""
    return [*module.split("."), ""][1]


def test_every_module_is_in_a_room() -> None:
    """The document names each folder and file of the engine, and no other."""
    here = {path.stem for path in ENGINE.iterdir() if path.suffix == ".py" or _is_room(path)}
    assert here - FREE == set(ROOMS)


def _is_room(path: Path) -> bool:
    return path.is_dir() and path.name != "__pycache__"


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_room_imports_only_from_those_before_it(module: str) -> None:
    """The package's own name stands for its version and its doors."""
    own = room(module)
    if own in FREE or not own:
        return
    allowed = {*ROOMS[: ROOMS.index(own) + 1], ""}
    wrong = {name for name in GRAPH[module] if room(name) not in allowed}
    assert not wrong, f"{module} is in {own} and imports {sorted(wrong)}"


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the modules that import each other, directly or not."""
    reach = {name: set(found) for name, found in graph.items()}
    for _ in graph:
        wider = {n: f.union(*(reach.get(m, set()) for m in f)) for n, f in reach.items()}
        if wider == reach:
            break
        reach = wider
    return [[name] for name, found in reach.items() if name in found]


def test_there_is_no_circle() -> None:
    """Late imports count: they are for start-up, and hide no circle."""
    graph = {name: {m for m in found if room(m)} for name, found in GRAPH.items() if room(name)}
    assert circles(graph) == []


def test_a_circle_and_a_late_import_are_seen(tmp_path: Path) -> None:
    """The tests above would notice both."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b"], ["c"]]
    late = tmp_path / "late.py"
    late.write_text("def f():\n    from falsum.report import page\n")
    assert list(imports("falsum.late", late)) == ["falsum.report.page"]


def test_no_public_name_is_that_of_a_room() -> None:
    """A submodule, once imported, takes the place of a name of the package."""
    import falsum

    assert not {*ROOMS, *FREE} & (set(dir(falsum)) - {"balls", "couplings", "maps"})

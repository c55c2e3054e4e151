"""The catalogue: checks found by folder, from the root that ``pyproject.toml`` names."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from falsum.binding import Check

FOLDERS = ("checks", "theorems", "reports")  # what a [tool.falsum] table may name


class CatalogueError(ValueError):
    """Raise when a catalogue, a file of claims or an id is not what it should be."""


@dataclass(frozen=True)
class Root:
    """A project with a catalogue: the folder of its ``pyproject.toml`` and where things are."""

    folder: Path
    checks: str = "checks"
    reports: str = "reports"
    theorems: str = "theorems"

    @property
    def sources(self) -> list[Path]:
        """Return the folders whose code a verdict depends on, the engine apart."""
        return [self.folder / name for name in (self.checks, self.theorems, "impl")]

    @property
    def certificates(self) -> Path:
        """Return the folder of committed certificates."""
        return self.folder / self.reports / "certificates"

    @property
    def findings(self) -> Path:
        """Return the folder of committed pages."""
        return self.folder / self.reports / "findings"

    @property
    def latest(self) -> Path:
        """Return the folder of this run's results."""
        return self.folder / self.reports / "latest"


def find_root(start: Path | None = None) -> Root | None:
    """Return the nearest project at or above ``start`` with a [tool.falsum] table, or None.

    Raises CatalogueError on a ``pyproject.toml`` on the way that cannot be read.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        settings = folder / "pyproject.toml"
        if settings.is_file():
            table = _table(settings)
            if table is not None:
                return Root(folder, **_folders(settings, table))
    return None


def _table(settings: Path) -> dict[str, object] | None:
    """Return the [tool.falsum] table of a ``pyproject.toml``, or None where it has none."""
    try:
        tool = tomllib.loads(settings.read_text(encoding="utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogueError(f"{settings} is no TOML: {error}") from None
    table = tool.get("falsum") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise CatalogueError(f"{settings}: tool.falsum = {table!r}; write a table, [tool.falsum]")
    return table


def _folders(settings: Path, table: dict[str, object]) -> dict[str, str]:
    """Return the folders that a [tool.falsum] table names."""
    found = {}
    for name, folder in table.items():
        if name not in FOLDERS or not isinstance(folder, str):
            raise CatalogueError(
                f"{settings}: [tool.falsum] has {name} = {folder!r}; write folders, as strings, "
                f"for {', '.join(FOLDERS)}"
            )
        found[name] = folder
    return found


def checks_in(module: ModuleType) -> list[Check]:
    """Return the checks of a module in the order they are written."""
    return [value for value in vars(module).values() if isinstance(value, Check)]


def load_file(path: Path) -> list[Check]:
    """Import one Python file of claims and return its checks.

    Raises CatalogueError when it cannot be imported or holds none.
    """
    if not path.is_file():
        raise CatalogueError(f"{path} does not exist")
    spec = importlib.util.spec_from_file_location(f"falsum_claims_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise CatalogueError(f"{path} is not a Python file; its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise CatalogueError(f"{path}: {type(error).__name__}: {error}") from error
    found = checks_in(module)
    if not found:
        raise CatalogueError(f"{path} holds no check; decorate a measurement with @check(...)")
    return unique(found)


def modules(root: Root, document: str | None = None) -> Iterator[list[Check]]:
    """Yield the checks of each module of the catalogue, in the order of their paths."""
    if str(root.folder) not in sys.path:
        sys.path.insert(0, str(root.folder))
    folder = root.folder / root.checks
    for path in sorted(folder.glob(f"{document or '*'}/test_*.py")):
        name = ".".join(path.relative_to(root.folder).with_suffix("").parts)
        try:
            yield checks_in(importlib.import_module(name))
        except Exception as error:
            raise CatalogueError(f"{path}: {type(error).__name__}: {error}") from error


def unique(checks: Iterable[Check]) -> list[Check]:
    """Return the checks as a list; raise CatalogueError when two claims share an id."""
    seen: dict[str, Check] = {}
    for found in checks:
        other = seen.setdefault(found.claim.id, found)
        if other is not found:
            raise CatalogueError(
                f"the claim id {found.claim.id} is used twice, in {other.file} and {found.file}; "
                "ids are unique"
            )
    return list(seen.values())


def load_catalogue(root: Root) -> list[Check]:
    """Return every check of the catalogue, the ids unique."""
    return unique(c for found in modules(root) for c in found)


def find_check(root: Root, claim: str) -> Check | None:
    """Return the check of one claim, importing its own file first and its document's otherwise."""
    document, statement, *_ = claim.split(".")
    path = root.folder / root.checks / document / f"test_{statement}.py"
    if path.is_file():
        if str(root.folder) not in sys.path:
            sys.path.insert(0, str(root.folder))
        module = importlib.import_module(f"{root.checks}.{document}.test_{statement}")
        for found in checks_in(module):
            if found.claim.id == claim:
                return found
    candidates = unique(c for found in modules(root, document) for c in found)
    return next((c for c in candidates if c.claim.id == claim), None)

"""The root of a project with a catalogue, which its ``pyproject.toml`` names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

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

"""The catalogue: checks found by folder, below the root of a project."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from falsum.campaign.importing import BrokenFile, checks_in, imported
from falsum.campaign.root import CatalogueError as CatalogueError
from falsum.campaign.root import Root as Root
from falsum.campaign.root import find_root as find_root
from falsum.measure.check import Check


@dataclass(frozen=True)
class Loaded:
    """The checks of a catalogue, and the files of it that could not be imported."""

    checks: list[Check]
    broken: list[BrokenFile]


def load_file(path: Path, *, named: bool = True) -> list[Check]:
    """Import one Python file of claims and return its checks, ``named`` as pytest needs them.

    Raises CatalogueError when it holds none, and BrokenFile when it cannot be imported.
    """
    if not path.is_file():
        fault = "is a folder; name the files in it" if path.is_dir() else "does not exist"
        raise CatalogueError(f"{path} {fault}")
    spec = importlib.util.spec_from_file_location(f"falsum_claims_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise CatalogueError(f"{path} is not a Python file; its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    loader = spec.loader
    try:
        imported(path, lambda: loader.exec_module(module))
    except BrokenFile:
        del sys.modules[spec.name]
        raise
    found = imported(path, lambda: checks_in(module, path, named=named))
    if not found:
        raise CatalogueError(
            f"{path} holds no check; decorate a measurement with @check(claim, family), or write "
            "test_name = check(claim, family)(measurement)"
        )
    return unique(found)


def survey(root: Root, document: str | None = None) -> Loaded:
    """Import every module of the catalogue, or of a document, in the order of their paths."""
    _importable(root)
    checks, broken = [], []
    for path in sorted((root.folder / root.checks).glob(f"{document or '*'}/**/test_*.py")):
        try:
            checks += _module(root, path)
        except BrokenFile as error:
            broken.append(error)
    return Loaded(unique(checks), broken)


def _module(root: Root, path: Path) -> list[Check]:
    """Return the checks of one module of the catalogue; raise BrokenFile if it does not import."""
    name = ".".join(path.relative_to(root.folder).with_suffix("").parts)
    return imported(path, lambda: checks_in(importlib.import_module(name), path))


def _importable(root: Root) -> None:
    if str(root.folder) not in sys.path:
        sys.path.insert(0, str(root.folder))


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
    """Return every check of the catalogue, the ids unique.

    Raises BrokenFile when one of its modules cannot be imported.
    """
    loaded = survey(root)
    if loaded.broken:
        raise loaded.broken[0]
    return loaded.checks


def find_check(root: Root, claim: str) -> Check | None:
    """Return the check of one claim, importing its own file first and its document's otherwise.

    Raises BrokenFile when it is not found and one of these files cannot be imported.
    """
    document, statement, *_ = claim.split(".")
    _importable(root)
    for path in sorted((root.folder / root.checks / document).glob(f"**/test_{statement}.py")):
        for found in _module(root, path):
            if found.claim.id == claim:
                return found
    others = survey(root, document)
    found_there = next((c for c in others.checks if c.claim.id == claim), None)
    if found_there is None and others.broken:
        raise others.broken[0]
    return found_there

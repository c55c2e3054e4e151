"""Importing files of claims: their checks, or where and why a file cannot be imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from falsum.campaign.root import CatalogueError
from falsum.errors.interrupt import ends_the_run
from falsum.errors.lines import plain_line
from falsum.errors.raised import described
from falsum.measure.audits import Checks
from falsum.measure.check import Check

T = TypeVar("T")


class BrokenFile(CatalogueError):
    """Raise when a file of claims cannot be imported; the message says where and why."""

    def __init__(self, path: Path, why: str) -> None:
        """Take the file, and what is wrong with it as one line that may start with its place."""
        super().__init__(why)
        self.path = path

    @property
    def names(self) -> str:
        """Return what a keyword is looked for in: its claims are unknown, its place is not."""
        return f"{self.path.parent.name}.{self.path.stem.removeprefix('test_')} {self.path.stem}"


def checks_in(module: ModuleType, path: Path, *, named: bool = True) -> list[Check]:
    """Return the checks of a module in the order they are written.

    Only those that pytest takes for its tests, where they must be ``named``; all of them otherwise.
    A named check belongs to the module, wherever its measurement is written.
    """
    found: list[tuple[str, Check]] = []
    for name, value in vars(module).items():
        if isinstance(value, Checks):
            found += [(check.name, check) for check in value]
        elif isinstance(value, Check):
            found.append((name, value))
    own = [(name, value) for name, value in found if Path(value.file).resolve() == path.resolve()]
    for n, (name, value) in enumerate(own):
        for first, other in own[:n]:
            if other is not value and other.claim.id == value.claim.id:
                raise CatalogueError(
                    f"the claim id {value.claim.id} is used twice, by {first} and {name}; give one "
                    "of the claims an id of its own"
                )
    kept = [value for name, value in found if not named or is_own(name, value, path)]
    return [replace(check, file=str(path)) if named else check for check in kept]


def is_own(name: str, check: Check, path: Path) -> bool:
    """Tell whether the check under a name of the module at ``path`` is one of its tests.

    A check that another module defines is an object like any other unless its name says test.

    Raises CatalogueError when a test has another name than its claim's.
    """
    if not name.startswith("test") and Path(check.file).resolve() != path.resolve():
        return False
    if name != check.name:
        raise CatalogueError(
            f"the check of {check.claim.id} is bound to the name {name}; write {check.name}, so "
            "that its name follows from its id"
        )
    return True


def imported(path: Path, load: Callable[[], T]) -> T:
    """Import a user's file; whatever stops that, SystemExit too, is a BrokenFile with its line."""
    try:
        return load()
    except BaseException as error:
        if ends_the_run(error):
            raise
        raise BrokenFile(path, broken_line(path, error)) from error


def broken_line(path: Path, error: BaseException) -> str:
    """Say in one line what is wrong with a file that cannot be imported, and in which line."""
    if isinstance(error, CatalogueError):
        return f"{plain_line(str(path))}: {error}"
    raised = described(error)
    at, _, line = raised.place.rpartition(":")
    if at and Path(at).resolve() == path.resolve():
        return f"{plain_line(str(path))}:{line}: {raised.what}"
    return f"{plain_line(str(path))}: {raised.line}"

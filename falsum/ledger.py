"""The ledger: finished units of a campaign, committed one by one so that a killed run resumes.

A file that is found is not trusted to be one: it must hold this table and nothing else, and a row
is read only if it is a blob within a limit.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from falsum import __version__
from falsum.usage import UsageError

NAME = "ledger.sqlite"
LIMIT = 16 * 2**20  # bytes of an outcome
SCHEMA = "CREATE TABLE results (key TEXT PRIMARY KEY, claim TEXT, outcome BLOB)"
FOUND = """
    SELECT outcome FROM results WHERE key = ? AND typeof(outcome) = 'blob' AND length(outcome) <= ?
"""


class Ledger:
    """A table of outcomes under keys that say everything an outcome depends on."""

    def __init__(self, folder: Path) -> None:
        """Open the ledger of an output folder, creating both where needed."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / NAME
        with self._usable():
            if self._path.exists() and not self._path.is_file():
                raise sqlite3.Error("it is no file")
            self._rows = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            self._rows.execute("PRAGMA journal_mode=WAL")
            self._rows.execute("PRAGMA synchronous=FULL")
            self._rows.execute(SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            held = self._rows.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            if held.fetchall() != [(SCHEMA,)]:
                raise sqlite3.Error("it holds other tables")

    def get(self, key: str) -> bytes | None:
        """Return the outcome under ``key``, or None."""
        with self._usable():
            row = self._rows.execute(FOUND, (key, LIMIT)).fetchone()
        return None if row is None else bytes(row[0])

    def put(self, key: str, claim: str, outcome: bytes) -> None:
        """Commit an outcome."""
        with self._usable():
            self._rows.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (key, claim, outcome)
            )

    @contextlib.contextmanager
    def _usable(self) -> Iterator[None]:
        """Say which file is to blame when the database turns out to be none."""
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError(
                f"{self._path} is no ledger ({error}); remove it and run again"
            ) from None

    def close(self) -> None:
        """Close the file."""
        self._rows.close()


@contextlib.contextmanager
def ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder for the duration of a block."""
    opened = Ledger(folder)
    try:
        yield opened
    finally:
        opened.close()


def code_digest(places: Iterable[Path]) -> str:
    """Return a hash of the engine and of the Python files in or at ``places``."""
    found = hashlib.sha256(__version__.encode())
    for place in (Path(__file__).parent, *places):
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def key_of(
    claim_hash: str, profile: str, seed: int, device: str, code: str, start: str = ""
) -> str:
    """Return the key of a unit: the claim, the circumstances, the code that measures, the start."""
    parts = (claim_hash, profile, str(seed), device, code, *([start] if start else []))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

"""The ledger: finished units of a campaign, committed one by one so that a killed run resumes.

A file that is found is not trusted to be one: it must be a file, not a link to one, and hold this
table and nothing else, and a row is read only if it is a blob within a limit.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from falsum import __version__
from falsum.errors.lines import plain_line
from falsum.errors.usage import UsageError

NAME = "ledger.sqlite"
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite opens with a database
LIMIT = 16 * 2**20  # bytes of an outcome
LARGEST = 2**30  # bytes of a ledger: that of a catalogue has a hundredth of it
SCHEMA = "CREATE TABLE results (key TEXT PRIMARY KEY, claim TEXT, outcome BLOB)"
FOUND = """
    SELECT outcome FROM results WHERE key = ? AND typeof(outcome) = 'blob' AND length(outcome) <= ?
"""
HELD = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL LIMIT 2"
CIRCUMSTANCES = {  # what a sound ledger may meet, and what to do then
    sqlite3.SQLITE_FULL: "free some space",
    sqlite3.SQLITE_READONLY: "make the folder writable, or name another one with --out",
    sqlite3.SQLITE_CANTOPEN: "make the folder writable, or name another one with --out",
    sqlite3.SQLITE_PERM: "make the folder writable, or name another one with --out",
    sqlite3.SQLITE_IOERR: "look after the disk, or name another folder with --out",
    sqlite3.SQLITE_BUSY: "wait for the other run, or name another folder with --out",
    sqlite3.SQLITE_LOCKED: "wait for the other run, or name another folder with --out",
    sqlite3.SQLITE_NOMEM: "free some memory",
}


class Ledger:
    """A table of outcomes under keys that say everything an outcome depends on."""

    def __init__(self, folder: Path) -> None:
        """Open the ledger of an output folder, creating both where needed."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / NAME
        with self._usable():
            self._refuse_what_is_no_file()
            self._rows = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            self._rows.execute("PRAGMA journal_mode=WAL")
            self._rows.execute("PRAGMA synchronous=FULL")
            self._rows.execute(SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            if self._rows.execute(HELD).fetchall() != [(SCHEMA,)]:
                raise sqlite3.Error("it holds other tables")

    def _refuse_what_is_no_file(self) -> None:
        for path in (self._path.with_name(NAME + end) for end in BESIDE):
            if path.is_symlink():
                raise sqlite3.Error(f"{path.name} is a symbolic link")
            if path.exists() and not path.is_file():
                raise sqlite3.Error("it is no file")
        if self._path.exists() and self._path.stat().st_size > LARGEST:
            raise sqlite3.Error(f"it has more than {LARGEST} bytes")

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
        """Say which file is to blame when the database turns out to be none, or cannot be used."""
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            # a ValueError is a text of the file that is none: SQLite quotes it in its message
            said = plain_line(str(error))
            advice = CIRCUMSTANCES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if advice is not None:
                raise UsageError(
                    f"{self._path} cannot be used now ({said}); {advice} and run again: what is "
                    "finished is kept"
                ) from None
            raise UsageError(
                f"{self._path} is no ledger ({said}); remove it and run again"
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
    for place in (Path(__file__).parents[1], *places):
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def key_of(
    claim_hash: str, profile: str, seed: int, device: str, code: str, start: str = ""
) -> str:
    """Return the key of a unit: the claim, the circumstances, the code that measures, the start."""
    parts = (claim_hash, profile, str(seed), device, code, *([start] if start else []))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

"""A ledger that is damaged in any byte, a link, or on a disk that fails: one line, nothing lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from falsum.campaign.ledger import BESIDE, LARGEST, NAME, SCHEMA, Ledger
from falsum.errors.usage import UsageError

KEYS = [f"{n:064d}" for n in range(40)]
ROW = b'{"evidence": null, "error": "none"}' * 20


def filled(folder: Path) -> bytes:
    """Make a ledger with some rows and return its bytes."""
    book = Ledger(folder)
    for key in KEYS:
        book.put(key, "my_paper.lemma", ROW)
    book.close()
    return (folder / NAME).read_bytes()


def use(folder: Path) -> str:
    """Open, read and write a ledger; return the one line that it ends in, "" where it works."""
    book = None
    try:
        book = Ledger(folder)
        for key in KEYS:
            assert book.get(key) in (None, ROW) or isinstance(book.get(key), bytes)
        book.put("another", "my_paper.lemma", ROW)
    except UsageError as error:
        message = str(error)
        assert message.isprintable() and len(message) < len(str(folder)) + 400
        return message
    finally:
        if book is not None:
            book.close()
    return ""


def test_a_byte_of_the_schema_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in the table's own definition are damage like any other."""
    content = filled(tmp_path)
    for place in (SCHEMA.encode(), b"results", b"key TEXT"):
        for bad in (0xFF, 0x80, 0x1B, 0x00):
            start = content.index(place)
            altered = content[:start] + bytes([bad]) + content[start + 1 :]
            (tmp_path / NAME).write_bytes(altered)
            assert "is no ledger" in use(tmp_path), (place, bad)


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Return a file with some bytes changed, a piece cut out, doubled, or blanked."""
    data = bytearray(content)
    kind, place = rng.randrange(5), rng.choice([rng.randrange(200), rng.randrange(len(data))])
    if kind == 0:
        data[place] = rng.randrange(256)
    elif kind == 1:
        for _ in range(rng.randrange(1, 50)):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        del data[place : place + rng.randrange(1, 9000)]
    elif kind == 3:
        data[place:place] = data[: rng.randrange(1, 5000)]
    else:
        data[place : place + 300] = bytes(min(300, len(data) - place))
    return bytes(data)


def ruin(folder: Path, seeds: range) -> int:
    """Use a ledger damaged in many ways; return how many of them were noticed."""
    (folder / "whole").mkdir()
    content, noticed = filled(folder / "whole"), 0
    for seed in seeds:
        for end in BESIDE:
            (folder / (NAME + end)).unlink(missing_ok=True)
        (folder / NAME).write_bytes(damaged(content, random.Random(seed)))
        noticed += bool(use(folder))
    return noticed


def test_damage_anywhere_is_one_line(tmp_path: Path) -> None:
    """Sixty ways to spoil the file: each is refused in one line, or what is left is read."""
    assert 5 < ruin(tmp_path, range(60)) < 60


@pytest.mark.slow
def test_a_thousand_damaged_ledgers(tmp_path: Path) -> None:
    """The same a thousand times."""
    assert 100 < ruin(tmp_path, range(1000, 2000)) < 1000


@pytest.mark.parametrize("end", BESIDE)
def test_a_link_is_not_followed(end: str, tmp_path: Path) -> None:
    """Neither the ledger nor what lies beside it may be a link; its target stays as it is."""
    (tmp_path / "out").mkdir()
    if end:
        filled(tmp_path / "out")
    target = tmp_path / "precious"
    target.write_bytes(b"")
    link = tmp_path / "out" / (NAME + end)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    assert "is a symbolic link" in use(tmp_path / "out")
    assert target.read_bytes() == b""


def test_a_huge_ledger_is_refused(tmp_path: Path) -> None:
    """A sparse file of more than the limit is not opened."""
    with (tmp_path / NAME).open("wb") as file:
        file.truncate(LARGEST + 1)
    assert f"more than {LARGEST} bytes" in use(tmp_path)


TROUBLES = {
    sqlite3.SQLITE_FULL: "free some space",
    sqlite3.SQLITE_READONLY: "writable",
    sqlite3.SQLITE_CANTOPEN: "writable",
    sqlite3.SQLITE_IOERR | (3 << 8): "look after the disk",
    sqlite3.SQLITE_BUSY: "wait for the other run",
}


@pytest.mark.parametrize("code", TROUBLES)
def test_a_sound_ledger_in_trouble_is_not_to_be_removed(code: int, tmp_path: Path) -> None:
    """Where the disk is full or cannot be written, finished work is kept, and the line says so."""
    book = Ledger(tmp_path)

    class Fails:
        def execute(self, *words: object) -> None:
            error = sqlite3.OperationalError("trouble")
            error.sqlite_errorcode = code
            raise error

        def close(self) -> None:
            """Close nothing."""

    rows, book._rows = book._rows, Fails()  # type: ignore[assignment]
    with pytest.raises(UsageError) as caught:
        book.put("key", "my_paper.lemma", ROW)
    rows.close()
    assert TROUBLES[code] in str(caught.value) and "what is finished is kept" in str(caught.value)
    assert "remove" not in str(caught.value)


def test_a_full_disk(tmp_path: Path) -> None:
    """A ledger that may not grow says so; what was in it is still there."""
    filled(tmp_path)
    book = Ledger(tmp_path)
    book._rows.execute("PRAGMA max_page_count = 1")

    def fill() -> None:
        for n in range(2000):
            book.put(f"more {n}", "my_paper.lemma", ROW)

    with pytest.raises(UsageError, match="free some space and run again: what is finished is kept"):
        fill()
    assert book.get(KEYS[0]) == ROW
    book.close()


def _write(folder: Path) -> None:
    book = Ledger(folder)
    for n in range(10**6):
        book.put(f"{os.getpid()} {n}", "my_paper.lemma", b"%d" % n * 3000)


def test_a_kill_in_the_middle_of_a_write(tmp_path: Path) -> None:
    """Two writers on one ledger, both killed at any moment: every row that is there is whole."""
    context = multiprocessing.get_context("spawn")
    for pause in (0.0, 0.07, 0.2):
        writers = [context.Process(target=_write, args=(tmp_path,)) for _ in range(2)]
        for writer in writers:
            writer.start()
        while not _rows(tmp_path):
            time.sleep(0.02)
        time.sleep(pause)
        for writer in writers:
            assert writer.pid is not None
            os.kill(writer.pid, signal.SIGKILL)
            writer.join()
        found = _rows(tmp_path)
        assert found and all(outcome == key.split()[1].encode() * 3000 for key, outcome in found)
        assert use(tmp_path) == ""


def _rows(folder: Path) -> list[tuple[str, bytes]]:
    if not (folder / NAME).is_file():
        return []
    book = Ledger(folder)
    try:
        rows = book._rows.execute("SELECT key, outcome FROM results WHERE key != 'another'")
        return [(str(key), bytes(outcome)) for key, outcome in rows.fetchall()]
    finally:
        book.close()

"""Files are written in one step: whoever is killed in the middle leaves the old one or the new."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from falsum.records.reading import write_atomically


def test_a_file_is_replaced_only_where_it_differs(tmp_path: Path) -> None:
    """The folder is made, equal bytes are left alone, and nothing else is left behind."""
    path = tmp_path / "a" / "b.md"
    assert write_atomically(path, "one\n")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert not write_atomically(path, "one\n")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert write_atomically(path, "zwei ü\n")
    assert path.read_bytes() == "zwei ü\n".encode()
    assert [file.name for file in path.parent.iterdir()] == ["b.md"]


def test_what_a_link_points_to_is_not_written(tmp_path: Path) -> None:
    """A link is replaced by the file, and its target stays as it is."""
    target = tmp_path / "precious"
    target.write_text("kept")
    link = tmp_path / "page.md"
    link.symlink_to(target)
    assert write_atomically(link, "new")
    assert (target.read_text(), link.read_text(), link.is_symlink()) == ("kept", "new", False)


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new one cannot be put in its place, the old one stays and nothing is left over."""
    path = tmp_path / "page.md"
    path.write_text("old")

    def fails(*words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [("page.md", "old")]


def _write(path: Path) -> None:
    n = 0
    while True:
        n += 1
        write_atomically(path, f"{n}\n" * 100_000)


def test_a_kill_in_the_middle_of_a_write(tmp_path: Path) -> None:
    """However the writer ends, the file is one that it wrote in full."""
    path = tmp_path / "page.md"
    context = multiprocessing.get_context("spawn")
    for pause in (0.0, 0.013, 0.05, 0.11):
        writer = context.Process(target=_write, args=(path,))
        writer.start()
        while not path.is_file():
            time.sleep(0.01)
        time.sleep(pause)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        lines = path.read_text().splitlines()
        assert len(lines) == 100_000 and len(set(lines)) == 1
        path.unlink()

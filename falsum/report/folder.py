"""The folder of results: an audit replaces only what an audit has written there."""

from __future__ import annotations

from pathlib import Path

from falsum.errors.usage import UsageError

TITLE = "# This run"  # the first line of the README.md that an audit writes
PROJECT = ("pyproject.toml", "setup.py", ".git")  # what the top of somebody's project holds
RECORD = b'{\n "schema": '  # how the audit.json that an audit writes begins


def refuse_folder(out: Path, option: str = "--out") -> None:
    """Raise UsageError for a folder of results in which something of the user's might be replaced.

    That is the top of a project, or a folder whose README.md or audit.json no audit has written.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{option} {out} is a file; name a folder")
    held = next((name for name in PROJECT if (out / name).exists()), None)
    if held is not None:
        raise UsageError(
            f"{option} {out} is the top of a project, it holds {held}; name a folder of its own "
            "for results, such as results/"
        )
    for name, ours in (("README.md", _is_page), ("audit.json", _is_record)):
        if (out / name).exists() and not ours(out / name):
            raise UsageError(
                f"{option} {out} holds {'an' if name[0] == 'a' else 'a'} {name} that no audit has "
                "written, and which this one would replace; name another folder"
            )


def _is_page(path: Path) -> bool:
    return path.is_file() and _head(path).splitlines()[:1] == [TITLE.encode()]


def _is_record(path: Path) -> bool:
    """Tell whether an audit has written a file, or its page beside it says so of the folder."""
    page = path.with_name("README.md")
    return path.is_file() and (_head(path).startswith(RECORD) or _is_page(page))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)

"""Files of records, which are untrusted: read within a limit, against a schema."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

LIMIT = 64 * 2**20  # bytes of a file of records
SHOWN = 200  # characters that are quoted of what an untrusted file says

R = TypeVar("R")


class RecordError(ValueError):
    """Raise when a file holds no record of its kind; the message is one line that says why."""


def read_json(path: Path, kind: type[R]) -> R:
    """Read an untrusted file of a record, never more of it than the limit.

    Raises RecordError when it holds anything else, and OSError when it cannot be read.
    """
    with path.open("rb") as file:
        text = file.read(LIMIT + 1)
    if len(text) > LIMIT:
        raise RecordError(f"it has more than {LIMIT} bytes")
    try:
        return msgspec.json.decode(text, type=kind)
    except RecursionError:
        raise RecordError("it is nested too deeply") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(plain_line(str(error))) from None


def plain_line(text: str, longest: int = SHOWN) -> str:
    """Return untrusted text as one line that a terminal can show, cut where it is long."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= longest else line[: longest - 1] + "…"

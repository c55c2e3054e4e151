"""Files of records: read within a limit, against a schema, and written in one step.

What is read is untrusted.  What is written is there in full or not at all, also after a kill.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

from falsum.errors.lines import plain_line

LIMIT = 64 * 2**20  # bytes of a file of records

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


def write_atomically(path: Path, text: str) -> bool:
    """Replace a text file in one step, so that no reader meets half of it, and make its folder.

    Returns whether its bytes changed; a file that holds them already is not touched.
    """
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True

"""Bad usage: what a person asked for that cannot be done."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UsageError(ValueError):
    """Raise for bad usage; the message is one clear line, and the exit status is 2."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?" with the names closest to ``word``, or nothing."""
    names = list(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.5)
    near = near or [name for name in names if word.lower() in name.lower()][:3]
    return f"; did you mean {' or '.join(near)}?" if near else ""

"""One line of text, whatever a stranger has written."""

from __future__ import annotations

SHOWN = 200  # characters that are quoted of what an untrusted file says


def plain_line(text: str, longest: int = SHOWN) -> str:
    """Return untrusted text as one line that a terminal can show, cut where it is long."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= longest else line[: longest - 1] + "…"

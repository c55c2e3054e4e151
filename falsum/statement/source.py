"""Sources: where a statement is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a statement is printed, and what had to be reconstructed to read it.

    ``document`` is the key that ids start with, ``citation`` what a reader looks it up by.
    """

    document: str
    label: str
    page: int | None = None
    equation: str | None = None
    note: str = ""
    citation: str = ""

    def __str__(self) -> str:
        """Return the document's key and the place on one line."""
        return f"{self.document}, {self.place}"

    @property
    def place(self) -> str:
        """Return where in the document the statement stands."""
        parts = [self.label]
        if self.page is not None:
            parts.append(f"p. {self.page}")
        if self.equation is not None:
            parts.append(f"eq. ({self.equation})")
        return ", ".join(parts)

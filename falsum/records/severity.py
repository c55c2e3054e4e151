"""What a finding is worth to a referee."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """What the author of a statement could answer to its counterexample."""

    meaning: str

    def __new__(cls, word: str, meaning: str = "") -> Severity:
        """Create a severity: its word in files, and its meaning."""
        severity = str.__new__(cls, word)
        severity._value_, severity.meaning = word, meaning
        return severity

    SUBSTANTIVE = (
        "substantive",
        "It fails under everything that a charitable reader takes for granted.",
    )
    BOUNDARY = (
        "boundary",
        "It fails only where something is dropped that a charitable reader takes for granted.",
    )
    MISPRINT = (
        "misprint",
        "The formula that is meant is evident from what the document goes on to use.",
    )

    @property
    def order(self) -> int:
        """Return its place in indexes, the gravest first."""
        return list(Severity).index(self)


CHARITABLE = (Severity.SUBSTANTIVE, Severity.MISPRINT)  # what breaks under every proviso

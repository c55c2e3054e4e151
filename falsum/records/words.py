"""The words that records may hold: a file with any other is refused when it is read."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

VERDICTS = (
    "proved",
    "survived",
    "refuted",
    "vacuous",
    "ill_defined",
    "inconclusive",
    "not_checkable",
)
RAISED = "error"  # how an audit ends that its own code stopped: no verdict, never on record
STATES = (
    "exact",
    "refuted",
    "resolved",
    "consistent",
    "unresolved",
    "approximate",
    "undefined",
    "untried",
)
SIGNS = ("<=", "<", ">=", ">", "==", "!=")


def _one_of(words: tuple[str, ...]) -> msgspec.Meta:
    """Return the constraint that a text read from a file is one of some words."""
    return msgspec.Meta(pattern=rf"^({'|'.join(map(re.escape, words))})\Z")


Verdict = Annotated[str, _one_of(VERDICTS)]
Ending = Annotated[str, _one_of((*VERDICTS, RAISED))]
State = Annotated[str, _one_of(STATES)]
Sign = Annotated[str, _one_of(SIGNS)]
FileName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_.]+\.json\Z", max_length=300)]

"""What a verdict is worth: the part that evidence and knowledge of a claim have in common."""

from __future__ import annotations

import msgspec

from falsum.records.described import Instance
from falsum.records.severity import Severity
from falsum.records.strength import Strength
from falsum.records.studies import RangeRecord
from falsum.records.verdicts import FormName


class Worth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a referee would make of a finding, or of a claim that stands.

    ``severity`` says what a finding is worth, ``proviso`` what must be dropped for it, and
    ``typical`` is the instance that persuades; ``share`` is that of the ``ordinary`` instances
    looked at that break, and ``reading`` tells which provisos were taken for granted.
    ``opportunity`` is the share of instances that could have shown a violation, and ``strength``
    how much a claim that stands was put to the test, with ``weak_because`` where it is little.
    """

    form: FormName = ""
    severity: Severity | None = None
    proviso: str = ""
    typical: Instance | None = None
    share: float | None = None
    ordinary: int = 0
    ranges: list[RangeRecord] = []
    reading: str = ""
    strength: Strength | None = None
    opportunity: float | None = None
    weak_because: str = ""

    def __post_init__(self) -> None:
        """Read severity and strength that are given as their words."""
        if self.severity is not None:
            msgspec.structs.force_setattr(self, "severity", Severity(self.severity))
        if self.strength is not None:
            msgspec.structs.force_setattr(self, "strength", Strength(self.strength))

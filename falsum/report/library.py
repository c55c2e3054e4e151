"""Everything that pages refer to, and where it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from falsum.measure.check import Check
from falsum.records.described import Instance
from falsum.records.knowledge import Knowledge, knowledge_path
from falsum.records.severity import Severity
from falsum.records.verdicts import Verdict
from falsum.report.plots import natural_key
from falsum.statement.claim import Claim


@dataclass(frozen=True)
class Library:
    """Everything that pages refer to: the catalogue, what is known of it, and where files are.

    ``file`` is the file that holds the claims, "" for those of a catalogue.
    """

    findings: Path
    certificates: Path
    checks: Mapping[str, Check]
    known: Mapping[str, Knowledge] = field(default_factory=dict)
    file: str = ""

    def verdict(self, claim: Claim) -> Verdict | None:
        """Return the verdict known, 'changed' if it was of another form, or None."""
        known = self.known.get(claim.id)
        if known is None:
            return None
        return known.verdict if known.claim_hash == claim.hash else Verdict.CHANGED

    def severity(self, claim: Claim) -> Severity | None:
        """Return what a finding is worth, None for what is none or was not weighed."""
        verdict, known = self.verdict(claim), self.known.get(claim.id)
        return known.severity if known is not None and verdict and verdict.finding else None

    def headline(self, claim: Claim) -> Instance | None:
        """Return the counterexample that stands for a finding everywhere it is told."""
        known, verdict = self.known.get(claim.id), self.verdict(claim)
        if known is None or verdict is None or not verdict.breaks:
            return None
        return known.typical or known.smallest

    def page(self, claim: Claim, suffix: str = ".md") -> Path:
        """Return the path of a claim's page, or of a file beside it."""
        return knowledge_path(self.findings, claim.id, suffix)

    def relatives(self, claim: Claim) -> list[Claim]:
        """Return the statement that a claim reads or corrects, and those that read or correct it.

        Readings and corrections of one statement are relatives of each other.
        """
        near = {claim.id, claim.printed_id}
        found = [
            check.claim
            for check in self.checks.values()
            if check.claim.id != claim.id
            and (check.claim.id in near or check.claim.printed_id in near)
        ]
        return sorted(found, key=lambda c: natural_key(c.id))

    def certificate(self, claim: Claim) -> Path | None:
        """Return the path of a claim's certificate, if there is one."""
        known = self.known.get(claim.id)
        if known is None or known.certificate is None or self.verdict(claim) is Verdict.CHANGED:
            return None
        return self.certificates / known.certificate


def reference(target: Path, page: Path) -> str:
    """Return the relative address of a file, as a page writes it."""
    return Path(os.path.relpath(target, page.parent)).as_posix()

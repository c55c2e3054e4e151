"""The page of a claim: what it says, what was found, and how to check it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from falsum.measure.check import Check
from falsum.records.chance_sentences import limited
from falsum.records.knowledge import Knowledge, knowledge_path
from falsum.records.rounding import SAME
from falsum.records.verdicts import Verdict
from falsum.report.evidence_section import evidence_lines
from falsum.report.markdown import code, link, prose
from falsum.report.plots import natural_key, slack_plot
from falsum.report.statement_section import statement
from falsum.statement.claim import Claim
from falsum.statement.form import Form

PLAIN = (Verdict.SURVIVED, Verdict.REFUTED, Verdict.CHANGED)  # a reason would repeat these


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


def claim_page(library: Library, check: Check) -> str:
    """Return the page of a claim of which something is known."""
    claim = check.claim
    known = library.known[claim.id]
    verdict = library.verdict(claim) or Verdict.CHANGED
    grants = {grant.name: grant.reason for grant in check.family.grants}
    needed = {h.name: h.needed for h in known.hypotheses}
    current = verdict is not Verdict.CHANGED
    parts = [
        _opening(claim, verdict, known.reason if verdict not in PLAIN else _limit(known, verdict)),
        _source(claim),
        _related(library, claim),
        statement(claim, grants, needed if current else {}),
        evidence_lines(claim, known, _plot_name(library, claim)) if current else [],
        _reproduce(library, check),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def claim_plot(library: Library, claim: Claim) -> str | None:
    """Return the plot of a claim's page, or None when there is nothing to compare."""
    known = library.known.get(claim.id)
    if known is None or library.verdict(claim) is Verdict.CHANGED:
        return None
    if len(known.slack_by_configuration) < 2:
        return None
    title = f"Greatest slack by configuration: {claim.id}"
    return slack_plot(
        title, known.slack_by_configuration, broken=known.verdict is Verdict.REFUTED, least=SAME
    )


def _plot_name(library: Library, claim: Claim) -> str | None:
    path = library.page(claim, ".svg")
    return path.name if claim_plot(library, claim) is not None else None


def _opening(claim: Claim, verdict: Verdict, reason: str) -> list[str]:
    lines = [
        f"# {prose(claim.title)}",
        "",
        f"**Verdict: {verdict.words}.** {verdict.meaning}",
        verdict.limits,
    ]
    if reason:
        lines += ["", f"Found: {prose(reason)}."]
    return lines


def _limit(known: Knowledge, verdict: Verdict) -> str:
    """Return what a claim that stands leaves open, as far as trials decided it."""
    return limited(known.reach) if verdict is Verdict.SURVIVED else ""


def _source(claim: Claim) -> list[str]:
    source = claim.source
    cited = f"{source.citation}; {source.place}" if source.citation else str(source)
    lines = [f"Source: {prose(cited)}. Identifier: {code(claim.id)}."]
    if claim.source.note:
        lines += ["", f"On the source: {_sentence(claim.source.note)}"]
    if claim.form is Form.CORRECTED:
        lines += ["", f"This is a corrected form of the statement. {_sentence(claim.note)}"]
    elif claim.form in (Form.READING, Form.REPAIR):
        lines += ["", f"This is one reading of the statement. {_sentence(claim.note)}"]
    elif claim.note:
        lines += ["", _sentence(claim.note)]
    return lines


def _sentence(text: str) -> str:
    line = prose(text)
    return line if line.endswith((".", "!", "?")) or not line else line + "."


def _related(library: Library, claim: Claim) -> list[str]:
    lines = []
    for other in library.relatives(claim):
        role = {
            Form.CORRECTED: "a corrected form",
            Form.READING: "a reading",
            Form.REPAIR: "a reading",
        }.get(other.form or Form.PRINTED, "the statement as printed")
        verdict = library.verdict(other)
        if verdict is not None:
            name = link(other.id, reference(library.page(other), library.page(claim)))
        else:
            name = code(other.id)
        note = f" {_sentence(other.note)}" if other.note else ""
        lines.append(
            f"- {name}, {role}: **{verdict.words if verdict else 'not audited yet'}**.{note}"
        )
    return ["## Related statements", "", *lines] if lines else []


def _reproduce(library: Library, check: Check) -> list[str]:
    claim = check.claim
    commands = [
        f"falsum audit {claim.id}            # search again",
        f"pytest checks/ -k {check.name}",
    ]
    if library.file:
        name = claim.id.split(".", 1)[1]
        commands = [
            f"falsum audit {library.file} -k {name}",
            f"pytest {library.file} -k {check.name}",
        ]
    lines = ["## Reproduce", ""]
    certificate = library.certificate(claim)
    if certificate is not None:
        address = reference(certificate, library.page(claim))
        place = reference(certificate, library.findings.parent)
        shown = library.known[claim.id].smallest
        drawn = shown is not None and shown.chance is not None and shown.chance.trials
        again = "draws the same trials again" if drawn else "repeats the arithmetic rigorously"
        lines += [
            f"The counterexample is stored in exact numbers in [a certificate]({address}); "
            f"verifying it {again}, without any search.",
            "",
        ]
        claims = f" --claims {library.file}" if library.file else ""
        commands.insert(0, f"falsum verify {place}{claims}")
    home = reference(library.findings / "README.md", library.page(claim))
    return [*lines, "```sh", *commands, "```", "", f"[All findings]({home})"]

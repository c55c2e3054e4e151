"""The page of a claim: what it says, what was found, and how to check it."""

from __future__ import annotations

from falsum.measure.check import Check
from falsum.records.chance_sentences import limited
from falsum.records.knowledge import Knowledge
from falsum.records.severity import Severity
from falsum.records.verdicts import Verdict
from falsum.report.counterexample import instance_section
from falsum.report.evidence_section import evidence_lines, share
from falsum.report.library import Library, reference
from falsum.report.markdown import code, prose
from falsum.report.plots import slack_plot
from falsum.report.relatives import related, sentence
from falsum.report.sentence import failure
from falsum.report.statement_section import statement
from falsum.statement.claim import Claim
from falsum.statement.form import Form

BROKEN = 1e-6  # a slack from which on a plot shows a violation
PLAIN = (Verdict.SURVIVED, Verdict.REFUTED, Verdict.CHANGED)  # a reason would repeat these
FORMS = {
    Form.PRINTED: "This is a statement as its document prints it.",
    Form.STEP: "This is a step of a proof, as its document prints it.",
    Form.SHADOW: "This stands for an asymptotic statement, or follows from the text, unprinted.",
    Form.READING: "This is one reading of the statement.",
    Form.CORRECTED: "This is a corrected form of the statement.",
    Form.REPAIR: "This is a changed form of the statement, on trial.",
}


def claim_page(library: Library, check: Check) -> str:
    """Return the page of a claim of which something is known."""
    claim = check.claim
    known = library.known[claim.id]
    verdict = library.verdict(claim) or Verdict.CHANGED
    current = verdict is not Verdict.CHANGED
    parts = [
        _opening(library, claim, verdict),
        _source(library, claim),
        related(library, claim),
        statement(check, known if current else None),
        _headline(library, claim, known) if current else [],
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
        title, known.slack_by_configuration, broken=known.verdict is Verdict.REFUTED, least=BROKEN
    )


def _plot_name(library: Library, claim: Claim) -> str | None:
    path = library.page(claim, ".svg")
    return path.name if claim_plot(library, claim) is not None else None


def _opening(library: Library, claim: Claim, verdict: Verdict) -> list[str]:
    known, severity = library.known[claim.id], library.severity(claim)
    weight = f", {severity}" if severity else ""
    lines = [
        f"# {prose(claim.title)}",
        "",
        f"**Verdict: {verdict.words}{weight}.** {verdict.meaning}",
        verdict.limits,
    ]
    if severity is not None:
        lines.append(_weight(claim, known, severity))
    headline = library.headline(claim)
    said = failure(claim, headline, verdict) if headline else ""
    if said:
        return [*lines, "", said]
    reason = known.reason if verdict not in PLAIN else _limit(known, verdict)
    return [*lines, "", f"Found: {prose(reason)}."] if reason else lines


def _weight(claim: Claim, known: Knowledge, severity: Severity) -> str:
    """Say what a finding is worth, and which proviso matters."""
    if severity is Severity.BOUNDARY and known.proviso:
        return f"{severity.meaning[:-1]}: {prose(known.proviso)}."
    if severity is Severity.MISPRINT and claim.misprint:
        return f"{severity.meaning[:-1]}: {prose(claim.misprint)}."
    return severity.meaning


def _limit(known: Knowledge, verdict: Verdict) -> str:
    """Return what a claim that stands leaves open, as far as trials decided it."""
    return limited(known.reach) if verdict is Verdict.SURVIVED else ""


def _source(library: Library, claim: Claim) -> list[str]:
    source, form = claim.source, claim.form or Form.PRINTED
    cited = f"{source.citation}; {source.place}" if source.citation else str(source)
    lines = [f"Source: {prose(cited)}. Identifier: {code(claim.id)}."]
    if source.note:
        lines += ["", f"On the source: {sentence(library, claim, source.note)}"]
    note = f" {sentence(library, claim, claim.note)}" if claim.note else ""
    return [*lines, "", f"{FORMS[form]}{note}"]


def _headline(library: Library, claim: Claim, known: Knowledge) -> list[str]:
    """Return the section on the counterexample that stands for the finding."""
    shown = library.headline(claim)
    if shown is None:
        return []
    said = []
    if known.share is not None and known.ordinary:
        part = share(known.share)
        said.append(f"Of {known.ordinary:,} ordinary instances looked at, {part} break it.")
    if shown == known.worst:
        said.append("It is also the worst instance found: none broke the claim by more.")
    return instance_section("A counterexample", claim, known.verdict, shown, " ".join(said))


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
        shown = library.headline(claim)
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

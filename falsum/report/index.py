"""The index of the findings: what is false and how badly, then everything by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from falsum.records.severity import Severity
from falsum.records.strength import Strength
from falsum.records.verdicts import SLACK, Verdict, number
from falsum.report.library import Library, reference
from falsum.report.markdown import code, link, prose, table
from falsum.report.plots import natural_key
from falsum.report.ranking import OWN, findings, ranked, told, told_first
from falsum.statement.claim import Claim
from falsum.statement.form import Form

FORMS = {
    Form.PRINTED: "as printed",
    Form.STEP: "step of a proof",
    Form.SHADOW: "finite form",
    Form.READING: "reading",
    Form.CORRECTED: "corrected",
    Form.REPAIR: "on trial",
}


def overview_page(library: Library) -> str:
    """Return the index of every claim of the catalogue of which something is known."""
    claims = sorted((c.claim for c in library.checks.values()), key=lambda c: natural_key(c.id))
    audited = [c for c in claims if library.verdict(c) is not None]
    false = ranked(library, findings(library, audited))
    own = [c for c in false if c.form in OWN]
    parts = [
        _opening(claims, audited),
        _counts(library, audited),
        _severities(library, false),
        _first(library, false),
        *_errors(library, own),
        *_minor(library, own),
        *_readings(library, [c for c in false if c.form not in OWN]),
        _weak(library, audited),
        _legend(library, audited),
    ]
    for document in _documents(audited):
        parts.append(_document(library, document, audited))
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _opening(claims: Sequence[Claim], audited: Sequence[Claim]) -> list[str]:
    waiting = len(claims) - len(audited)
    rest = f" Not audited yet: {waiting}." if waiting else ""
    return [
        "# Findings",
        "",
        "Each statement below was taken from a document, written down as data, and attacked by a "
        "program that looks for a counterexample. A page for each shows the exact statement, the "
        "search and its result.",
        "",
        f"Statements audited: {len(audited)}.{rest}",
    ]


def _documents(claims: Sequence[Claim]) -> list[str]:
    return list(dict.fromkeys(c.id.split(".", 1)[0] for c in claims))


def _of(claims: Sequence[Claim], document: str) -> list[Claim]:
    return [c for c in claims if c.id.split(".", 1)[0] == document]


def _counts(library: Library, audited: Sequence[Claim]) -> list[str]:
    verdicts = [v for v in Verdict if any(library.verdict(c) == v for c in audited)]
    if not verdicts:
        return []
    rows = []
    for document in _documents(audited):
        count = Counter(library.verdict(c) for c in _of(audited, document))
        rows.append([code(document), *(str(count[v] or "") for v in verdicts)])
    return table(["document", *(v.words for v in verdicts)], rows)


def _severities(library: Library, false: Sequence[Claim]) -> list[str]:
    """Count the findings by severity and form."""
    forms = [f for f in Form if any(c.form is f for c in false)]
    kinds: list[Severity | None] = [*Severity, None]
    rows = []
    for severity in kinds:
        count = Counter(c.form for c in false if library.severity(c) is severity)
        if count:
            name = "not weighed yet" if severity is None else str(severity)
            rows.append([name, *(str(count[f] or "") for f in forms)])
    return table(["findings", *(FORMS[f] for f in forms)], rows) if rows else []


def _first(library: Library, false: Sequence[Claim]) -> list[str]:
    lines = [_told(library, claim) for claim in told_first(library, false)]
    return ["## To begin with", "", *lines] if lines else []


def _told(library: Library, claim: Claim) -> str:
    where = f"{claim.id.split('.', 1)[0]}, {claim.source.label}"
    linked = link(where, _address(library, claim))
    said = told(library, claim)
    return f"1. {linked}, {prose(claim.title)}. {said}".rstrip()


def _errors(library: Library, own: Sequence[Claim]) -> list[list[str]]:
    """Return a section of each document on what fails whatever is taken for granted."""
    grave = [c for c in own if library.severity(c) in (Severity.SUBSTANTIVE, None)]
    return _by_document(library, "Errors", grave, lambda c: told(library, c) or _reason(library, c))


def _minor(library: Library, own: Sequence[Claim]) -> list[list[str]]:
    """Return the sections on edges and misprints."""
    edges = [c for c in own if library.severity(c) is Severity.BOUNDARY]
    slips = [c for c in own if library.severity(c) is Severity.MISPRINT]
    return [
        *_by_document(library, "At the edge", edges, lambda c: _proviso(library, c)),
        *_by_document(library, "Misprints", slips, lambda c: prose(c.misprint)),
    ]


def _readings(library: Library, others: Sequence[Claim]) -> list[list[str]]:
    return _by_document(library, "Readings and changed forms that fail", others, lambda c: "")


def _by_document(
    library: Library, title: str, claims: Sequence[Claim], said: Callable[[Claim], str]
) -> list[list[str]]:
    """Return a section with a table for each document; ``said`` fills the last column."""
    if not claims:
        return []
    parts = [[f"## {title}"]]
    for document in _documents(sorted(claims, key=lambda c: natural_key(c.id))):
        rows = [_row(library, c, said(c)) for c in _of(claims, document)]
        header = ["statement", "title", "form", "finding", "what fails"]
        width = 5 if any(row[4] for row in rows) else 4
        shown = table(header[:width], [row[:width] for row in rows])
        parts.append([f"### {title} in {code(document)}", "", *shown])
    return parts


def _row(library: Library, claim: Claim, said: str) -> list[str]:
    verdict, severity = library.verdict(claim), library.severity(claim)
    finding = verdict.words if verdict else ""
    if severity is not None:
        finding += f", {severity}"
    for other in library.relatives(claim):
        repaired = library.verdict(other)
        if other.form is Form.CORRECTED and other.printed_id == claim.id and repaired is not None:
            finding += f"; {link('corrected', _address(library, other))}: {repaired.words}"
    form = FORMS[claim.form or Form.PRINTED]
    return [_linked(library, claim), prose(claim.title), form, finding, said]


def _proviso(library: Library, claim: Claim) -> str:
    proviso = library.known[claim.id].proviso
    return prose(proviso)


def _reason(library: Library, claim: Claim) -> str:
    return prose(library.known[claim.id].reason)


def _weak(library: Library, audited: Sequence[Claim]) -> list[str]:
    """Return the list of claims that stand on a check which could hardly fail."""
    weak = [c for c in audited if library.known[c.id].strength is Strength.WEAK]
    lines = []
    for claim in weak:
        why = prose(library.known[claim.id].weak_because or "no reason is given")
        lines.append(f"- {link(claim.id, _address(library, claim))}: {why}")
    if not lines:
        return []
    said = "These stand, and their checks could hardly have shown otherwise:"
    return ["## Weak survivors", "", said, "", *lines]


def _legend(library: Library, audited: Sequence[Claim]) -> list[str]:
    used = [v for v in Verdict if any(library.verdict(c) == v for c in audited)]
    meanings = [f"- **{v.words}**: {v.meaning}" for v in used]
    weighed = {library.severity(c) for c in audited}
    meanings += [f"- **{s}**: {s.meaning}" for s in Severity if s in weighed]
    forms = (
        "A *step* is a display or a sentence of a proof, a *finite form* stands for an asymptotic "
        "statement or follows from the text, a *reading* is one way to read a statement that can "
        "be read in several, and a *corrected* form is the smallest change after which it stands."
    )
    proof = (
        "A *certificate* holds the counterexample in exact numbers, so that anyone can repeat the "
        "arithmetic with `falsum verify`."
    )
    return ["## How to read the tables", "", *meanings, "", SLACK, "", forms, proof]


def _document(library: Library, document: str, audited: Sequence[Claim]) -> list[str]:
    rows = []
    for claim in _of(audited, document):
        verdict = library.verdict(claim) or Verdict.CHANGED
        known = library.known[claim.id]
        none = verdict in (Verdict.CHANGED, Verdict.ILL_DEFINED)
        slack = "–" if none else number(known.worst_slack)
        said = verdict.words + (f" ({known.strength})" if known.strength else "")
        row = [_linked(library, claim), prose(claim.title), said, slack]
        rows.append([*row, _certificate(library, claim)])
    header = ["statement", "title", "verdict", "greatest slack", "certificate"]
    return [f"## Everything in {code(document)}", "", *table(header, rows)]


def _linked(library: Library, claim: Claim) -> str:
    return link(claim.id.split(".", 1)[1], _address(library, claim))


def _address(library: Library, claim: Claim) -> str:
    return reference(library.page(claim), library.findings / "README.md")


def _certificate(library: Library, claim: Claim) -> str:
    path = library.certificate(claim)
    if path is None:
        return "–"
    return link("certificate", reference(path, library.findings / "README.md"))

"""The index of the findings: what is false, and a table of everything by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from falsum.records.verdicts import SLACK, Verdict, number
from falsum.report.markdown import code, link, prose, table
from falsum.report.page import Library, reference
from falsum.report.plots import natural_key
from falsum.statement.claim import Claim
from falsum.statement.form import Form


def overview_page(library: Library) -> str:
    """Return the index of every claim of the catalogue of which something is known."""
    claims = sorted((c.claim for c in library.checks.values()), key=lambda c: natural_key(c.id))
    audited = [c for c in claims if library.verdict(c) is not None]
    parts = [
        _opening(claims, audited),
        _counts(library, audited),
        _printed_and_false(library, audited),
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
        "Each statement below was taken from a document as printed, written down as data, and "
        "attacked by a program that looks for a counterexample. A page for each shows the exact "
        "statement, the search and its result.",
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


def _printed_and_false(library: Library, audited: Sequence[Claim]) -> list[str]:
    lines = []
    for claim in audited:
        verdict = library.verdict(claim)
        if claim.named_form is not Form.PRINTED or verdict is None or not verdict.finding:
            continue
        line = f"- {_linked(library, claim)}, {prose(claim.title)}: **{verdict.words}**"
        for other in library.relatives(claim):
            known = library.verdict(other)
            if other.form is Form.CORRECTED and known is not None:
                repaired = link("corrected form", _address(library, other))
                line += f"; {repaired}: {known.words}"
        lines.append(line)
    if not lines:
        return []
    explained = "Statements that fail exactly as their document prints them:"
    return ["## Printed and false", "", explained, "", *lines]


def _legend(library: Library, audited: Sequence[Claim]) -> list[str]:
    used = [v for v in Verdict if any(library.verdict(c) == v for c in audited)]
    meanings = [f"- **{v.words}**: {v.meaning}" for v in used]
    forms = (
        "An identifier that ends in `corrected` is a repaired form of the statement before it, and "
        "one with `reading_` is one way to read a statement that can be read in several."
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
        slack = (
            "–" if verdict in (Verdict.CHANGED, Verdict.ILL_DEFINED) else number(known.worst_slack)
        )
        row = [_linked(library, claim), prose(claim.title), verdict.words, slack]
        rows.append([*row, _certificate(library, claim)])
    header = ["statement", "title", "verdict", "greatest slack", "certificate"]
    return [f"## {code(document)}", "", *table(header, rows)]


def _linked(library: Library, claim: Claim) -> str:
    return link(claim.id.split(".", 1)[1], _address(library, claim))


def _address(library: Library, claim: Claim) -> str:
    return reference(library.page(claim), library.findings / "README.md")


def _certificate(library: Library, claim: Claim) -> str:
    path = library.certificate(claim)
    if path is None:
        return "–"
    return link("certificate", reference(path, library.findings / "README.md"))

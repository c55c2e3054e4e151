"""How the claims of a document hang together: forms, proofs and their steps, mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from falsum.report.library import Library, reference
from falsum.report.markdown import code, link, prose
from falsum.report.plots import natural_key
from falsum.statement.claim import Claim
from falsum.statement.form import Form

STATED = ("theorem", "lemma", "corollary", "proposition", "claim", "definition")
NAME = re.compile(r"(?<![\w./\[])[a-z][a-z0-9]*_[a-z0-9_]+(?:\.[a-z0-9_]+)*")
ROLES = {
    Form.PRINTED: "the statement as printed",
    Form.STEP: "the step as printed",
    Form.SHADOW: "a finite statement that stands for it",
    Form.CORRECTED: "a corrected form",
    Form.READING: "a reading",
    Form.REPAIR: "a change on trial",
}
GROUPS = ("Forms of it", "What it is a step of", "Steps of its proof", "Named here", "Named by")


def groups(library: Library, claim: Claim) -> tuple[list[Claim], ...]:
    """Return the claims that a page links to, by what they are to its claim."""
    return (
        library.relatives(claim),
        proven(library, claim),
        steps(library, claim),
        named(library, claim),
        naming(library, claim),
    )


def neighbours(library: Library, claim: Claim) -> list[Claim]:
    """Return the claims whose pages show the verdict of this one."""
    document, _, number = _numbers(claim)
    kin = {(document, kind, number) for kind in (*STATED, "proof")}
    near = [c for c in _all(library) if _numbers(c) in kin and c.id != claim.id]
    return [*near, *(other for group in groups(library, claim) for other in group)]


def related(library: Library, claim: Claim) -> list[str]:
    """Return the section on the claims that a reader of this one may want."""
    shown: set[str] = {claim.id}
    lines = []
    for title, found in zip(GROUPS, groups(library, claim), strict=True):
        fresh = [other for other in found if other.id not in shown]
        shown |= {other.id for other in fresh}
        if fresh:
            lines += ["", f"{title}:", "", *(_line(library, claim, other) for other in fresh)]
    return ["## Related statements", *lines] if lines else []


def _line(library: Library, claim: Claim, other: Claim) -> str:
    verdict = library.verdict(other)
    said = verdict.words if verdict else "not audited yet"
    weight = library.severity(other)
    said += f", {weight}" if weight else ""
    near = other.printed_id == claim.printed_id or claim.id == other.printed_id
    role = ROLES[other.form or Form.PRINTED] if near else prose(other.title)
    note = f" {sentence(library, claim, other.note)}" if near and other.note else ""
    return f"- {_name(library, claim, other)}, {role}: **{said}**.{note}"


def _name(library: Library, claim: Claim, other: Claim) -> str:
    if library.verdict(other) is None:
        return code(other.id)
    return link(other.id, reference(library.page(other), library.page(claim)))


def _numbers(claim: Claim) -> tuple[str, str, str]:
    """Return document, kind and number of the statement that an id belongs to."""
    document, stem, *_ = claim.id.split(".")
    kind, _, number = stem.partition("_")
    return document, kind, number


def _all(library: Library) -> Sequence[Claim]:
    return sorted((c.claim for c in library.checks.values()), key=lambda c: natural_key(c.id))


def proven(library: Library, claim: Claim) -> list[Claim]:
    """Return the printed statements whose proof a claim is a step of."""
    document, kind, number = _numbers(claim)
    if kind != "proof":
        return []
    return [
        c
        for c in _all(library)
        if _numbers(c) in {(document, stated, number) for stated in STATED}
        and c.named_form is Form.PRINTED
    ]


def steps(library: Library, claim: Claim) -> list[Claim]:
    """Return the steps of a statement's proof, their readings and corrections left out."""
    document, kind, number = _numbers(claim)
    if kind not in STATED:
        return []
    proof = (document, "proof", number)
    return [c for c in _all(library) if _numbers(c) == proof and c.named_form is Form.PRINTED]


def named(library: Library, claim: Claim) -> list[Claim]:
    """Return the claims that a claim's own notes name."""
    found = (_found(library, claim, name) for name in _names_in(_notes(claim)))
    return list({other.id: other for other in found if other is not None}.values())


def naming(library: Library, claim: Claim) -> list[Claim]:
    """Return the claims whose notes name this one: what rests on it, or is compared with it."""
    return [other for other in _all(library) if claim in named(library, other)]


@cache
def _names_in(text: str) -> tuple[str, ...]:
    """Return what reads as the name of a claim, each once."""
    return tuple(dict.fromkeys(match[0] for match in NAME.finditer(text)))


def _notes(claim: Claim) -> str:
    places = [h.place for h in claim.hypotheses]
    return " ".join([claim.note, claim.source.note, *places])


def _found(library: Library, claim: Claim, name: str) -> Claim | None:
    """Return the claim that a name in a note means, in the document of the note or in full."""
    document = claim.id.split(".", 1)[0]
    check = library.checks.get(name) or library.checks.get(f"{document}.{name}")
    return None if check is None else check.claim


def sentence(library: Library, claim: Claim, text: str) -> str:
    """Return running text of a claim as a sentence, the claims that it names as links."""
    line = prose(text)
    for name, other in _names(library, claim, line):
        if library.verdict(other) is not None and other.id != claim.id:
            address = reference(library.page(other), library.page(claim))
            line = re.sub(
                rf"(?<![\w./\[]){re.escape(name)}(?![\w(\]])", f"[{name}]({address})", line
            )
    return line if line.endswith((".", "!", "?")) or not line else line + "."


def _names(library: Library, claim: Claim, line: str) -> Iterator[tuple[str, Claim]]:
    for name in _names_in(line):
        other = _found(library, claim, name)
        if other is not None:
            yield name, other

"""In which order findings are told: the gravest first, theorems before the steps of proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from falsum.records.severity import Severity
from falsum.report.library import Library
from falsum.report.plots import natural_key
from falsum.report.sentence import failure
from falsum.statement.claim import Claim
from falsum.statement.form import Form

KINDS = ("theorem", "corollary", "proposition", "lemma", "claim", "definition", "remark")
OWN = (Form.PRINTED, Form.STEP, Form.SHADOW)  # what a document says, and nobody's reading
FIRST = 10  # findings that the index begins with


def kind_rank(claim: Claim) -> int:
    """Return the rank in its document: theorem, corollary, lemma, other statements, steps."""
    kind = claim.id.split(".")[1].split("_", 1)[0]
    step = claim.form is Form.STEP or kind == "proof"
    return len(KINDS) + 1 if step else KINDS.index(kind) if kind in KINDS else len(KINDS)


def weight(severity: Severity | None) -> int:
    """Return the place of a severity; what was not weighed comes after what was."""
    return len(Severity) if severity is None else severity.order


def ranked(library: Library, claims: Iterable[Claim]) -> list[Claim]:
    """Return findings by severity, then by rank in their document."""
    return sorted(
        claims,
        key=lambda c: (weight(library.severity(c)), kind_rank(c), natural_key(c.id)),
    )


def findings(library: Library, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of which something is known that says that they fail."""
    verdicts = ((claim, library.verdict(claim)) for claim in claims)
    return [claim for claim, verdict in verdicts if verdict is not None and verdict.finding]


def told_first(library: Library, claims: Sequence[Claim]) -> list[Claim]:
    """Return the findings to begin with: substantive, with a counterexample to tell.

    Of statements of one number, and of the steps of one proof, the index begins with one each.
    """
    grave = [c for c in claims if library.severity(c) is Severity.SUBSTANTIVE and c.form in OWN]
    first: dict[tuple[str, ...], Claim] = {}
    for claim in ranked(library, grave):
        if told(library, claim):
            first.setdefault(tuple(claim.id.split(".")[:2]), claim)
    return list(first.values())[:FIRST]


def told(library: Library, claim: Claim) -> str:
    """Return the sentence on a finding, "" where no instance shows it."""
    shown, verdict = library.headline(claim), library.verdict(claim)
    return failure(claim, shown, verdict) if shown is not None and verdict is not None else ""

"""How an audit ends on the console: what broke, what raised, how many verdicts are as recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from falsum.campaign.ledger import NAME
from falsum.evidence.standing import as_recorded, in_words, verdict_in_words
from falsum.records.chance_sentences import limited
from falsum.records.evidence import Evidence
from falsum.records.verdicts import Verdict

OPEN = ("consistent", "approximate")  # what chances remain open in a claim that stands


def closing(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield the lines on claims that broke, stay open, raised or differ from the record."""
    for found in evidence:
        if found.verdict.breaks:
            yield f"{found.id}: {verdict_in_words(found)} at {in_words(found)}"
        elif found.verdict is Verdict.ERROR:
            yield error_line(found)
        elif found.verdict is Verdict.INCONCLUSIVE or open_chance(found):
            yield f"{found.id}: {found.verdict}: {found.summary}"
    for found in evidence:
        if found.verdict is not Verdict.ERROR and not as_recorded(found):
            record = found.expected or "no verdict"
            yield f"{found.id}: {found.verdict}, but {record} is on record"
            if found.verdict is not Verdict.INCONCLUSIVE:
                yield f"    {found.summary}"


def open_chance(found: Evidence) -> bool:
    """Tell whether chances remain open in a claim that stands, for a line of its own."""
    return bool(found.chance and found.chance.how in OPEN) or bool(limited(found.reach))


def error_line(found: Evidence) -> str:
    """Say where and what a claim's code raised."""
    return f"{found.id}: error{' at ' if found.raised_at else ': '}{found.summary}"


def counted(evidence: Sequence[Evidence]) -> str:
    """Count the claims: those as recorded, those without a record, those that ended in an error."""
    errors = sum(e.verdict is Verdict.ERROR for e in evidence)
    known = [e for e in evidence if e.expected is not None and e.verdict is not Verdict.ERROR]
    right = sum(map(as_recorded, known))
    counts = {
        "differ" if len(known) - right > 1 else "differs": len(known) - right,
        "without a record": len(evidence) - errors - len(known),
        "errors" if errors > 1 else "error": errors,
    }
    first = [f"{right} of {len(evidence)} as recorded"] if known else []
    return ", ".join([*first, *(f"{n} {what}" for what, n in counts.items() if n)])


def interrupted(evidence: Sequence[Evidence], total: int, out: Path) -> str:
    """Say what an interrupted audit keeps, and how to go on."""
    done = sum(e.verdict is not Verdict.ERROR for e in evidence)
    return (
        f"falsum: interrupted; {done} of {total} claims finished are kept in {out / NAME}; "
        "the same command goes on"
    )

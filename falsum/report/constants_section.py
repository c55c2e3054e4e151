"""Constants and thresholds on a page."""

from __future__ import annotations

from falsum.records.described import Instance
from falsum.records.knowledge import Knowledge
from falsum.records.studies import ThresholdRecord
from falsum.records.verdicts import number
from falsum.report.markdown import code, prose, table

LONGEST = 240  # characters of one value on a page; a certificate holds it in full


SHARP = (
    "The sharpest value is the one at which some instance found turns from breaking the statement "
    "to meeting it: no better constant than this can be true, and the claimed one may be worse."
)


THRESHOLD = (
    "Each size was attacked by itself, without the hypothesis that bounds it from below. A failure "
    "is certified; that a size holds is only what the search says, unless it is proved."
)


def _value(text: str) -> str:
    if len(text) <= LONGEST:
        return code(text)
    return f"{code(text[:LONGEST] + ' …')} ({len(text):,} characters in full)"


def _constants(known: Knowledge) -> list[str]:
    if not known.constants:
        return []
    rows = []
    for c in known.constants:
        where = _words(c.instance) if c.instance else "–"
        rows.append([code(c.name), code(c.claimed), number(c.sharp), prose(c.by), where])
    header = ["constant", "claimed", "sharpest that the instances allow", "known by", "forced by"]
    return ["## Constants", "", *table(header, rows), "", SHARP, *_by_size(known)]


def _by_size(known: Knowledge) -> list[str]:
    lines = []
    for c in known.constants:
        if c.by_size:
            rows = [
                [code(f"{s.axis} = {s.size}"), number(s.sharp), "yes" if s.certified else "no"]
                for s in c.by_size
            ]
            lines += ["", f"By size, the sharpest value of {code(c.name)}:", ""]
            lines += table(["size", "sharpest", "certified"], rows)
    return lines


def _thresholds(known: Knowledge) -> list[str]:
    if not known.thresholds:
        return []
    lines = ["## Thresholds", ""]
    for t in known.thresholds:
        lines += [_threshold(t), ""]
        if t.instance is not None:
            where = code(f"{t.size} = {t.last_failure}")
            lines += [f"The failure at {where}: {_words(t.instance)}.", ""]
    return [*lines, THRESHOLD]


def _threshold(t: ThresholdRecord) -> str:
    claimed = f" (claimed: {code(t.claimed)})" if t.claimed else ""
    searched = f"sizes {t.smallest} to {t.largest} searched"
    if t.holds_from is None:
        return f"Broken up to the largest size, {code(f'{t.size} = {t.largest}')}{claimed}."
    failed = (
        "never broken"
        if t.last_failure is None
        else f"last certified failure at {code(f'{t.size} = {t.last_failure}')}"
    )
    text = f"Holds from {code(f'{t.size} = {t.holds_from}')}{claimed}; {failed}; {searched}."
    if t.proved_from is None:
        return text
    text += f" Proved for all sizes from {t.proved_from} on"
    if not t.given:
        return f"{text}."
    taken = ", ".join(map(code, t.given))
    return f"{text} where {taken}, which was compared with the measurement up to {t.largest} only."


def _words(instance: Instance) -> str:
    """Write an instance on one line; a long one is cut, the record holds it in full."""
    text = ", ".join(f"{name} = {value}" for name, value in instance.fields)
    return _value(text)

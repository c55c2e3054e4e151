"""Write what an audit found: committed pages, the results of a run, a table for a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from falsum.errors.lines import plain_line
from falsum.evidence.knowledge import knowledge_path, merge, read_knowledge
from falsum.measure.check import Check
from falsum.records.evidence import AuditFile, Evidence, Run, write_json
from falsum.records.reading import RecordError, read_json, write_atomically
from falsum.records.verdicts import Verdict, number
from falsum.report import markdown
from falsum.report.folder import TITLE
from falsum.report.index import overview_page
from falsum.report.library import Library
from falsum.report.page import claim_page, claim_plot
from falsum.report.plots import natural_key
from falsum.report.relatives import neighbours

LONGEST = 2000  # characters of a summary


class ReportError(ValueError):
    """Raise when evidence cannot be reported; the message says why."""


def update_findings(
    findings_dir: Path,
    checks: Sequence[Check],
    evidence: Sequence[Evidence],
    certificates_dir: Path,
    file: str = "",
) -> list[Path]:
    """Add evidence to what is known, rewrite the pages it concerns and the index.

    ``checks`` is the whole catalogue, whatever was audited, or all claims of the one ``file`` that
    holds them.  Without evidence every page is rewritten from what is known.  Returns the files
    whose bytes changed; others are not touched.

    Raises ReportError on evidence of a claim that is not in the catalogue, and KnowledgeError when
    a counterexample meets a proof or a stored file is unreadable; nothing is written then.
    """
    catalogue = {check.claim.id: check for check in checks}
    for found in evidence:
        if found.id not in catalogue:
            raise ReportError(f"there is evidence of {found.id}, which is not in the catalogue")
    known = {}
    for name in catalogue:
        stored = read_knowledge(knowledge_path(findings_dir, name), name)
        if stored is not None:
            known[name] = stored
    for found in evidence:
        known[found.id] = merge(known.get(found.id), found, catalogue[found.id].claim.hash)
    library = Library(findings_dir, certificates_dir, catalogue, known, file)
    changed = []
    for name in _concerned(library, evidence):
        changed += _write_claim(library, catalogue[name])
    return changed + _written(findings_dir / "README.md", overview_page(library))


def _concerned(library: Library, evidence: Sequence[Evidence]) -> list[str]:
    """Return the claims whose pages to write: those audited and the ones that link to them."""
    ids = {e.id for e in evidence} or set(library.known)
    for name in list(ids):
        ids |= {c.id for c in neighbours(library, library.checks[name].claim)}
    return sorted((name for name in ids if name in library.known), key=natural_key)


def _write_claim(library: Library, check: Check) -> list[Path]:
    claim = check.claim
    files = {".json": write_json(library.known[claim.id]), ".md": claim_page(library, check)}
    plot = claim_plot(library, claim)
    if plot is not None:
        files[".svg"] = plot
    return [p for end, text in files.items() for p in _written(library.page(claim, end), text)]


def _written(path: Path, text: str) -> list[Path]:
    """Replace a file at once, if its bytes change; return what was written."""
    return [path] if write_atomically(path, text) else []


def write_latest(out_dir: Path, run: Run, evidence: Sequence[Evidence]) -> Path:
    """Write ``audit.json`` and ``README.md`` of a run and return the former.

    Rows of other claims, from earlier runs, stay in ``audit.json``.
    """
    path = out_dir / "audit.json"
    fresh = [_finite(e) for e in evidence]
    names = {e.id for e in fresh}
    kept = [e for e in _previous(path) if e.id not in names]
    rows = sorted([*fresh, *kept], key=lambda e: natural_key(e.id))
    _written(path, write_json(AuditFile(schema=1, run=run, claims=rows)))
    _written(out_dir / "README.md", _latest_page(run, fresh, len(kept)))
    return path


def _previous(path: Path) -> list[Evidence]:
    """Read the rows of earlier runs; a file of another version is replaced, not merged."""
    try:
        return read_json(path, AuditFile).claims
    except (FileNotFoundError, RecordError):
        return []


def _finite(evidence: Evidence) -> Evidence:
    """Return the evidence with null for every number that is not finite."""

    def cleaned(value: Any) -> Any:
        if isinstance(value, float):
            return value if math.isfinite(value) else None
        if isinstance(value, dict):
            return {k: cleaned(v) for k, v in value.items()}
        return [cleaned(v) for v in value] if isinstance(value, list | tuple) else value

    try:
        return msgspec.convert(cleaned(msgspec.to_builtins(evidence)), Evidence)
    except msgspec.ValidationError as error:
        raise ReportError(f"{evidence.id}: a number that must be finite is not: {error}") from None


def _latest_page(run: Run, evidence: Sequence[Evidence], kept: int) -> str:
    header = ["claim", "verdict", "on record", "greatest slack", "instances", "seconds", "summary"]
    rows = [
        [
            markdown.code(e.id),
            _finding(e),
            e.expected or "–",
            number(e.worst_slack),
            f"{e.instances:,}",
            f"{e.seconds:.1f}",
            markdown.prose(f"{e.proviso}; {e.summary}" if e.proviso else e.summary),
        ]
        for e in sorted(evidence, key=lambda e: natural_key(e.id))
    ]
    versions = ", ".join(f"{name} {version}" for name, version in sorted(run.versions.items()))
    lines = [
        TITLE,
        "",
        f"Profile {markdown.code(run.profile)}, device {markdown.code(run.device)}, seed {run.seed}"
        f"{'; ' + markdown.prose(versions) if versions else ''}.",
        "",
        *markdown.table(header, rows),
    ]
    if kept:
        lines += ["", f"{kept} claims that this run did not audit are in `audit.json` as before."]
    return "\n".join(lines) + "\n"


def table(evidence: Sequence[Evidence], width: int = 120) -> str:
    """Return a table in plain text, each row within ``width`` characters where that is possible.

    A verdict that differs from the one on record is marked with an exclamation mark.
    """
    header = ("claim", "verdict", "on record", "slack", "instances", "seconds", "summary")
    rows = [header, *map(_row, sorted(evidence, key=lambda e: natural_key(e.id)))]
    widths = [max(len(row[n]) for row in rows) for n in range(len(header) - 1)]
    room = max(20, width - sum(widths) - 2 * len(widths))
    lines = []
    for row in rows:
        cells = [
            text.rjust(size) if n > 2 else text.ljust(size)
            for n, (text, size) in enumerate(zip(row, widths, strict=False))
        ]
        summary = row[-1] if len(row[-1]) <= room else row[-1][: room - 1] + "…"
        lines.append("  ".join([*cells, summary]).rstrip())
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _finding(found: Evidence) -> str:
    """Return the verdict with what a finding is worth; the proviso is in the summary."""
    return found.verdict if found.severity is None else f"{found.verdict}, {found.severity}"


def _row(found: Evidence) -> tuple[str, ...]:
    differs = found.expected not in (None, found.verdict) or found.verdict is Verdict.ERROR
    return (
        found.id,
        _finding(found) + (" !" if differs else ""),
        found.expected or "-",
        "-" if found.worst_slack is None else f"{found.worst_slack:.3g}",
        str(found.instances),
        f"{found.seconds:.1f}",
        plain_line(" ".join(f"{found.proviso}; {found.summary}".strip("; ").split()), LONGEST),
    )

"""The commands that read: list, show, verify, report, constants, diff."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from falsum.campaign.catalogue import CatalogueError, find_check, load_file
from falsum.errors.interrupt import ends_the_run, listening
from falsum.errors.lines import plain_line
from falsum.errors.usage import UsageError
from falsum.evidence.certificates import CertificateError, load
from falsum.evidence.certificates import verify as verify_certificate
from falsum.interface import bounded
from falsum.interface.audit_command import names, root_here
from falsum.interface.keywords import keywords
from falsum.interface.locations import Where, where
from falsum.measure.check import Check
from falsum.records.evidence import AuditFile, Evidence
from falsum.records.reading import RecordError, read_json
from falsum.statement.claim import Claim, says_nothing
from falsum.statement.latex import latex
from falsum.statement.symbols import Role
from falsum.statement.text import plain

LONGEST = 2000  # characters of what a stored run says
REJECTED = "rejected: "


def list_claims(k: str, claims: Path | None) -> int:
    """Print one line a claim: id, verdict on record, title.

    Returns 1 when a file of the catalogue cannot be imported; it is named, and the rest listed.
    """
    test = keywords(k) if k else lambda name: True
    loaded = where(claims, None).survey()
    found = [c for c in loaded.checks if test(names(c))]
    broken = [error for error in loaded.broken if test(error.names)]
    for error in broken:
        print(f"falsum: not listed: {error}", file=sys.stderr)
    if broken and not found:
        return 1
    if not found:
        raise UsageError(f"no claim matches -k {k!r}" if k else "the catalogue is empty")
    width = max(len(c.claim.id) for c in found)
    for check in found:
        print(f"{check.claim.id:<{width}}  {check.expect or '-':<12}  {check.claim.title}")
    return 1 if broken else 0


def show(claim: str, claims: Path | None, out: Path | None) -> int:
    """Print a claim: statement, source, hypotheses, record, files."""
    here = where(claims, out)
    check = here.find(claim)
    print("\n".join([*described(check.claim), "", *_record(here, check)]))
    return 0


def described(claim: Claim) -> list[str]:
    """Return the lines that state a claim in plain text and in LaTeX."""
    lines = [claim.id, claim.title, f"Source: {claim.source}"]
    lines += [f"Note: {note}" for note in (claim.source.note, claim.note) if note]
    least = claim.quantifier.least
    opening = claim.quantifier.kind.opening
    over = claim.quantifier.over
    named = {"least": "" if least is None else plain(least), "over": over and plain(over)}
    lines += ["", opening.format(**named)]
    for relation in claim.conjuncts:
        lines += [f"    {plain(relation)}", f"    LaTeX: {latex(relation)}"]
    lines += [
        "",
        "Hypotheses:" if claim.hypotheses or claim.domain_hypotheses else "No hypotheses.",
    ]
    for assumed in claim.hypotheses:
        text = f"granted: {assumed.latex}" if assumed.granted else plain(assumed.relation)
        lines.append(f"    {assumed.name}: {text}")
    lines += [f"    {h.name}: {plain(h.relation)}" for h in claim.domain_hypotheses]
    nothing = says_nothing(claim)
    if nothing is not None:
        lines += ["", f"It says nothing where {plain(nothing)}."]
    lines += ["", "Symbols:"]
    for symbol in claim.symbols:
        told = hasattr(symbol.value, "args") and symbol.role is not Role.HIDDEN
        value = f" = {plain(symbol.value)}" if told else ""
        lines.append(
            f"    {symbol.name} ({symbol.role.value}){value}: {symbol.meaning}".rstrip(": ")
        )
    return lines


def _record(here: Where, check: Check) -> list[str]:
    lines = [f"Verdict on record: {check.expect or 'none yet'}"]
    row = last_row(here, check.claim.id)
    if row is not None:
        said = plain_line(f"{row.verdict}; {row.summary}", LONGEST)
        lines.append(f"Last audit ({plain_line(row.profile)}): {said}")
    path = Path(check.file)
    document, stem = check.claim.id.split(".")[0], path.stem.removeprefix("test_")
    stated = sorted(here.theorems.glob(f"{document}/**/{stem}.py"))
    places = {
        **({"Theorem": stated[0]} if stated else {}),
        "Check": path,
        "Certificate": here.certificates / f"{check.claim.id}.json",
    }
    return lines + [f"{what}: {_shown(here, at)}" for what, at in places.items() if at.is_file()]


def _shown(here: Where, path: Path) -> Path:
    return path.relative_to(here.folder) if path.is_relative_to(here.folder) else path


def verify(files: Sequence[Path], claims: Path | None) -> int:
    """Print one line a certificate; return 1 when any is rejected.

    Raises UsageError when one is no file at all; nothing is verified then.
    """
    for path in files:
        if not path.is_file():
            fault = "is a folder; name the files in it" if path.is_dir() else "does not exist"
            raise UsageError(f"{path} {fault}")
    accepted = []
    with listening():
        lookup = bounded.unhurried(_lookup(claims))
        lines = bounded.each(lambda n: _verified(files[n], lookup), len(files))
        for path, said in zip(files, lines, strict=True):
            line = f"{REJECTED}not verified: {said}" if isinstance(said, Exception) else said
            print(f"{path}: {line}", flush=True)
            accepted.append(not line.startswith(REJECTED))
    return 0 if all(accepted) else 1


def _lookup(claims: Path | None) -> Callable[[str], Check | None]:
    if claims is None:
        root = root_here()
        return lambda claim: find_check(root, claim)
    known = {check.claim.id: check for check in load_file(claims, named=False)}
    return known.get


def _verified(path: Path, lookup: Callable[[str], Check | None]) -> str:
    """Return what is said of a certificate; the file is hostile until shown otherwise."""
    try:
        certificate = load(path)
        verify_certificate(certificate, lookup)
    except BaseException as error:  # whatever it is: no way to crash
        if ends_the_run(error):
            raise
        plain = isinstance(error, CertificateError | CatalogueError)
        kind = "" if plain else f"{type(error).__name__}: "
        return REJECTED + plain_line(f"{kind}{' '.join(str(error).split())}", 400)
    granted = f"; granted: {', '.join(certificate.granted)}" if certificate.granted else ""
    count = len(certificate.hypotheses)
    checked = f"{count} {'hypothesis' if count == 1 else 'hypotheses'} computed{granted}"
    return f"accepted: {certificate.claim} is {certificate.verdict} ({checked})"


def rebuild(claims: Path | None, out: Path | None) -> int:
    """Rebuild the pages of findings; print those that changed.

    Returns 1 when a row of the run is left out, because the catalogue, its certificate or a proof
    belies it.
    """
    from falsum.report.write import update_findings

    here = where(claims, out)
    run = read_run(here.latest)
    file, checks = str(claims or ""), here.load()
    by_id = {check.claim.id: check for check in checks}
    reasons = [_unfit(here, by_id.get(row.id), row) for row in run.claims]
    fit = [row for row, reason in zip(run.claims, reasons, strict=True) if not reason]
    changed = update_findings(here.findings, checks, fit, here.certificates, file)
    for row, reason in zip(run.claims, reasons, strict=True):
        if reason:
            print(f"left out: the row of {plain_line(row.id)}: {reason}")
    for path in changed:
        if path.suffix == ".md":
            print(_shown(here, path))
    print(f"{len(changed)} files changed in {_shown(here, here.findings)}")
    return 1 if any(reasons) else 0


def _unfit(here: Where, check: Check | None, row: Evidence) -> str:
    from falsum.records.knowledge import knowledge_path, read_knowledge
    from falsum.study.reproof import unfit

    known = read_knowledge(knowledge_path(here.findings, row.id), row.id) if check else None
    return unfit(check, row, here.certificates, known)


def read_run(path: Path) -> AuditFile:
    """Read an audit.json, or the one in a folder; raise UsageError when that is impossible."""
    file = path / "audit.json" if path.is_dir() or not path.suffix else path
    try:
        return read_json(file, AuditFile)
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read: {error.strerror}; falsum audit writes one"
        ) from None
    except RecordError as error:
        raise UsageError(f"{file} is no record of a run: {error}") from None


def last_row(here: Where, claim: str) -> Evidence | None:
    """Return the claim's row in the last run, or None."""
    if not (here.latest / "audit.json").is_file():
        return None
    return next((e for e in read_run(here.latest).claims if e.id == claim), None)


def constants(claim: str, claims: Path | None, out: Path | None) -> int:
    """Print the constants of a claim as the last audit measured them."""
    here = where(claims, out)
    check = here.find(claim)
    row = last_row(here, check.claim.id)
    if row is None:
        print(f"{claim} has not been audited yet; run: falsum audit {claims or claim}")
    elif not row.constants:
        print(f"the last audit of {claim} measured no constants")
    else:
        for found in row.constants:
            sharp = "none" if found.sharp is None else f"{found.sharp:.6g}"
            said = f"{found.name}: claimed {found.claimed}, sharpest {sharp} ({found.by})"
            print(plain_line(said, LONGEST))
    return 0


def diff(run_a: Path, run_b: Path) -> int:
    """Print what differs between two runs; return 1 when a verdict does."""
    old, new = ({e.id: e for e in read_run(path).claims} for path in (run_a, run_b))
    changed = False
    for claim in sorted({*old, *new}):
        before, after = old.get(claim), new.get(claim)
        if before is None or after is None:
            print(f"{plain_line(claim)}: only in {run_b if before is None else run_a}")
        elif before.verdict != after.verdict:
            changed = True
            print(f"{claim}: {before.verdict} -> {after.verdict}")
        elif before.worst_slack != after.worst_slack:
            print(
                f"{claim}: {after.verdict}, worst slack {before.worst_slack} -> {after.worst_slack}"
            )
    if not changed:
        print("no verdict differs")
    return 1 if changed else 0

"""The command ``falsum audit``: what is asked for, checked before anything is written."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from falsum.campaign.campaign import Campaign
from falsum.campaign.catalogue import Root, find_check, find_root, load_file, survey, unique
from falsum.campaign.circumstances import circumstances
from falsum.campaign.importing import BrokenFile
from falsum.errors.interrupt import STATUS, listening
from falsum.errors.usage import UsageError, nearest
from falsum.evidence.standing import as_recorded
from falsum.interface.closing import closing, counted, interrupted
from falsum.interface.keywords import keywords
from falsum.measure.check import Check
from falsum.records.evidence import Evidence
from falsum.report.folder import refuse_folder
from falsum.search.budget import PROFILES
from falsum.statement.claim import ID

ELSEWHERE = "falsum-audit"  # where results of files of claims go when no folder is named
Chosen = Sequence[tuple[Check, Path]]  # claims, and the places that define them


@dataclass(frozen=True)
class Request:
    """The options of the command."""

    what: tuple[str, ...]
    k: str
    profile: str
    device: str
    jobs: int
    seed: int
    out: Path | None
    fresh: bool


def audit_claims(request: Request) -> int:
    """Audit what is asked for; return 0 when every verdict is the one on record, else 1.

    A file that cannot be imported is named, and the rest is audited.
    """
    from falsum.report.write import table, write_latest

    with listening():
        campaign, broken = plan(request)
        evidence: list[Evidence] = []
        try:
            with reporter(len(campaign.checks)) as progress:
                for found in campaign.run():
                    evidence.append(found)
                    progress.tell(found)
        except KeyboardInterrupt:
            print(interrupted(evidence, len(campaign.checks), campaign.out), file=sys.stderr)
            return STATUS
    order = [check.claim.id for check, _ in campaign.checks]
    evidence.sort(key=lambda e: order.index(e.id))
    run = circumstances(request.profile, request.device, request.seed)
    write_latest(campaign.out, run, evidence)
    print(table(evidence))
    for line in closing(evidence):
        print(line)
    for error in broken:
        print(f"not audited: {error}")
    print(f"{counted(evidence)}; results in {campaign.out}")
    return 0 if not broken and all(map(as_recorded, evidence)) else 1


def plan(request: Request) -> tuple[Campaign, list[BrokenFile]]:
    """Check every option and load the claims; return what to audit and which files are broken.

    Raises UsageError or the engine's own errors; nothing is written before it returns.
    """
    if request.profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise UsageError(
            f"unknown profile {request.profile!r}; write one of {known}"
            + nearest(request.profile, PROFILES)
        )
    check_device(request.device)
    files = [name for name in request.what if name.endswith(".py") or "/" in name]
    if files and len(files) < len(request.what):
        raise UsageError("name claims of the catalogue or files of claims, not both at once")
    chosen, lost = _from_files(files) if files else _from_catalogue(request)
    test = keywords(request.k) if request.k else None
    kept = [(c, p) for c, p in chosen if test is None or test(names(c))]
    broken = [error for error in lost if test is None or test(error.names)]
    if not kept and broken:
        raise broken[0]
    if not kept:
        why = f"no claim matches -k {request.k!r}" if request.k else "the catalogue is empty"
        raise UsageError(why)
    root = None if files else root_here()
    out = request.out or (root.latest if root else Path(ELSEWHERE))
    refuse_folder(out)
    campaign = Campaign(
        checks=kept,
        certificates=root.certificates if root else out / "certificates",
        findings=root.findings if root else None,
        out=out,
        profile=request.profile,
        seed=request.seed,
        device=request.device,
        jobs=request.jobs,
        fresh=request.fresh,
    )
    return campaign, broken


def names(check: Check) -> str:
    """Return what a keyword is looked for in: the claim's id and its test's name."""
    return f"{check.claim.id} {check.name}"


def root_here() -> Root:
    """Return the project around the current folder; raise UsageError when there is none."""
    root = find_root()
    if root is None:
        raise UsageError(
            "no catalogue here: no pyproject.toml at or above this folder has a [tool.falsum] "
            "table; change into a project that has, or name a file of claims (audit FILE.py, and "
            "--claims FILE.py elsewhere)"
        )
    return root


def find(root: Root, claim: str) -> Check:
    """Return the check of a claim; raise UsageError with near matches when there is none."""
    check = find_check(root, claim) if ID.fullmatch(claim) else None
    if check is None:
        known = [c.claim.id for c in survey(root).checks]
        if Path(claim).is_dir():
            raise UsageError(f"{claim} is a folder; name the files in it")
        raise UsageError(f"unknown claim {claim!r}{nearest(claim, known)}; see falsum list")
    return check


def _from_catalogue(request: Request) -> tuple[Chosen, list[BrokenFile]]:
    root = root_here()
    if request.what:
        found, broken = _each(dict.fromkeys(request.what), lambda claim: [find(root, claim)])
        return [(check, root.folder) for _, check in found], broken
    loaded = survey(root)
    return [(check, root.folder) for check in loaded.checks], loaded.broken


def _from_files(files: Sequence[str]) -> tuple[Chosen, list[BrokenFile]]:
    found, broken = _each(dict.fromkeys(files), lambda name: load_file(Path(name)))
    unique(check for _, check in found)
    return [(check, Path(name).resolve()) for name, check in found], broken


def _each(
    what: Iterable[str], load: Callable[[str], list[Check]]
) -> tuple[list[tuple[str, Check]], list[BrokenFile]]:
    """Load one name after the other, and go on after a file that cannot be imported."""
    found, broken = [], {}
    for name in what:
        try:
            found += [(name, check) for check in load(name)]
        except BrokenFile as error:
            broken[error.path] = error
    return found, list(broken.values())


def check_device(name: str) -> None:
    """Refuse a device that is unknown or not there, before anything runs on it."""
    if not re.fullmatch(r"cpu|cuda(:\d+)?", name):
        raise UsageError(f"unknown device {name!r}; write cpu, cuda or cuda:N")
    if name == "cpu":
        return
    import torch

    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if not count:
        raise UsageError(f"device {name!r} was asked for, but this machine has no CUDA; use cpu")
    if int(name.partition(":")[2] or 0) >= count:
        raise UsageError(
            f"device {name!r} was asked for, but the last one here is cuda:{count - 1}"
        )


class Progress(Protocol):
    """What hears of each claim as it is settled."""

    def tell(self, evidence: Evidence) -> None:
        """Report one claim."""


@dataclass
class Lines:
    """Progress as plain lines on stderr."""

    total: int
    done: int = 0

    def tell(self, evidence: Evidence) -> None:
        """Print one line."""
        self.done += 1
        width = len(str(self.total))
        line = f"[{self.done:>{width}}/{self.total}] {evidence.verdict:<12} {evidence.id}"
        print(f"{line}  ({evidence.seconds:.1f} s)", file=sys.stderr, flush=True)


@dataclass
class Bar:
    """Progress as a bar on a terminal."""

    bar: object
    task: object

    def tell(self, evidence: Evidence) -> None:
        """Advance the bar."""
        self.bar.console.print(f"{evidence.verdict:<12} {evidence.id}")  # type: ignore[attr-defined]
        self.bar.advance(self.task)  # type: ignore[attr-defined]


@contextmanager
def reporter(total: int) -> Iterator[Progress]:
    """Report progress on stderr: a bar on a terminal, lines elsewhere."""
    if not sys.stderr.isatty():
        yield Lines(total)
        return
    from rich import progress
    from rich.console import Console

    with progress.Progress(console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar, bar.add_task("auditing", total=total))

"""Measure how much of the known-false library an audit finds, and print what it misses.

``python -m tests.power.detection [profile]`` prints the whole table.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from multiprocessing import get_context

from falsum.measure.check import Check
from falsum.verdict.audit import audit

from .library import ATTAINED, FALSE, Entry

SHARES = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
LIMIT = 2.0  # seconds in which a false statement is to be found, start-up apart


@dataclass(frozen=True)
class Job:
    """One false statement: an entry made tighter by a share, or a structural one (no share).

    ``hidden`` asks for the largest size only, behind a disguise.
    """

    name: str
    share: Fraction | None = None
    hidden: bool = False
    profile: str = "standard"

    @property
    def kind(self) -> str:
        """Return the row of the table that this job counts in."""
        if self.share is None:
            return "structural"
        return f"{float(self.share):.1%}" + (" hidden" if self.hidden else "")

    def check(self) -> Check:
        """Return the check of the false statement."""
        if self.share is None:
            return next(c for c in FALSE if c.claim.id == self.name)
        entry = next(e for e in ATTAINED if e.name == self.name)
        return entry.check(self.share, hidden=self.hidden)


@dataclass(frozen=True)
class Outcome:
    """What the audit of one false statement came to."""

    job: Job
    verdict: str
    seconds: float
    slack: float | None
    summary: str = ""

    def found(self, limit: float = LIMIT) -> bool:
        """Tell whether the statement was refuted within ``limit`` seconds."""
        return self.verdict == "refuted" and self.seconds <= limit


def tightened(entries: Iterable[Entry], share: Fraction, *, hidden: bool = False) -> list[Job]:
    """Return the jobs that tighten each entry by a share.

    Where only the size decides, there is nothing to hide.
    """
    return [
        Job(e.name, share, hidden)
        for e in entries
        if not hidden or any(e.family.dimension(c) for c in e.family.space.enumerate())
    ]


def everything(*, hidden: bool = False) -> list[Job]:
    """Return the whole known-false library."""
    jobs = [job for share in SHARES for job in tightened(ATTAINED, share, hidden=hidden)]
    return jobs if hidden else [*jobs, *(Job(c.claim.id) for c in FALSE)]


def run(job: Job) -> Outcome:
    """Audit one false statement."""
    found, _ = audit(job.check(), profile=job.profile)
    return Outcome(job, found.verdict, found.seconds, found.worst_slack, found.summary)


def measure(work: Sequence[Job], processes: int = 2) -> list[Outcome]:
    """Run the jobs in processes of one thread each, as a campaign does."""
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=warm_up) as pool:
        return list(pool.map(run, work))


def warm_up() -> None:
    """Get start-up over with: import what an audit needs, on one thread."""
    import cma  # noqa: F401
    import torch

    torch.set_num_threads(1)
    run(Job("am_qm", SHARES[0]))


def detected(outcomes: Iterable[Outcome], kind: str, limit: float = LIMIT) -> float:
    """Return the share of the outcomes of one kind that were found within ``limit`` seconds."""
    found = [o.found(limit) for o in outcomes if o.job.kind == kind]
    return sum(found) / len(found)


def report(outcomes: Sequence[Outcome]) -> str:
    """Return the detection rates by kind, then one line for each miss or late find."""
    head = f"{'tightened by':>14} {'false':>6} {'found':>7} {'in time':>8}"
    lines = [f"{head} {'mean s':>7} {'worst s':>8}"]
    for kind in dict.fromkeys(o.job.kind for o in outcomes):
        seconds = [o.seconds for o in outcomes if o.job.kind == kind]
        lines.append(
            f"{kind:>14} {len(seconds):>6} {detected(outcomes, kind, inf):>7.1%}"
            f" {detected(outcomes, kind):>8.1%}"
            f" {sum(seconds) / len(seconds):>7.2f} {max(seconds):>8.2f}"
        )
    lines += [
        f"missed: {o.job.name} by {o.job.kind}: {o.verdict} in {o.seconds:.2f} s, worst slack "
        f"{o.slack}; {o.summary}"
        for o in outcomes
        if not o.found()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    kinds = sys.argv[1:] or ["plain", "hidden"]
    jobs = [job for kind in kinds for job in everything(hidden=kind == "hidden")]
    print(report(measure(jobs)))

"""Measure how much of the known-false library an audit finds, and print what it misses.

Run ``python -m tests.power.detection [profile]`` for the whole table.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing import get_context

from falsum.audit import audit
from falsum.binding import Check

from .library import ATTAINED
from .library.false import FALSE

SHARES = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))


@dataclass(frozen=True)
class Outcome:
    """What one audit of a false statement came to; ``share`` is None for a structural one."""

    name: str
    share: Fraction | None
    hidden: bool
    verdict: str
    seconds: float
    slack: float
    summary: str = ""

    @property
    def found(self) -> bool:
        """Tell whether the statement was refuted."""
        return self.verdict == "refuted"


Job = tuple[str, Fraction | None, bool, str]


def jobs(
    names: Iterable[str], shares: Sequence[Fraction | None], profile: str = "standard"
) -> list[Job]:
    """Return the jobs of every name at every share."""
    return [(name, share, profile) for name in names for share in shares]


def run(job: Job) -> Outcome:
    """Audit one false statement."""
    name, share, profile = job
    found, _ = audit(_check(name, share), profile=profile)
    worst = float("nan") if found.worst_slack is None else found.worst_slack
    return Outcome(name, share, found.verdict, found.seconds, worst, found.summary)


def _check(name: str, share: Fraction | None) -> Check:
    if share is None:
        return next(c for c in FALSE if c.claim.id == name)
    return next(e for e in ATTAINED if e.name == name).check(share)


def measure(work: Sequence[Job], processes: int = 2) -> list[Outcome]:
    """Run the jobs in processes of one thread each, as a campaign does."""
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_one_thread) as pool:
        return list(pool.map(run, work))


def _one_thread() -> None:
    """Import what audits need, so that start-up is over, and keep to one core."""
    import torch

    torch.set_num_threads(1)


def detected(outcomes: Sequence[Outcome], limit: float = float("inf")) -> float:
    """Return the share of outcomes that are refuted within ``limit`` seconds."""
    return sum(o.found and o.seconds <= limit for o in outcomes) / max(1, len(outcomes))


def report(outcomes: Sequence[Outcome], limit: float) -> str:
    """Return the detection rates by share, then one line for each miss or late find."""
    lines = ["tightened by   statements   found   in time   mean s   worst s"]
    for share in sorted({o.share for o in outcomes}, key=lambda s: s or 1, reverse=True):
        group = [o for o in outcomes if o.share == share]
        seconds = [o.seconds for o in group]
        lines.append(
            f"{_label(share):>12} {len(group):>12} {detected(group):>7.1%}"
            f" {detected(group, limit):>9.1%} {sum(seconds) / len(seconds):>8.2f}"
            f" {max(seconds):>9.2f}"
        )
    for o in outcomes:
        if not o.found or o.seconds > limit:
            lines.append(
                f"{o.name} by {_label(o.share)}: {o.verdict} in {o.seconds:.2f} s, "
                f"slack {o.slack:.3g}; {o.summary}"
            )
    return "\n".join(lines)


def _label(share: Fraction | None) -> str:
    return "structural" if share is None else f"{float(share):.1%}"


def everything(profile: str = "standard") -> list[Job]:
    """Return the whole known-false library as jobs."""
    return [
        *jobs((e.name for e in ATTAINED), SHARES, profile),
        *jobs((c.claim.id for c in FALSE), [None], profile),
    ]


if __name__ == "__main__":
    profile = sys.argv[1] if len(sys.argv) > 1 else "standard"
    print(report(measure(everything(profile), os.cpu_count() or 1), limit=2.0))

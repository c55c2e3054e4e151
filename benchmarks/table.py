"""The comparison as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .methods import Run

HEADER = (
    "| claim | method | refuted | seconds | times falsum's | instances/s | lhs/rhs reached |",
    "| --- | --- | --- | ---: | ---: | ---: | ---: |",
)


def table(runs: Sequence[Run]) -> str:
    """Return a Markdown table, a row for each claim and method."""
    return "\n".join([*HEADER, *(_row(run, _beside(run, runs)) for run in runs)])


def _beside(run: Run, runs: Sequence[Run]) -> Run | None:
    return next((r for r in runs if (r.case, r.method) == (run.case, "falsum")), None)


def _row(run: Run, ours: Run | None) -> str:
    cells = [
        run.case,
        run.method,
        "yes" if run.found else "no",
        f"{run.seconds:.2f}",
        ratio(run, ours),
        f"{run.rate:,.0f}",
        f"{run.sharpness:.5f}",
    ]
    return f"| {' | '.join(cells)} |"


def ratio(run: Run, ours: Run | None) -> str:
    """Return how many times longer a method took to refute; a lower bound where it never did."""
    if ours is None or not ours.found:
        return ""
    return f"{'' if run.found else '> '}{run.seconds / ours.seconds:.1f}"


def write_json(runs: Sequence[Run], path: Path) -> None:
    """Write the runs as a list of records."""
    records = [{**asdict(run), "instances_per_second": run.rate} for run in runs]
    path.write_text(json.dumps(records, indent=1) + "\n")

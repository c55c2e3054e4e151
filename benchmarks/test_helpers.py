"""The helpers of the benchmarks: counting, limits, ratios."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .cases import CASES
from .methods import METHODS, Run, attack
from .table import ratio, table, write_json

POPOVICIU = next(c for c in CASES if c.name == "popoviciu")
LEMMA_7 = next(c for c in CASES if not c.false)


def a_run(method: str, seconds: float, found: bool) -> Run:
    """Return a made-up result."""
    return Run("claim", method, found, seconds, 1000, 0.5)


def test_every_instance_is_counted() -> None:
    """A batch counts as many instances as it has rows."""
    assert attack(POPOVICIU, "random", 0.0).instances == 4096


@pytest.mark.parametrize("method", METHODS)
def test_a_method_stops_at_its_limit(method: str) -> None:
    """No method runs on for long, and a true claim is refuted by none."""
    run = attack(LEMMA_7, method, 0.2)
    assert not run.found
    assert run.seconds < 10
    assert run.sharpness <= 1


def test_a_refutation_is_certified() -> None:
    """What counts as found breaks the claim in balls."""
    run = attack(POPOVICIU, "falsum", 5.0)
    assert run.found
    assert run.sharpness > 1


def test_ratios_are_bounds_where_a_method_found_nothing() -> None:
    """A method that ran out of time took at least that long."""
    ours = a_run("falsum", 0.5, True)
    assert ratio(a_run("random", 2.0, True), ours) == "4.0"
    assert ratio(a_run("random", 2.0, False), ours) == "> 4.0"
    assert ratio(a_run("random", 2.0, False), a_run("falsum", 0.5, False)) == ""


def test_the_table_and_the_file_hold_every_run(tmp_path: Path) -> None:
    """One row and one record for each run."""
    runs = [a_run("falsum", 0.5, True), a_run("random", 2.0, False)]
    assert len(table(runs).splitlines()) == 4
    write_json(runs, tmp_path / "latest.json")
    assert [r["method"] for r in json.loads((tmp_path / "latest.json").read_text())] == [
        "falsum",
        "random",
    ]

"""Campaigns survive what goes wrong inside them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from falsum.campaign.campaign import Campaign
from falsum.campaign.catalogue import load_file
from falsum.campaign.units import Unit
from falsum.campaign.units import work as work_unit

CLAIMS = """
import os, signal, time
from dataclasses import dataclass
from typing import Any
from falsum import Claim, Le, Source, Space, always, check, family, measured, sizes

square = measured("square", "x^2")

@dataclass(frozen=True)
class Number:
    x: Any

@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"x": ()})
def numbers(config, z, xp):
    return Number(x=z.x)

def claim(name):
    return Claim(id=f"paper.{name}", title="Squares", source=Source("paper", name),
                 quantifier=always, conclusion=Le(0, square))
"""
FINE = """
@check(claim("fine_{n}"), numbers, expect="survived")
def test_fine_{n}(x):
    time.sleep({pause})
    return {{square: x * x}}
"""
RAISES = """
@check(claim("raises"), numbers, expect="survived")
def test_raises(x):
    raise RuntimeError("no such luck")
"""
DIES = """
@check(claim("dies"), numbers, expect="survived")
def test_dies(x):
    os.kill(os.getpid(), signal.SIGKILL)
"""
STUCK = """
from pathlib import Path

def hang():
    here = Path(__file__).parent
    if (here / "stuck").exists():
        (here / "workers" / str(os.getpid())).touch()
        time.sleep(600)

@check(claim("stuck_0"), numbers, expect="survived")
def test_stuck_0(x):
    hang()
    return {square: x * x}

@check(claim("stuck_1"), numbers, expect="survived")
def test_stuck_1(x):
    hang()
    return {square: x * x}
"""


def claims(path: Path, count: int, pause: float = 0.0, more: str = "") -> Path:
    """Write a file of claims that hold, and ``more``."""
    path.write_text(CLAIMS + "".join(FINE.format(n=n, pause=pause) for n in range(count)) + more)
    return path


def campaign(path: Path, out: Path, **options: object) -> Campaign:
    """Return a quick campaign over a file."""
    checks = [(c, path) for c in load_file(path)]
    return Campaign(checks, out / "certificates", out, **{"profile": "quick", **options})  # type: ignore[arg-type]


def test_a_dead_worker_is_recorded_and_harms_nobody(tmp_path: Path) -> None:
    """A claim whose worker dies is an error; the other one is audited."""
    path = claims(tmp_path / "deadly.py", 1, more=DIES)
    rows = {row.id: row for row in campaign(path, tmp_path, jobs=2).run()}
    assert rows["paper.dies"].verdict == "error"
    assert "its worker process died" in rows["paper.dies"].summary
    assert rows["paper.fine_0"].verdict == "survived"


def test_an_exception_is_recorded_and_tried_again(tmp_path: Path) -> None:
    """A claim that raises is an error, says where and why, and is not kept in the ledger."""
    path = claims(tmp_path / "raising.py", 1, more=RAISES)
    rows = {row.id: row for row in campaign(path, tmp_path).run()}
    assert rows["paper.raises"].verdict == "error"
    line = rows["paper.raises"].raised_at
    assert line.endswith(f"raising.py:{len(path.read_text().splitlines())}")
    assert rows["paper.raises"].summary == f"{line}: RuntimeError: no such luck"
    assert rows["paper.fine_0"].verdict == "survived"
    assert ledger_rows(tmp_path) == 1


def test_results_do_not_depend_on_the_number_of_jobs(tmp_path: Path, example: Path) -> None:
    """One process and two give the same evidence, but for the seconds."""

    def rows(jobs: int) -> list[str]:
        found = campaign(example, tmp_path / str(jobs), jobs=jobs).run()
        return sorted(f"{row.id} {row.worst_slack} {row.instances} {row.smallest}" for row in found)

    assert rows(1) == rows(2)


def test_finished_claims_are_not_audited_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger answers a second run; --fresh, another seed or edited code do not use it."""
    path = claims(tmp_path / "two.py", 2)
    audited: list[str] = []

    def spy(unit: Unit) -> bytes:
        audited.append(unit.claim)
        return work_unit(unit)

    def code(places: Iterable[Path]) -> str:  # the engine itself left out: it may be edited now
        return "".join(place.read_text() for place in places)

    monkeypatch.setattr("falsum.campaign.campaign.work", spy)
    monkeypatch.setattr("falsum.campaign.campaign.code_digest", code)

    def run(**options: object) -> int:
        audited.clear()
        assert len(list(campaign(path, tmp_path, **options).run())) == 2
        return len(audited)

    assert run() == 2
    assert run() == 0
    assert run(fresh=True) == 2
    assert run(seed=1) == 2
    assert run(profile="standard") == 2
    path.write_text(path.read_text() + "\n# edited\n")
    assert run() == 2


def outcomes(folder: Path) -> set[bytes]:
    """Return the results committed so far."""
    file = folder / "ledger.sqlite"
    if not file.is_file():
        return set()
    rows = sqlite3.connect(file, timeout=5)
    try:
        return {row[0] for row in rows.execute("SELECT outcome FROM results")}
    except sqlite3.OperationalError:
        return set()
    finally:
        rows.close()


def ledger_rows(folder: Path) -> int:
    """Return the number of results committed so far."""
    return len(outcomes(folder))


def started(words: Iterable[object]) -> subprocess.Popen[bytes]:
    """Start the command line in a process of its own, which hears every signal."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored is inherited
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "falsum", *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    finally:
        signal.signal(signal.SIGINT, usual)


def test_a_killed_run_resumes(tmp_path: Path, falsum) -> None:
    """A run killed between two claims goes on with what is left, to the same verdicts."""
    path, out = claims(tmp_path / "slow.py", 4, pause=0.1), tmp_path / "out"
    words = ("audit", path, "--profile", "quick", "--out", out)
    running = started(words)
    while ledger_rows(out) < 1:
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = ledger_rows(out)
    assert 1 <= done < 4
    assert not (out / "audit.json").exists()
    resumed = falsum(*words)
    assert resumed.returncode == 0, resumed.stderr
    assert "4 of 4 as recorded" in resumed.stdout
    assert ledger_rows(out) == 4


def alive(process: int) -> bool:
    """Tell whether a process runs: one that has ended and waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs a list of processes")
@pytest.mark.parametrize(
    "how",
    ["SIGKILL", *(pytest.param(how, marks=pytest.mark.slow) for how in ("SIGINT", "SIGTERM"))],
)
def test_workers_end_with_their_parent(how: str, tmp_path: Path, falsum) -> None:
    """Workers in the middle of long units are gone within seconds; a rerun keeps what was done."""
    path, out = claims(tmp_path / "stuck.py", 1, more=STUCK), tmp_path / "out"
    workers, stuck = tmp_path / "workers", tmp_path / "stuck"
    workers.mkdir()
    stuck.touch()
    words = ("audit", path, "--profile", "quick", "--out", out)
    running = started((*words, "--jobs", 2))
    while ledger_rows(out) < 1 or len(list(workers.iterdir())) < 2:
        assert running.poll() is None
        time.sleep(0.02)
    children = [int(file.name) for file in workers.iterdir()]
    assert all(map(alive, children))
    running.send_signal(getattr(signal, how))
    running.wait(60)
    end = time.monotonic() + 60
    while any(map(alive, children)):
        assert time.monotonic() < end
        time.sleep(0.1)
    done = outcomes(out)
    stuck.unlink()
    resumed = falsum(*words)
    assert resumed.returncode == 0, resumed.stderr
    assert "3 of 3 as recorded" in resumed.stdout
    assert len(done) == 1
    assert len(outcomes(out)) == 3
    assert outcomes(out) > done


def test_a_file_that_is_no_ledger_is_bad_usage(tmp_path: Path, example: Path, falsum) -> None:
    """The line says which file to remove."""
    (tmp_path / "ledger.sqlite").write_text("not a database, " * 100)
    done = falsum("audit", example, "--profile", "quick", "--out", tmp_path)
    assert done.returncode == 2
    assert "ledger.sqlite is no ledger" in done.stderr
    assert len(done.stderr.splitlines()) == 1

"""Runs that end early: by Ctrl-C, by a worker that ends itself, on a terminal of few letters."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from falsum.campaign.pool import Failed, Pool
from falsum.errors.interrupt import ends_the_run, listening
from falsum.interface.commands import read_run
from tests.interface.mistakes import Mistake, written

ROOT = Path(__file__).parents[2]


def started(*words: object) -> subprocess.Popen[str]:
    """Start the command line in a process of its own, which hears Ctrl-C."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored is inherited
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "falsum", *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, usual)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_says_what_is_kept(jobs: int, tmp_path: Path) -> None:
    """The run ends with status 130, after a line on what is kept and how to go on."""
    mark, text = tmp_path / "mark", written(Mistake("value = xp.sum(x**2, axis=1)", ()))[0]
    slow = f"(__import__('pathlib').Path({str(mark)!r}).touch(), __import__('time').sleep(60))"
    other = text.replace("third.party", "third.slow").replace("test_party", "test_slow")
    (tmp_path / "first.py").write_text(text)
    (tmp_path / "second.py").write_text(other.replace("    xp =", f"    {slow}\n    xp ="))
    files, out = (tmp_path / "first.py", tmp_path / "second.py"), tmp_path / "out"
    run = started("audit", *files, "--profile", "quick", "--out", out, "--jobs", jobs)
    assert run.stderr is not None
    heard = []
    while "third.party" not in "".join(heard) or not mark.exists():
        assert run.poll() is None, heard
        if "third.party" not in "".join(heard):
            heard.append(run.stderr.readline())
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    stdout, stderr = run.communicate(timeout=60)
    assert (run.returncode, stdout) == (130, "")
    assert stderr.splitlines()[-1] == (
        f"falsum: interrupted; 1 of 2 claims finished are kept in {out / 'ledger.sqlite'}; "
        "the same command goes on"
    )


def test_only_the_signal_ends_a_run() -> None:
    """A KeyboardInterrupt that code raises by itself is a crash like another."""
    error = KeyboardInterrupt()
    assert ends_the_run(error) and not ends_the_run(SystemExit())
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with listening():
            assert not ends_the_run(error)
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
            assert ends_the_run(error) and ends_the_run(RuntimeError("hidden in another"))
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, usual)


def test_a_claim_that_ends_its_process_is_an_error(tmp_path: Path, falsum) -> None:
    """With two jobs it is recorded; the run ends with status 1."""
    text, _ = written(Mistake("__import__('os')._exit(0)", ()))
    (tmp_path / "theirs.py").write_text(text)
    done = falsum("audit", "theirs.py", "--profile", "quick", "--jobs", 2)
    assert done.returncode == 1, done.stderr
    (row,) = read_run(tmp_path / "falsum-audit").claims
    assert (row.verdict, row.raised_at) == ("error", "")
    assert "third.party: error: its worker process died" in done.stdout


def fail() -> None:
    """Keep a worker from starting."""
    raise MemoryError


def test_a_pool_without_workers_gives_up() -> None:
    """Where no worker can be started each unit says so, and nothing hangs or raises."""
    results = list(Pool(repr, jobs=2, limit=5.0, prepare=fail).run(["a", "b"]))  # type: ignore[arg-type]
    assert [unit for unit, _ in results] == ["a", "b"]
    for _, result in results:
        assert isinstance(result, Failed) and "no worker process can be started" in result.reason


def test_a_terminal_of_few_letters_gets_the_results(example: Path, monkeypatch, falsum) -> None:
    """What ASCII cannot show is a question mark, and the status is that of the verdicts."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = falsum("audit", example, "--profile", "quick")
    assert done.returncode == 0, done.stderr
    assert "survived" in done.stdout and "?" in done.stdout and "Traceback" not in done.stderr

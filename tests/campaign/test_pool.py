"""The pool outlives its workers.  Few imports here: worker processes import this module."""

from __future__ import annotations

import os
import signal
import time

from falsum.campaign.pool import DIED, UNSTARTED, Failed, Pool


def work(unit: str) -> bytes:
    """Do what the unit says."""
    if unit == "dies":
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
    if unit == "hangs":
        time.sleep(60)
    if unit == "raises":
        raise ValueError("bad unit")
    return unit.encode()


def test_a_pool_names_the_culprits() -> None:
    """Units that die, hang or raise are named; those in flight beside them finish."""
    units = ["a", "dies", "b", "raises", "c", "hangs", "d"]
    results: dict[str, list[bytes | Failed]] = {}
    for unit, result in Pool(work, jobs=2, limit=5.0).run(units):
        results.setdefault(unit, []).append(result)
    assert {u: results[u] for u in "abcd"} == {u: [u.encode()] for u in "abcd"}
    assert results["dies"] == [Failed(DIED)]
    assert results["raises"] == [Failed("ValueError: bad unit")]
    assert results["hangs"] == [Failed("it ran for more than 5 seconds")]


def leave() -> None:
    """End a worker before it has begun."""
    os._exit(1)


def test_workers_that_cannot_start_are_recorded() -> None:
    """Where no worker comes up, each unit has its record, and the run ends."""
    found = dict(Pool(work, jobs=2, limit=5.0, prepare=leave).run(["a", "b", "c"]))
    assert found == dict.fromkeys("abc", Failed(UNSTARTED))

"""The best constants of the classics are recovered from instances alone."""

from typing import Any

import pytest

from falsum.search.job import Job

from .library import ENTRIES, Entry, Reach

NEAR = 0.01
WITHIN_REACH = [e for e in ENTRIES if e.reach is not Reach.LIMIT]
SAMPLE = [e for e in WITHIN_REACH if len(e.family.space) == 1][::9]


def sharpest(entry: Entry) -> Any:
    """Return the sharpest constant that the search supports."""
    constants = pytest.importorskip("falsum.study.constants")
    return constants.sharpest(Job.begin(entry.check(), profile="standard"), entry.constant())


def within(entry: Entry, value: float) -> bool:
    """Tell whether a value agrees with the best constant."""
    return abs(value / float(entry.best) - 1) <= NEAR


@pytest.mark.parametrize("entry", SAMPLE, ids=lambda e: e.name)
def test_a_best_constant_is_recovered(entry: Entry) -> None:
    """A sample: the value found lies within 1 % and a certified instance forces it."""
    sharp = sharpest(entry)
    assert sharp is not None
    assert sharp.certified
    assert within(entry, sharp.value), f"{sharp.value} for {float(entry.best)}"


@pytest.mark.slow
def test_best_constants_are_recovered(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the whole library at least forty, each certified; a wrong one is never certified."""
    found, lines = 0, []
    for entry in WITHIN_REACH:
        sharp = sharpest(entry)
        good = sharp is not None and sharp.certified and within(entry, sharp.value)
        found += good
        if not good:
            lines.append(f"{entry.name}: {sharp} for {float(entry.best)}")
        if sharp is not None and sharp.certified:
            beyond = sharp.value / float(entry.best) - 1
            assert (beyond if sharp.upward else -beyond) <= 1e-9, f"{entry.name}: {sharp}"
    with capsys.disabled():
        print("\n" + "\n".join([f"{found} of {len(WITHIN_REACH)} constants recovered", *lines]))
    assert found >= 40

"""Random statements: what the prover says of them is true at every point that is looked at."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from falsum.prove import STOPPED, Disproof, Proof, Unproved, prove
from tests.prove.fuzz import Random, claims, points
from tests.prove.oracle import verdict

LOOKS = 150


def wrong(case: Random, found: Any, seed: int) -> str:
    """Return what is wrong with an outcome, or nothing."""
    if isinstance(found, Disproof):
        point = {s: found.point[s.name] for s in case.symbols if s.name in found.point}
        if len(point) < len(case.symbols):  # a symbol that the statement does not speak of
            return ""
        said = verdict(case.claim, point)
        return f"disproved where it {said}" if said in ("holds", "rejected", "undefined") else ""
    if isinstance(found, Unproved) and not found.empty:
        return found.reason if found.reason.startswith(STOPPED) else ""
    for point in points(case, seed, LOOKS):
        said = verdict(case.claim, point)
        if said == "fails" or (isinstance(found, Proof) and said == "undefined"):
            return f"{type(found).__name__} but it {said} at {point}"
        if said == "holds" and not isinstance(found, Proof):
            return f"empty, but {point} meets the hypotheses"
    return ""


def faults(seed: int, count: int) -> tuple[list[str], Counter[str]]:
    """Return every wrong outcome among random claims, and how they ended."""
    found, ends = [], Counter[str]()
    for n, case in enumerate(claims(seed, count)):
        outcome = prove(case.claim, boxes=150, seconds=0.3)
        ends[type(outcome).__name__] += 1
        problem = wrong(case, outcome, seed + n)
        if problem:
            stated = (case.claim.conclusion, [h.relation for h in case.claim.hypotheses])
            found.append(f"{seed}/{n}: {problem}: {stated}")
    return found, ends


def test_nothing_false_is_said_of_random_statements() -> None:
    """Of 200 random statements none is proved, disproved or emptied wrongly."""
    found, ends = faults(seed=0, count=200)
    assert found == []
    assert ends["Proof"] >= 5 and ends["Disproof"] >= 20


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 11))
def test_nothing_false_is_said_of_many_random_statements(seed: int) -> None:
    """The same of 600 statements for each of ten seeds."""
    found, _ = faults(seed=1000 * seed, count=600)
    assert found == []

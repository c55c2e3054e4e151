"""Time to refute, instances per second and sharpness reached, method beside method."""

from __future__ import annotations

from typing import Any

import pytest

from .cases import CASES, Case
from .methods import METHODS, Run, attack

LIMIT = 4.0  # seconds for one method on one claim


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_search(case: Case, method: str, benchmark: Any, record_run: list[Run]) -> None:
    """Let one method hunt for a counterexample of one claim."""
    benchmark.group = case.name
    run = benchmark.pedantic(attack, args=(case, method, LIMIT), rounds=1)
    record_run.append(run)
    benchmark.extra_info.update(found=run.found, rate=run.rate, sharpness=run.sharpness)
    assert run.instances > 0
    assert case.false or not run.found

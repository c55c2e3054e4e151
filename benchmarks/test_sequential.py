"""Trials that the sequential test takes, beside the best test of fixed size."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from .sequential import CASES, compare


@pytest.mark.parametrize(("failures", "error"), CASES)
def test_sequential(failures: Fraction, error: Fraction, benchmark: Any) -> None:
    """Compare at one claimed probability and one error."""
    benchmark.group = "sequential"
    row = benchmark.pedantic(compare, args=(failures, error), rounds=1)
    benchmark.extra_info.update(ratio=row.ratio, wrong=row.wrong, peeking=row.peeking)
    assert row.wrong <= error < row.peeking
    assert row.ratio < 1

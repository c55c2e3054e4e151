"""The table of tuning constants is the one that the code gives."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_table_is_not_stale() -> None:
    """Each number with a comment beside it stands in docs/tuning.md as it is."""
    spec = importlib.util.spec_from_file_location("tuning", ROOT / "docs" / "tuning.py")
    assert spec is not None and spec.loader is not None
    tuning = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tuning)
    made = tuning.page()
    assert made.count("\n| `") > 60
    assert (ROOT / "docs" / "tuning.md").read_text() == made, "run python docs/tuning.py"

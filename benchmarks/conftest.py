"""Collect what the benchmarks achieved; print the table and write ``latest.json`` at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .cases import CASES
from .methods import Run, attack
from .table import table, write_json

RUNS: pytest.StashKey[list[Run]] = pytest.StashKey()
LATEST = Path(__file__).parent / "latest.json"


def pytest_configure(config: pytest.Config) -> None:
    """Start with no results."""
    config.stash[RUNS] = []


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> Iterator[None]:
    """Give every method one thread, and have the imports over before the clock starts."""
    import cma  # noqa: F401
    import scipy.optimize  # noqa: F401
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    attack(CASES[0], "falsum", 0.1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def record_run(request: pytest.FixtureRequest) -> list[Run]:
    """Return the list that results are appended to."""
    return request.config.stash[RUNS]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the comparison beneath pytest-benchmark's own table."""
    runs = config.stash[RUNS]
    if runs:
        write_json(runs, LATEST)
        terminalreporter.section("search: falsum beside the alternatives")
        terminalreporter.write_line(table(runs))

"""The modules of a catalogue in pytest: one that cannot be imported is an error of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


class CheckModule(pytest.Module):
    """A file of a catalogue: where it cannot be imported, it has one item, which says why."""

    def collect(self) -> Any:
        """Import the file and collect what it holds."""
        try:
            _ = self.obj
        except (Exception, SystemExit) as error:
            from falsum.campaign.importing import broken_line

            raised = error.__cause__ if isinstance(error, self.CollectError) else error
            line = broken_line(self.path, raised or error)
            return [BrokenItem.from_parent(self, name="import", line=line)]
        return super().collect()


class BrokenItem(pytest.Item):
    """A file that cannot be imported: an error where it is selected, and nothing to the others."""

    def __init__(self, *, line: str, **rest: Any) -> None:
        """Keep the line that says what is wrong."""
        super().__init__(**rest)
        self.line = line

    def setup(self) -> None:
        """Fail before anything runs, which pytest counts as an error."""
        pytest.fail(self.line, pytrace=False)

    def runtest(self) -> None:
        """Run nothing."""

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the file."""
        return self.path, None, self.path.name

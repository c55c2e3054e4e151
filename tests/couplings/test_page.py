"""The page on dependence says what is so."""

import re
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parents[2] / "docs" / "dependence.md").read_text()


def test_the_code_of_the_page_runs() -> None:
    """Its assertions hold, one block after the other."""
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    scope: dict[str, Any] = {}
    for block in blocks:
        exec(block, scope)
    assert scope["worst"].value == scope["process"].value
    assert len(blocks) == 2


def test_every_assumption_of_the_page_exists() -> None:
    """The names in the table can be imported."""
    from falsum import couplings

    names = re.findall(r"`(\w+)\(", PAGE)
    assert len(names) > 10
    assert all(hasattr(couplings, name) for name in names)

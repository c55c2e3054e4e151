"""Write the table of the engine's tuning constants from the code: ``python docs/tuning.py``."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tuning.md"
NUMBERS = re.compile(r"^[\d\s.,e+\-*/()_x]+$|^\d")
HEAD = """# Tuning constants

Every number of the engine that a measurement or a judgement has set, with what it protects.
`python docs/tuning.py` writes the table from the comments beside them, and a test compares.

| module | constant | value | what it is |
| --- | --- | --- | --- |
"""


def constants(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (name, value, comment) of the numbers in capitals at the top of a module."""
    text = path.read_text()
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    }
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Assign) or node.end_lineno not in comments:
            continue
        names = [ast.unparse(target) for target in node.targets]
        value = ast.unparse(node.value)
        if re.fullmatch(r"[(]?[A-Z][A-Z_0-9, ]*[)]?", names[0]) and NUMBERS.match(
            value.lstrip("(")
        ):
            yield names[0].strip("()"), value, comments[node.end_lineno]


def page() -> str:
    """Return the page."""
    rows = []
    for path in sorted((ROOT / "falsum").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "falsum").with_suffix("").parts)
        for name, value, comment in constants(path):
            told = comment.replace("|", "\\|")
            rows.append(f"| `{module}` | `{name}` | `{value}` | {told} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page())

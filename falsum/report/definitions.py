"""How a measured quantity is defined on a page: by its formula, or in the document's words."""

from __future__ import annotations

import re

from falsum.report.markdown import inline, prose
from falsum.statement.claim import Claim
from falsum.statement.symbols import Symbol

SPACING = re.compile(r"\s|\\[,;:! ]|\\left|\\right")


def described(claim: Claim, symbol: Symbol) -> str:
    """Write the definition of a measured quantity, which is mathematics unless it reads as text."""
    definition = symbol.meaning.strip()
    if repeats(symbol):
        return f"- {inline(symbol.latex)}" + (f": {prose(symbol.says)}" if symbol.says else "")
    if is_text(definition):
        return f"- {inline(symbol.latex)}: {prose(definition)}"
    if definition.startswith(symbol.latex):
        return f"- {inline(definition)}"
    return f"- {inline(f'{symbol.latex} = {definition}')}"


def repeats(symbol: Symbol) -> bool:
    """Tell whether a definition says no more than the symbol does."""
    return _bare(symbol.meaning) in ("", _bare(symbol.latex))


def _bare(tex: str) -> str:
    return SPACING.sub("", tex)


def is_text(written: str) -> bool:
    """Tell whether a definition reads as text, whose mathematics stands between dollars."""
    return "$" in written or not re.search(r"[\\^_={}]", written)

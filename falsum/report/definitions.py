"""How a measured quantity is defined on a page: by its formula, and by what computes it."""

from __future__ import annotations

import inspect
import re

from falsum.instances.quantities import Measurement
from falsum.measure.check import Check
from falsum.report.markdown import inline, prose
from falsum.statement.symbols import Symbol


def described(check: Check, symbol: Symbol) -> str:
    """Write the definition of a measured quantity, which is mathematics unless it reads as text.

    One that only repeats the symbol is told in the words of the function that computes it.
    """
    definition = symbol.meaning.strip()
    if repeats(symbol):
        words = computed_words(check, symbol)
        return f"- {inline(definition or symbol.latex)}" + (f": {prose(words)}" if words else "")
    if is_text(definition):
        return f"- {inline(symbol.latex)}: {prose(definition)}"
    if definition.startswith(symbol.latex):
        return f"- {inline(definition)}"
    return f"- {inline(f'{symbol.latex} = {definition}')}"


def repeats(symbol: Symbol) -> bool:
    """Tell whether a definition says no more than the symbol does."""
    bare = re.sub(r"\s|\\[,;:! ]|\\left|\\right", "", symbol.meaning)
    return bare in ("", re.sub(r"\s|\\[,;:! ]|\\left|\\right", "", symbol.latex))


def computed_words(check: Check, symbol: Symbol) -> str:
    """Return what the function that computes a symbol says of itself, "" where it says nothing."""
    measure = check.measure
    function = measure
    if isinstance(measure, Measurement):
        part = measure.parts.get(symbol)
        function = measure if part is None else part.function
    first = (inspect.getdoc(function) or "").split("\n", 1)[0].strip().rstrip(".")
    said = re.sub(r"^Return (the |a |an )?", "", first)
    return "" if isinstance(function, Measurement) else said


def is_text(written: str) -> bool:
    """Tell whether a definition reads as text, whose mathematics stands between dollars."""
    return "$" in written or not re.search(r"[\\^_={}]", written)

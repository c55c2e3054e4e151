"""How a name is typeset for which no LaTeX is given: letters as letters, words as words."""

from __future__ import annotations

import re

GREEK = (
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|"
    "upsilon|phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
LETTER = rf"[A-Za-z]|{GREEK}"
INDEXED = re.compile(rf"({LETTER})(?:_?([0-9]+)|_({LETTER}))")


def typeset(name: str) -> str:
    """Return LaTeX of a symbol's name; one of several letters is no product of them."""
    if re.fullmatch(LETTER, name):
        return _letter(name)
    indexed = INDEXED.fullmatch(name)
    if indexed:
        return f"{_letter(indexed[1])}_{{{indexed[2] or _letter(indexed[3])}}}"
    words = "\\ ".join(part for part in name.split("_") if part)
    return rf"\mathrm{{{words}}}"


def _letter(name: str) -> str:
    return name if len(name) == 1 else rf"\{name}"

"""Domains of the parameters, and what they say as hypotheses."""

from __future__ import annotations

from fractions import Fraction

import falsum
from falsum import Domain
from tests.fuzz.judge import Relation
from tests.fuzz.terms import Term, number

DOMAINS = {
    "real": Domain("R"),
    "nonnegative": falsum.nonnegative,
    "positive": falsum.positive,
    "integers": falsum.integers,
    "naturals": falsum.naturals,
    "half open": falsum.interval(-1, 1, "[)"),
    "few": Domain("few", Fraction(-2), Fraction(2), integral=True),
    "nothing": Domain("nothing", Fraction(1, 3), Fraction(2, 5)),
}


def within(name: str, domain: Domain) -> list[Relation]:
    """Return the relations that a domain amounts to."""
    symbol: Term = ("symbol", name, "t") if name == "w" else ("symbol", name)
    found: list[Relation] = []
    if domain.lower is not None:
        found.append((">" if domain.open_below else ">=", symbol, number(domain.lower)))
    if domain.upper is not None:
        found.append(("<" if domain.open_above else "<=", symbol, number(domain.upper)))
    if domain.integral:
        found.append(("==", symbol, ("floor", symbol)))
    return found

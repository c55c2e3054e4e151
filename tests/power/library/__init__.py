"""Classical inequalities with known best constants, and statements known to be false."""

from . import (
    counting,
    geometry,
    laws,
    matrix_forms,
    means,
    norms,
    optimisation,
    polynomials,
    scalars,
)
from .entry import Entry, Reach, Side
from .false import FALSE

ENTRIES: list[Entry] = [
    entry
    for module in (
        norms,
        means,
        scalars,
        counting,
        laws,
        matrix_forms,
        optimisation,
        polynomials,
        geometry,
    )
    for entry in module.ENTRIES
]
ATTAINED = [entry for entry in ENTRIES if entry.reach is Reach.ATTAINED]

__all__ = ["ATTAINED", "ENTRIES", "FALSE", "Entry", "Reach", "Side"]

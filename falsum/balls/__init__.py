"""Rigorous arrays over python-flint: points, balls and segments with the array API.

`namespace` is what algorithm code takes as `xp`; `precision` and `rational_only` are scoped.
"""

from falsum.balls import namespace
from falsum.balls.array import BallArray
from falsum.balls.contents import midpoint_floats
from falsum.balls.context import (
    InexactNumber,
    NotRational,
    Undecided,
    precision,
    rational_only,
)
from falsum.balls.creation import asarray
from falsum.balls.truth import Truth

__all__ = [
    "BallArray",
    "InexactNumber",
    "NotRational",
    "Truth",
    "Undecided",
    "asarray",
    "midpoint_floats",
    "namespace",
    "precision",
    "rational_only",
]

"""Rigorous arrays over python-flint: points, balls and segments with the array API.

`namespace` is what algorithm code takes as `xp`; `precision` and `rational_only` are scoped.
"""

from falsum.balls import namespace
from falsum.balls.array import BallArray
from falsum.balls.context import NotRational, Undecided, precision, rational_only
from falsum.balls.creation import asarray
from falsum.balls.truth import Truth

__all__ = [
    "BallArray",
    "NotRational",
    "Truth",
    "Undecided",
    "asarray",
    "namespace",
    "precision",
    "rational_only",
]

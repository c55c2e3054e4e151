"""How much work a proof has done, in seconds of one nominal machine, so that no clock decides.

Every operation on intervals, every call of SymPy and of z3 adds what it costs on that machine, by
its size alone.  A slow or a busy machine then reaches the same outcome, only later.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

NODE = 1.0e-5  # seconds of one operation on intervals
BALL = 2.0e-6  # of one operation on balls, in an integral
FORM = 2.0e-3  # of SymPy, for each operation of a form that it differentiates or factors
SOLVER = 400_000  # units of z3's own count of its work in one second


class Exhausted(Exception):
    """All the work that may be done is done."""


class Effort(threading.local):
    """The work of this thread, and how much of it there may be."""

    spent: float = 0.0
    limit: float = math.inf

    @property
    def over(self) -> bool:
        """Tell whether nothing more may be done."""
        return self.spent > self.limit

    def charge(self, seconds: float) -> None:
        """Count some work, and raise Exhausted where it is more than there may be."""
        self.spent += seconds
        if self.spent > self.limit:
            raise Exhausted("the proof is more work than it may be")

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Allow so much work, at most, inside."""
        before = self.limit
        self.limit = min(before, self.spent + seconds)
        try:
            yield
        finally:
            self.limit = before


effort = Effort()

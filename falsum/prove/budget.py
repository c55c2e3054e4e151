"""How much an attempt may cost."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass
class Budget:
    """How many boxes may be looked at, and until when; boxes are counted over all attempts.

    The time is that of this process, so that a busy machine changes no outcome.
    """

    boxes: int
    deadline: float
    used: int = 0

    @property
    def spent(self) -> bool:
        """Tell whether nothing is left."""
        return self.used >= self.boxes or self.late

    @property
    def late(self) -> bool:
        """Tell whether the time is over."""
        return self.left <= 0

    @property
    def left(self) -> float:
        """Return the seconds that are left."""
        return self.deadline - time.process_time()

    @classmethod
    def of(cls, boxes: int, seconds: float) -> Budget:
        """Return a budget that starts now."""
        return cls(boxes, time.process_time() + seconds)

    def part(self, boxes: int, seconds: float) -> Budget:
        """Return a part of what is left, its boxes not yet counted here."""
        return Budget.of(min(boxes, max(0, self.boxes - self.used)), max(0.0, seconds))

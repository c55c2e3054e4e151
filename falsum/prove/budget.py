"""How much an attempt may cost."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass
class Budget:
    """How many boxes may be looked at, and until when; boxes are counted over all attempts."""

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
        return time.monotonic() > self.deadline

    def part(self, boxes: int) -> Budget:
        """Return a part of what is left, its boxes not yet counted here."""
        return Budget(min(boxes, max(0, self.boxes - self.used)), self.deadline)

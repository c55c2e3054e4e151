"""How much an attempt may cost."""

from __future__ import annotations

from dataclasses import dataclass

from falsum.enclosure.effort import effort


@dataclass
class Budget:
    """How many boxes may be looked at, and how much work done; boxes count over all attempts.

    The work is counted and not timed, so that neither a busy nor a slow machine changes an outcome.
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
        """Tell whether all the work is done."""
        return self.left <= 0

    @property
    def left(self) -> float:
        """Return the seconds of work that are left."""
        return self.deadline - effort.spent

    @classmethod
    def of(cls, boxes: int, seconds: float) -> Budget:
        """Return a budget that starts now."""
        return cls(boxes, effort.spent + seconds)

    def part(self, boxes: int, seconds: float) -> Budget:
        """Return a part of what is left, its boxes not yet counted here."""
        return Budget.of(min(boxes, max(0, self.boxes - self.used)), max(0.0, seconds))

"""What all runs of an optimiser share: an objective, a start and the constants claimed of both."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Started:
    """An objective and a start (batch, d)."""

    objective: Any
    start: Any

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.start.shape[-1])

    @property
    def f1(self) -> Any:
        """Return the objective's value at the start."""
        return self.objective.value(self.start)

    @property
    def f_star(self) -> Any:
        """Return the objective's least value."""
        return self.objective.minimum()


@dataclass(frozen=True)
class Bounded(Started):
    """A start on an objective with a claimed smoothness L and a bound on its gradient, (batch,)."""

    L: Any
    slack: Any

    @property
    def sigma(self) -> Any:
        """Return a bound on the gradient's norm: the least one, widened by ``slack``."""
        return self.objective.gradient_bound() * self.slack

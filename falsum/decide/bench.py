"""Fresh trials of one instance: floats for whole blocks, balls for the trials that matter.

No search has looked at these trials: their stream is named by the instance itself.  Balls draw the
very numbers that the floats were given and measure the exact instance with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from falsum import balls
from falsum.chance.reach import BLOCK as BLOCK
from falsum.decide.in_balls import PRECISIONS
from falsum.instances.exact import point_array
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import draws_of, experiment
from falsum.measure.laws import Draws, Sample
from falsum.measure.values import Measured, measure

AT_ONCE = 256  # trials that balls measure at once
SHOWN = 0.01  # error of the interval that is shown


@dataclass(frozen=True)
class Bench:
    """One instance of a check, given by its exact latent, on which trials are drawn."""

    check: Check
    config: Config
    latent: tuple[Fraction, ...]

    @property
    def draws(self) -> Draws:
        """Return the trials that may be drawn, and the error that deciding by them may spend."""
        return draws_of(self.check)

    @property
    def blocks(self) -> int:
        """Return how many blocks a decision may take, at least one."""
        return max(1, -(-self.draws.most // BLOCK))

    @property
    def purpose(self) -> str:
        """Return the name of the instance's own stream."""
        text = "/".join(str(v) for v in self.latent)
        return f"decide {hashlib.sha256(text.encode()).hexdigest()[:16]}"

    def floats(self, block: int) -> Measured:
        """Measure one block of trials on the host in float64."""
        import array_api_compat.numpy as xp

        drawing = experiment(self.check, purpose=self.purpose, block=block, trials=BLOCK)
        flat = Point(self.config, self.latent).row
        with np.errstate(all="ignore"):
            instance = self.check.family.instances(self.config, flat, xp)
            return measure(drawing, self.config, instance, flat, xp)

    def exactly(self, block: int, rows: Sequence[int]) -> Measured:
        """Measure some trials of a block in balls, at the working precision."""
        wanted = tuple(int(row) for row in rows)
        drawing = experiment(
            self.check, purpose=self.purpose, block=block, trials=BLOCK, rows=wanted
        )
        point = point_array(self.latent)
        instance = self.check.family.instances(self.config, point, balls.namespace)
        return measure(drawing, self.config, instance, point, balls.namespace)

    def pieces(self, block: int, rows: Sequence[int]) -> list[Measured]:
        """Measure some trials of a block in balls, a few at once, at the first precision."""
        with balls.precision(PRECISIONS[0]):
            return [
                self.exactly(block, rows[start : start + AT_ONCE])
                for start in range(0, len(rows), AT_ONCE)
            ]


def sample_of(measured: Measured) -> Sample:
    """Return the sample that was measured; only sampled instances are left to trials."""
    if measured.sample is None:
        raise TypeError("a measurement returned a Sample once and a Law of the same instance then")
    return measured.sample

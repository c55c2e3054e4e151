"""What stopping early costs and saves: the sequential test beside tests of fixed size, exactly.

Every number is computed by dynamic programming over the test's own boundary; nothing is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from falsum.chance.boundary import Crossing, crossing
from falsum.chance.sequential import Sequential

FACTOR = Fraction(3, 2)  # how many times too often a false claim fails
POWER = 0.95

HEADER = (
    "| failures claimed | error | wrongly refuted | peeking instead | best fixed N | mean trials "
    "| ratio | at most |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)


@dataclass(frozen=True)
class Row:
    """One claimed failure probability at one error.

    ``wrong`` bounds the probability that a claim with equality is refuted within the horizon,
    ``peeking`` is that of looking after each trial at a test made for one look.  ``fixed`` is the
    least number of trials of a test of fixed size with the same error and power, ``mean`` the
    mean of the sequential one when the claim is false, ``horizon`` its greatest number of trials.
    """

    failures: Fraction
    error: Fraction
    wrong: float
    peeking: float
    fixed: int
    mean: float
    horizon: int

    @property
    def ratio(self) -> float:
        """Return mean trials over those of the fixed test."""
        return self.mean / self.fixed

    @property
    def text(self) -> str:
        """Return the row as Markdown."""
        cells = [
            f"{float(self.failures):g}",
            f"{float(self.error):g}",
            f"{self.wrong:.2g}",
            f"{self.peeking:.2g}",
            f"{self.fixed:,}",
            f"{self.mean:,.0f}",
            f"{self.ratio:.2f}",
            f"{self.horizon / self.fixed:.2f}",
        ]
        return f"| {' | '.join(cells)} |"


def compare(failures: Fraction, error: Fraction) -> Row:
    """Compare both tests of "fails with probability at most ``failures``" at a factor 1.5."""
    trials = np.arange(1, _enough(failures, error) + 1)
    limits = Sequential(1 - failures, error).refuting(trials)
    false = crossing(limits, FACTOR * failures)
    horizon = reaching(false, POWER)
    critical = binom.isf(float(error), trials, float(failures)).astype(np.int64) + 1
    power = binom.sf(critical - 1, trials, float(FACTOR * failures))
    return Row(
        failures,
        error,
        crossing(limits, failures).upper,
        crossing(critical, failures).upper,
        int(trials[np.argmax(power >= POWER)]),
        false.mean_trials(horizon),
        horizon,
    )


def reaching(found: Crossing, power: float) -> int:
    """Return the number of trials within which a path crosses with the given probability."""
    cumulative: NDArray[np.float64] = np.cumsum(found.at)
    if cumulative[-1] < power:
        raise ValueError(f"only {cumulative[-1]} of the paths cross; take more trials")
    return int(np.argmax(cumulative >= power)) + 1


def _enough(failures: Fraction, error: Fraction) -> int:
    """Return a number of trials that surely suffices for the power."""
    return int((60 - 16 * np.log(float(error))) * float((1 - failures) / failures))


CASES = [
    (failures, error)
    for failures in (Fraction(1, 100), Fraction(1, 10), Fraction(3, 10))
    for error in (Fraction(1, 100), Fraction(1, 10**6), Fraction(1, 10**9))
]

if __name__ == "__main__":
    print("\n".join([*HEADER, *(compare(*case).text for case in CASES)]))

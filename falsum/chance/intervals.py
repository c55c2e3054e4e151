"""The familiar interval for a probability after a fixed number of trials, with certified ends."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from scipy.stats import beta

from falsum.chance.exactly import Number, ball, count, error_level
from falsum.chance.tails import binomial_at_least, binomial_at_most


@dataclass(frozen=True)
class Interval:
    """A closed interval of reals; each end is a float on the safe side."""

    lower: float
    upper: float

    def __contains__(self, value: object) -> bool:
        """Tell whether a number lies inside, ends included."""
        return isinstance(value, int | float | Fraction) and self.lower <= value <= self.upper

    @property
    def width(self) -> float:
        """Return upper - lower."""
        return self.upper - self.lower


def clopper_pearson(successes: int, trials: int, error: Number = 0.05) -> Interval:
    """Return an interval that misses the success probability with probability <= error.

    The lower end L satisfies P_L(X >= successes) <= error/2 and the upper end U satisfies
    P_U(X <= successes) <= error/2; SciPy proposes both, ball arithmetic certifies them.  It holds
    for a number of trials fixed beforehand, not for one chosen by looking.

    Raises:
        ValueError: successes exceed trials, or error is not in (0, 1).

    Source: Clopper and Pearson (1934).
    """
    trials = count(trials, "trials")
    successes = count(successes, "successes")
    if successes > trials:
        raise ValueError(f"successes is {successes}, more than the {trials} trials")
    half, failures = error_level(error) / 2, trials - successes
    level = float(half)
    lower, upper = 0.0, 1.0
    if successes:
        proposed = float(beta.ppf(level, successes, failures + 1))
        lower = _moved(
            proposed, 0.0, lambda p: binomial_at_least(successes, trials, p) <= ball(half)
        )
    if failures:
        proposed = float(beta.isf(level, successes + 1, failures))
        upper = _moved(
            proposed, 1.0, lambda p: binomial_at_most(successes, trials, p) <= ball(half)
        )
    return Interval(lower, upper)


def _moved(proposed: float, safe: float, certified: Callable[[float], bool]) -> float:
    """Move a proposed end towards the safe one, in doubling steps, until it is certified."""
    end = proposed if math.isfinite(proposed) else safe
    step = 2.0**-50
    while end != safe and not certified(end):
        gap = abs(safe - end)
        end = math.copysign(max(gap * (1 - step), 0.0), end - safe) + safe if gap else safe
        step = min(2 * step, 1.0)
    return end

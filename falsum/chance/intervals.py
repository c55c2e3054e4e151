"""Intervals for a probability with certified ends: for a fixed number of trials, and for any.

SciPy proposes the ends and is imported where it does: verifying a certificate needs none.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from falsum.chance.exactly import Number, ball, count, error_level, fraction, working_precision
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
    from scipy.stats import beta

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


def confidence_sequence(successes: int, trials: int, error: Number = 1e-9) -> Interval:
    """Return an interval that, however long one goes on, ever misses with probability <= error.

    It holds the probabilities q that the uniform mixture of likelihood ratios doesn't reject,
    those with (n + 1) binomial(n, x) q^x (1 - q)^(n - x) > error: the reciprocal of the left side
    is a martingale of mean 1 under q, and Ville's inequality applies.  Unlike Clopper-Pearson's it
    may be looked at after every trial.

    Raises:
        ValueError: successes exceed trials, or error is not in (0, 1).

    Source: Robbins (1970), the method of mixtures; Ville (1939).
    """
    from scipy.optimize import brentq
    from scipy.special import betaln, xlog1py, xlogy

    trials, successes = count(trials, "trials"), count(successes, "successes")
    if successes > trials:
        raise ValueError(f"successes is {successes}, more than the {trials} trials")
    level = error_level(error)

    def weight(p: float) -> float:
        return float(betaln(successes + 1, trials - successes + 1)) - float(
            xlogy(successes, p) + xlog1py(trials - successes, -p)
        )

    def certified(p: float) -> bool:
        with working_precision():
            return bool(_density(successes, trials, fraction(p, "p")) <= ball(level))

    middle = successes / trials if trials else 0.5
    target = -math.log(level)
    lower, upper = 0.0, 1.0
    if weight(math.ulp(0.0)) > target:
        proposed = brentq(lambda p: weight(p) - target, math.ulp(0.0), middle, xtol=1e-300)
        lower = _moved(float(proposed), 0.0, certified)
    if trials > successes and weight(1 - 2.0**-53) > target:
        proposed = brentq(lambda p: weight(p) - target, middle, 1 - 2.0**-53, xtol=1e-300)
        upper = _moved(float(proposed), 1.0, certified)
    return Interval(lower, upper)


def _density(successes: int, trials: int, p: Fraction) -> arb:
    """Return (n + 1) binomial(n, x) p^x (1 - p)^(n - x) for 0 < p < 1."""
    failures = trials - successes
    coefficient = arb(trials + 2).lgamma() - arb(successes + 1).lgamma()
    exponent = coefficient - arb(failures + 1).lgamma()
    return (exponent + successes * ball(p).log() + failures * ball(1 - p).log()).exp()


def _moved(proposed: float, safe: float, certified: Callable[[float], bool]) -> float:
    """Move a proposed end towards the safe one, in doubling steps, until it is certified."""
    end = proposed if math.isfinite(proposed) else safe
    step = 2.0**-50
    while end != safe and not certified(end):
        gap = abs(safe - end)
        end = math.copysign(max(gap * (1 - step), 0.0), end - safe) + safe if gap else safe
        step = min(2 * step, 1.0)
    return end

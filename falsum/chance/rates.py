"""The exponent of a rate from values at growing sizes: fitted, with what the fit is worth.

A finite table never proves an asymptotic statement: "consistent" is the strongest outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from falsum.chance.intervals import Interval

Floats = NDArray[np.float64]
Outcome: TypeAlias = Literal["consistent", "contradicted", "unclear"]
Sense: TypeAlias = Literal["equal", "at_most", "at_least"]

LEAST = 5  # sizes: a square leaves two degrees of freedom
RESOLUTION = 0.5  # an interval wider than this tells rates like n and sqrt(n) not apart
CLEAR = 0.05  # of a slope between two sizes, more than the search for a constant leaves undone
ROUNDING = 1e-9  # half width of the interval of a perfect fit


@dataclass(frozen=True)
class Rate:
    """A power law fitted to values at several sizes.

    Attributes:
        sizes: the sizes, increasing, (count,).
        values: the measured values over the known factor, (count,).
        exponent: slope of log value over log size.
        interval: Student's interval for it, by ordinary least squares.
        ends: the same without the smallest size, and without the largest.
        bend: Student's interval for the coefficient of a square added to the line; positive when
            the slope grows with the sizes.
    """

    sizes: tuple[float, ...]
    values: tuple[float, ...]
    exponent: float
    interval: Interval
    ends: tuple[Interval, Interval]
    bend: Interval

    @property
    def hull(self) -> Interval:
        """Return the least interval that holds all three."""
        three = (self.interval, *self.ends)
        return Interval(min(i.lower for i in three), max(i.upper for i in three))

    def constants(self, claimed: float) -> Floats:
        """Return value / size^claimed, the empirical constant as a function of size, (count,)."""
        return np.asarray(self.values) / np.asarray(self.sizes) ** float(claimed)

    def outcome(self, claimed: float, sense: Sense = "equal") -> Outcome:
        """Compare a claimed exponent with the fit.

        ``contradicted`` when the claimed exponent lies outside of all three intervals on one side
        and the slope doesn't move towards it along the sizes; ``consistent`` when it lies in all
        three and these are narrow enough to tell rates apart, or when a bound is wider than all of
        them; otherwise ``unclear``.

        Args:
            claimed: the exponent, positive for growth.
            sense: 'equal' for a rate of exactly this order, 'at_most' for an upper bound O(n^a),
                'at_least' for a lower bound.

        Raises:
            ValueError: ``sense`` is none of the three.
        """
        if sense not in ("equal", "at_most", "at_least"):
            raise ValueError(f"sense is {sense!r}; write 'equal', 'at_most' or 'at_least'")
        a = float(claimed)
        below = sense != "at_least" and a < self.hull.lower
        above = sense != "at_most" and a > self.hull.upper
        if below or above:
            return "unclear" if self._approaches(a) else "contradicted"
        if (sense == "at_most" and a > self.hull.upper) or (
            sense == "at_least" and a < self.hull.lower
        ):
            return "consistent"
        fits = [self._fits(a, i, sense) for i in (self.interval, *self.ends)]
        return "consistent" if all(fits) and self.hull.width <= RESOLUTION else "unclear"

    def certain(self, claimed: float, sense: Sense) -> Outcome | None:
        """Compare a bound with values that are certified, whose scatter is no noise.

        The slopes from each size to the next speak for themselves: ``consistent`` when none exceeds
        the claimed exponent, ``contradicted`` when each does, clearly, and none is less than the
        one before it.  None where they say neither.
        """
        if sense == "equal":
            return None
        n, v = np.log(self.sizes), np.log(self.values)
        excess = np.diff(v) / np.diff(n) - claimed
        excess = excess if sense == "at_most" else -excess
        if (excess <= 0).all():
            return "consistent"
        steady = (np.diff(excess) >= -ROUNDING).all()
        return "contradicted" if steady and excess.min() >= CLEAR else None

    def _fits(self, a: float, found: Interval, sense: Sense) -> bool:
        low = sense == "at_least" or a >= found.lower
        return low and (sense == "at_most" or a <= found.upper)

    def _approaches(self, a: float) -> bool:
        """Tell whether the slope certainly moves towards ``a`` along the sizes."""
        return self.bend.lower > 0 if a > self.exponent else self.bend.upper < 0


def fit_rate(
    sizes: ArrayLike, values: ArrayLike, error: float = 0.05, known: ArrayLike | None = None
) -> Rate:
    """Fit value = constant * known * size^exponent by least squares on logarithms.

    Args:
        sizes: at least five increasing positive sizes, best in a geometric progression, (count,).
        values: positive values measured there, (count,).
        error: probability with which Student's interval may miss the exponent, if the logarithms
            have independent normal errors of one variance.
        known: positive factors that the rate contains besides the power, such as a logarithm,
            (count,); None for 1.

    Raises:
        ValueError: too few sizes, or numbers that are not positive, finite and in order.

    Source: ordinary least squares with Student's t interval for the slope.
    """
    n, v = np.asarray(sizes, dtype=np.float64), np.asarray(values, dtype=np.float64)
    factor = np.ones_like(n) if known is None else np.asarray(known, dtype=np.float64)
    if n.ndim != 1 or n.shape != v.shape or n.shape != factor.shape or n.size < LEAST:
        raise ValueError(
            f"shapes are {n.shape} of sizes, {v.shape} of values and {factor.shape} of known "
            f"factors; give the same number of each, at least {LEAST}"
        )
    for name, array in (("sizes", n), ("values", v), ("known", factor)):
        if not (np.isfinite(array) & (array > 0)).all():
            raise ValueError(f"{name} holds {array.min()}; a rate is fitted to positive numbers")
    if (np.diff(n) <= 0).any():
        raise ValueError("sizes are not increasing; sort them, one value for each")
    if not 0 < error < 1:
        raise ValueError(f"error is {error}; write a number strictly between 0 and 1")
    x, y = np.log(n), np.log(v / factor)
    slope, interval = _slope(x, y, error)
    return Rate(
        tuple(n.tolist()),
        tuple((v / factor).tolist()),
        slope,
        interval,
        (_slope(x[1:], y[1:], error)[1], _slope(x[:-1], y[:-1], error)[1]),
        _bend(x, y, error),
    )


def _slope(x: Floats, y: Floats, error: float) -> tuple[float, Interval]:
    """Return the slope of the least squares line and Student's interval for it."""
    across = x - x.mean()
    return _coefficient(across, y - y.mean(), x.size - 2, error)


def _bend(x: Floats, y: Floats, error: float) -> Interval:
    """Return Student's interval for the coefficient of the square in a parabola."""
    across = x - x.mean()
    line = np.stack([np.ones_like(x), across])
    gram = np.array([x.size, float(across @ across)])[:, None]
    square, rest = (part - line.T @ (line @ part[:, None] / gram)[:, 0] for part in (across**2, y))
    return _coefficient(square, rest, x.size - 3, error)[1]


def _coefficient(
    direction: Floats, values: Floats, freedom: int, error: float
) -> tuple[float, Interval]:
    """Return the coefficient of one direction, orthogonal to the others, and its interval."""
    spread = float(direction @ direction)
    coefficient = float(direction @ values) / spread
    residual = values - coefficient * direction
    deviation = float(np.sqrt(float(residual @ residual) / freedom / spread))
    half = float(student.isf(error / 2, freedom)) * deviation + ROUNDING
    return coefficient, Interval(coefficient - half, coefficient + half)

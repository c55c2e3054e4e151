"""Exponential tilting of bounded variables that have no finite law, by rejection."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from falsum.chance.exactly import Number, count, error_level
from falsum.chance.rare import Rare, weighed

Floats = NDArray[np.float64]
STEEPEST = 64.0  # tilt times the range of a variable: rejection keeps about one draw in this many


def bounded_sum_at_least(
    draw: Callable[[np.random.Generator, int], Floats],
    cumulant: Callable[[float], float],
    bounds: tuple[float, float],
    copies: int,
    level: float,
    rng: np.random.Generator,
    trials: int = 20_000,
    error: Number = 1e-9,
) -> Rare:
    """Enclose P(S >= level) for the sum S of independent copies of a bounded variable.

    A variable x of [a, b] is drawn from its own law and kept with probability exp(s (x - b)): what
    is kept has the tilted law, whatever the law is.  The interval is honest when ``cumulant`` is
    the logarithm of E exp(s x); any tilt is valid, so that its choice need not be exact.

    Args:
        draw: takes a generator and a number and returns so many variables, (number,).
        cumulant: the cumulant generating function of one variable, for s >= 0.
        bounds: the range [a, b].
        copies: number of variables in the sum.
        level: the level.
        rng: source of randomness.
        trials: sums drawn, fixed beforehand.
        error: probability with which the interval may miss.

    Raises:
        ValueError: a variable is outside of its bounds, or the bounds are not in order.

    Source: acceptance-rejection (von Neumann, 1951) for the tilted law.
    """
    least, greatest = bounds
    if not (math.isfinite(least) and math.isfinite(greatest) and least < greatest):
        raise ValueError(f"bounds are {bounds}; write two finite ones in order")
    error_level(error)
    copies, trials = count(copies, "copies", 1), count(trials, "trials", 1)
    steepest = STEEPEST / (greatest - least)
    found = minimize_scalar(
        lambda s: copies * cumulant(s) - s * level, bounds=(0.0, steepest), method="bounded"
    )
    s = float(found.x)
    total = copies * float(cumulant(s))
    sums = np.zeros(trials)
    for _ in range(copies):
        sums += _tilted(draw, s, bounds, trials, rng)
    hits = sums >= level
    weights = np.where(hits, np.exp(-s * np.where(hits, sums - level, 0.0)), 0.0)
    terms = copies + abs(total) + abs(s) * copies * max(abs(least), abs(greatest))
    return weighed(weights, total - s * level, terms, error, f"exponential tilting by {s:.6g}")


def _tilted(
    draw: Callable[[np.random.Generator, int], Floats],
    s: float,
    bounds: tuple[float, float],
    trials: int,
    rng: np.random.Generator,
) -> Floats:
    """Return variables of the tilted law, (trials,)."""
    kept, missing = [], trials
    while missing > 0:
        values = np.asarray(draw(rng, 2 * trials), dtype=np.float64)
        if not ((values >= bounds[0]) & (values <= bounds[1])).all():
            raise ValueError(f"a variable was drawn outside of its bounds {bounds}")
        accepted = values[rng.random(values.size) < np.exp(s * (values - bounds[1]))]
        kept.append(accepted[:missing])
        missing -= kept[-1].size
    return np.concatenate(kept)

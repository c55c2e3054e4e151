"""Certified probabilities of events of multinomial counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, arb_poly
from numpy.typing import NDArray

from falsum.chance.exactly import Number, ball, count, probability, working_precision
from falsum.chance.laws import compositions
from falsum.chance.tails import refined

MOST_ATOMS = 10**6


def multinomial_event(
    n: int,
    probabilities: Sequence[Number],
    event: Callable[[NDArray[np.int64]], Any],
) -> arb:
    """Return the probability of an event of the counts, by the exact sum over all of them.

    Args:
        n: number of draws.
        probabilities: of the cells, fractions that add up to 1.
        event: takes counts (atoms, cells) and returns whether each belongs to the event, (atoms,).

    Raises:
        ValueError: there are more than a million atoms, or the probabilities don't add up to 1.
    """
    n, cells = count(n, "n"), _cells(probabilities)
    atoms = math.comb(n + len(cells) - 1, len(cells) - 1)
    if atoms > MOST_ATOMS:
        raise ValueError(
            f"there are {atoms} counts of {n} draws from {len(cells)} cells; beyond {MOST_ATOMS} "
            "use multinomial_box, or sample"
        )
    counts = compositions(n, len(cells))
    inside = np.asarray(event(counts), dtype=np.bool_)
    if inside.shape != (len(counts),):
        raise ValueError(f"event returned shape {inside.shape} instead of {(len(counts),)}")
    common = math.lcm(*(p.denominator for p in cells))
    parts = [int(p * common) for p in cells]
    ways = sum(
        math.factorial(n)
        // math.prod(math.factorial(k) for k in row)
        * math.prod(part**k for part, k in zip(parts, row, strict=True))
        for row in counts[inside].tolist()
    )
    with working_precision():
        return ball(Fraction(ways, common**n))


def multinomial_box(
    n: int,
    probabilities: Sequence[Number],
    lower: Sequence[int] | None = None,
    upper: Sequence[int] | None = None,
) -> arb:
    """Return the probability that every count lies between its bounds.

    The greatest count is at most m exactly when all upper bounds are m, the least at least m when
    all lower bounds are m.

    Args:
        n: number of draws.
        probabilities: of the cells, fractions that add up to 1.
        lower: least counts, one for each cell; None for 0.
        upper: greatest counts; None for n.

    Raises:
        ValueError: the probabilities don't add up to 1, or a bound is missing.

    Source: n! times the coefficient of x^n in the product over the cells of the exponential series
    of p x, cut to the bounds.
    """
    n, cells = count(n, "n"), _cells(probabilities)
    low = [0] * len(cells) if lower is None else [max(0, int(k)) for k in lower]
    high = [n] * len(cells) if upper is None else [min(n, int(k)) for k in upper]
    if not len(low) == len(high) == len(cells):
        raise ValueError(
            f"{len(low)} lower and {len(high)} upper bounds for {len(cells)} cells; give one each"
        )
    if any(a > b for a, b in zip(low, high, strict=True)) or not sum(low) <= n <= sum(high):
        return arb(0)

    def coefficient() -> arb:
        product = arb_poly([1])
        for p, a, b in zip(cells, low, high, strict=True):
            series = [ball(p) ** k / arb.fac_ui(k) if k >= a else arb(0) for k in range(b + 1)]
            product = arb_poly((product * arb_poly(series)).coeffs()[: n + 1])
        return arb(n).fac() * product[n]

    return refined(coefficient)


def _cells(probabilities: Sequence[Number]) -> list[Fraction]:
    cells = [probability(p, "a probability") for p in probabilities]
    if not cells or sum(cells) != 1:
        raise ValueError(
            f"the probabilities add up to {sum(cells)}; write fractions that add up to exactly 1"
        )
    return cells

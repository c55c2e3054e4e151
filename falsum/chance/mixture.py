r"""A finite mixture of likelihood ratios: an e-process for "the event has probability <= c".

With x events among n trials and alternatives q_k > c of weights w_k the value is

    M_n(x) = sum_k w_k (q_k / c)^x ((1 - q_k) / (1 - c))^(n - x),

which starts at 1.  If the event has conditional probability q <= c given the past, one trial
multiplies the k-th term by q (q_k / c) + (1 - q)(1 - q_k)/(1 - c) on average; that increases in q
and is 1 at q = c, hence at most 1: a non-negative supermartingale.  Ville's inequality gives
P(M_n >= 1/error for some n) <= error, whenever and however one stops.

M_n(x) increases in x and, at fixed x, decreases in n, so that the rule "reject when M_n(x) is at
least 1/error" is one integer for each n, non-decreasing in n.

Source: Ville (1939); Robbins (1970), the method of mixtures.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
from flint import arb
from numpy.typing import ArrayLike, NDArray

from falsum.chance.exactly import ball, working_precision

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

OCTAVES = (
    *(k / 16 for k in (1, 2, 4, 6, 8, 10, 12)),  # odds up to 1.7 times the claimed ones
    *(k / 4 for k in range(4, 13)),  # up to 8 times
    *(4.0, 5.0, 6.0, 8.0, 11.0, 16.0, 22.0, 32.0, 45.0),
)
NEAR = Fraction(3, 4)  # weight of the alternatives up to 8 times the odds
FAR = Fraction(1, 8)  # weight of the others; what is left is that of a sure event


@dataclass(frozen=True)
class Mixture:
    """The e-process against "the event has probability at most ``bound``", 0 < bound < 1.

    ``alternatives`` are the probabilities q_k > bound, ``weights`` add up to 1.
    """

    bound: Fraction
    alternatives: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]

    @cached_property
    def _balls(self) -> tuple[tuple[arb, arb, arb | None], ...]:
        """Return the weight and both log likelihood ratios of each term; None for log 0."""
        with working_precision():
            return tuple(
                (
                    ball(weight),
                    ball(q / self.bound).log(),
                    ball((1 - q) / (1 - self.bound)).log() if q < 1 else None,
                )
                for q, weight in zip(self.alternatives, self.weights, strict=True)
            )

    @cached_property
    def _floats(self) -> tuple[Floats, Floats, Floats]:
        logs = [
            (float(weight.log()), float(up), -np.inf if down is None else float(down))
            for weight, up, down in self._balls
        ]
        weights, ups, downs = np.array(logs, dtype=np.float64).T
        return weights, ups, downs

    def log_value(self, events: ArrayLike, trials: ArrayLike) -> Floats:
        """Return log M_n(x) in floats for counts that broadcast; the result has their shape."""
        x, n = (np.asarray(a, dtype=np.float64)[..., None] for a in (events, trials))
        weights, ups, downs = self._floats
        with np.errstate(invalid="ignore"):
            fall = np.where(n - x == 0, 0.0, (n - x) * downs)
        logs = weights + x * ups + fall
        top = logs.max(axis=-1, keepdims=True)
        return np.asarray(top[..., 0] + np.log(np.exp(logs - top).sum(axis=-1)))

    def value(self, events: int, trials: int) -> arb:
        """Return a ball around M_n(x)."""
        with working_precision():
            total = arb(0)
            for weight, up, down in self._balls:
                if down is not None:
                    total += weight * (events * up + (trials - events) * down).exp()
                elif events == trials:
                    total += weight * (events * up).exp()
            return total

    def rejects(self, events: int, trials: int, error: Fraction) -> bool:
        """Tell whether M_n(x) >= 1/error, certified; False where the balls cannot tell."""
        value = self.value(events, trials)
        with working_precision():
            return bool(value * ball(error) >= 1)


@lru_cache(maxsize=256)
def mixture(bound: Fraction) -> Mixture:
    """Return the mixture at the odds of ``bound`` times 2^(1/16), ..., 2^45, and at probability 1.

    Near alternatives are the denser and the heavier ones: far ones need few trials anyway.  On the
    scale of odds one list serves small bounds, moderate ones and those near 1.

    Raises:
        ValueError: ``bound`` is not strictly between 0 and 1.
    """
    if not 0 < bound < 1:
        raise ValueError(f"bound is {bound}; an e-process needs one strictly between 0 and 1")
    odds = bound / (1 - bound)
    raised = [odds * Fraction(2.0**octaves) for octaves in OCTAVES]
    alternatives = (*(r / (1 + r) for r in raised), Fraction(1))
    near, far = sum(o <= 3 for o in OCTAVES), sum(o > 3 for o in OCTAVES)
    weights = (
        *(NEAR / near if octaves <= 3 else FAR / far for octaves in OCTAVES),
        1 - NEAR - FAR,
    )
    return Mixture(bound, alternatives, weights)

"""From which step on an algorithm is where it should be: with a probability, or for the first time.

Source: mukherjee_2020, theorems 3.3.1, 5.3.1 and 5.4.2.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.gates.modified_sgd import DataLaw
from impl.geometry.linear_algebra import lift


def surely_near_from(
    law: DataLaw,
    target: Array,
    start: Array,
    step: Array,
    eps: Array,
    delta: Array,
    *,
    horizon: int,
) -> Array:
    """Return the least T with ``P[|w_t - w_*|^2 <= eps^2] >= 1 - delta`` for T <= t <= horizon.

    Modified SGD on the line, for data of two points: a draw of x multiplies ``w - w_*`` by
    ``1 - step 1 x^2``, so that the number of draws of the first point is all that matters, and its
    law is binomial. Where the event is not likely enough at the horizon itself, T is +infinity.

    Args:
        law: the law of the data, ``(batch, 2, 1)``.
        target: ``w_*``, ``(batch, 1)``.
        start: ``w_1``, ``(batch, 1)``.
        step: ``eta |alpha|``, ``(batch,)``.
        eps: the accuracy, ``(batch,)``.
        delta: the probability of failure, ``(batch,)``.
        horizon: number of the last iterate looked at.
    """
    xp = array_namespace(start)
    factors = (1 - lift(step, 2) * law.active(target) * law.squared_norms()) ** 2
    first, second = factors[:, :1], factors[:, 1:]
    likely, other = law.weights[:, :1], law.weights[:, 1:]
    squares, masses = (start - target) ** 2, xp.ones_like(start)
    from_here = xp.full_like(eps, xp.inf)
    for number in range(1, horizon + 1):
        if number > 1:  # column k: the first point was drawn k times
            none = xp.zeros_like(likely)
            masses = xp.concat([masses * other, none], axis=1) + xp.concat(
                [none, masses * likely], axis=1
            )
            squares = xp.concat([squares * second, squares[:, -1:] * first], axis=1)
        near = squares <= lift(eps * eps, 2)
        chance = xp.sum(xp.where(near, masses, xp.zeros_like(masses)), axis=1)
        known = xp.minimum(from_here, xp.full_like(eps, number))
        from_here = xp.where(chance >= 1 - delta, known, xp.full_like(eps, xp.inf))
    return from_here


def first_at_most(values: Array, level: Array) -> Array:
    """Return the number, from 1, of the first value that is at most a level, as ``(batch,)``.

    Where none is, it is NaN: the values were too few to know.

    Args:
        values: one value for each step, ``(batch, steps)``.
        level: ``(batch,)``.
    """
    xp = array_namespace(values)
    first = xp.full_like(level, xp.nan)
    for number in range(values.shape[1], 0, -1):
        first = xp.where(values[:, number - 1] <= level, xp.full_like(first, number), first)
    return first

"""Sequences with ``X_1 = C`` and ``X_{t+1} <= a X_t + b``: at equality, or below by given drops.

Source: mukherjee_2020, lemma 3.E.1.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.optimisers.at_step import value_at
from impl.optimisers.least import Least, State


def multiplier(step: Array, linear: Array, quadratic: Array) -> Array:
    """Return ``a = 1 - eta' b + eta'^2 c_1``, elementwise."""
    return 1 - step * linear + step * step * quadratic


def increment(step: Array, noise: Array) -> Array:
    """Return ``b = eta'^2 c_2``, elementwise."""
    return step * step * noise


def damped_step(linear: Array, quadratic: Array, level: Array) -> Array:
    """Return the step length of case 2, ``eta' = (b / c_1) eps'^2 / (1 + eps'^2)``."""
    square = level * level
    return linear / quadratic * (square / (1 + square))


def sequence(first: Array, factor: Array, offset: Array, drops: Array) -> Array:
    """Return ``X_1, ..., X_{n+1}`` as ``(batch, n + 1)``.

    Args:
        first: ``X_1``, ``(batch,)``.
        factor: the multiplier of each step, ``(batch,)``.
        offset: the increment of each step, ``(batch,)``.
        drops: how far each term stays below the bound of the recursion, >= 0, ``(batch, n)``.
    """
    terms = [first]
    for t in range(drops.shape[1]):
        terms.append(factor * terms[-1] + offset - drops[:, t])
    return array_namespace(first).stack(terms, axis=1)


def term(
    first: Array, factor: Array, offset: Array, drops: Array, last: Array, *, horizon: int
) -> Least:
    """Return ``X_T`` for ``T = floor(last)``; +infinity for T < 1, where there is no term.

    The first steps drop as in `sequence`, the others are at equality; ``horizon`` is the most
    steps to run.
    """
    xp = array_namespace(first)
    rest = xp.zeros_like(first)
    falls = [drops[:, t] for t in range(drops.shape[1])]

    def advance(state: State) -> State:
        value, *left = state
        drop = left[0] if left else rest
        return (factor * value + offset - drop, *left[1:], *([rest] if left else []))

    return value_at(
        lambda state: state[0], advance, (first, *falls), last, first=1, horizon=horizon
    )


def number_of_low_term(
    first: Array, factor: Array, offset: Array, level: Array, *, horizon: int
) -> Array:
    """Return the number of the first term that is at most a level, (batch,), at equality.

    The terms fall: a factor of [0, 1), and a first term above the limit.  NaN where the term number
    ``horizon`` is still above the level.
    """
    xp = array_namespace(first)
    term, number, one = first, xp.ones_like(first), xp.ones_like(first)
    for _ in range(horizon):
        number = number + xp.where(term > level, one, 0 * one)
        term = factor * term + offset
    return xp.where(term > level, xp.full_like(number, xp.nan), number)

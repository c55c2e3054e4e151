"""Exact finite laws of counts and of independent draws, as arrays of atoms and weights.

Each function returns ``(values, weights)`` with the atoms along the second axis, ready for
`falsum.Law`.  The code is that of any array namespace: floats for a search (weights add up to 1 to
about 1e-11 for ten thousand trials), exact rationals or balls for the namespace of balls, where
the total is exactly 1 or contains it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np

from falsum import balls
from falsum.chance.exactly import count

Array: TypeAlias = Any
Law: TypeAlias = tuple[Array, Array]
"""Values (batch, atoms, ...) and weights (batch, atoms)."""


def binomial_law(n: int, p: Array, xp: Any) -> Law:
    """Return the law of the number of successes: values 0, ..., n and weights, (batch, n + 1).

    Args:
        n: number of trials, at least 0.
        p: success probability in [0, 1], (batch,).
        xp: array namespace of p.

    Raises:
        ValueError: p is not one-dimensional, or n is no count.
    """
    n = count(n, "n")
    check_axes(p, 1, "p", "(batch,)")
    values, weights = multinomial_law(n, xp.stack([p, 1 - p], axis=-1), xp)
    return values[..., 0], weights


def multinomial_law(n: int, probabilities: Array, xp: Any) -> Law:
    """Return the law of the counts of n independent draws from finitely many cells.

    The atoms are all counts that add up to n, those with few in the first cell first.

    Args:
        n: number of draws, at least 0.
        probabilities: of the cells, adding up to 1, (batch, cells).
        xp: array namespace of the probabilities.

    Returns:
        Counts (batch, atoms, cells) and weights (batch, atoms).
    """
    n = count(n, "n")
    check_axes(probabilities, 2, "probabilities", "(batch, cells)")
    cells = int(probabilities.shape[1])
    counts = compositions(n, cells)
    if xp is balls.namespace:
        weights = _exact_weights(n, probabilities, counts, xp)
    else:
        weights = _float_weights(n, probabilities, counts, xp)
    shape = (int(probabilities.shape[0]), *counts.shape)
    values = xp.broadcast_to(like_of(counts[None], probabilities, xp), shape)
    return values, weights


def compositions(n: int, cells: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return all vectors of ``cells`` non-negative integers of sum n, (atoms, cells), in order."""
    if cells < 1:
        raise ValueError(f"cells is {cells}; a law needs at least one cell")
    if cells <= 2:
        first = np.arange(n + 1)
        return np.stack([first, n - first], axis=1) if cells == 2 else np.array([[n]])
    bars = np.array(list(combinations(range(n + cells - 1), cells - 1)), dtype=np.int64)
    ends = np.full((len(bars), 1), n + cells - 1)
    return np.diff(np.concatenate([np.full_like(ends, -1), bars, ends], axis=1), axis=1) - 1


def _exact_weights(n: int, probabilities: Array, counts: Any, xp: Any) -> Array:
    """Return coefficients times powers, all of them exact while the rationals stay short."""
    powers = [xp.ones_like(probabilities)]
    for _ in range(n):
        powers.append(powers[-1] * probabilities)
    table = xp.stack(powers, axis=1)  # (batch, n + 1, cells)
    factorials = [math.factorial(k) for k in range(n + 1)]
    coefficients = [
        factorials[n] // math.prod(factorials[k] for k in row) for row in counts.tolist()
    ]
    weights = xp.expand_dims(xp.asarray(coefficients), axis=0)
    for cell in range(counts.shape[1]):
        weights = weights * table[:, counts[:, cell], cell]
    return weights


def _float_weights(n: int, probabilities: Array, counts: Any, xp: Any) -> Array:
    """Return weights through logarithms, where neither factorials nor powers overflow.

    No logarithm of 0 is taken: it would spoil the gradient of the whole batch.
    """
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1, dtype=np.longdouble)))])
    constant = (logs[n] - logs[counts].sum(axis=1)).astype(np.float64)
    exponent = like_of(constant[None], probabilities, xp)
    powers = like_of(counts, probabilities, xp)
    possible = xp.ones_like(exponent) > 0
    for cell in range(counts.shape[1]):
        k = powers[None, :, cell]
        p = probabilities[:, cell : cell + 1]
        plain = (k == 0) | (p == 0)
        exponent = exponent + k * xp.log(xp.where(plain, xp.ones_like(p), p))
        possible = possible & ((k == 0) | (p > 0))
    weights = xp.where(possible, xp.exp(exponent), xp.zeros_like(exponent))
    return weights / xp.sum(weights, axis=-1, keepdims=True)


def hypergeometric_law(population: int, marked: int, draws: int, like: Array, xp: Any) -> Law:
    """Return the law of how many of ``draws`` draws without replacement are marked.

    Args:
        population: number of objects.
        marked: how many of them are marked.
        draws: how many are drawn.
        like: an array of the batch's dtype and device; its first axis is the batch.
        xp: array namespace.

    Returns:
        Values max(0, draws + marked - population), ..., min(draws, marked), and weights, both
        (batch, atoms).
    """
    total = count(population, "population")
    marked, draws = count(marked, "marked"), count(draws, "draws")
    if max(marked, draws) > total:
        raise ValueError(f"marked is {marked} and draws is {draws}, of {total} objects only")
    ks = range(max(0, draws + marked - total), min(draws, marked) + 1)
    ways = [math.comb(marked, k) * math.comb(total - marked, draws - k) for k in ks]
    whole = math.comb(total, draws)
    if xp is balls.namespace:
        values, weights = xp.asarray(list(ks)), xp.asarray(ways) / xp.asarray(whole)
    else:
        values = like_of(np.array(ks), like, xp)
        weights = like_of(np.array([way / whole for way in ways]), like, xp)
    shape = (int(like.shape[0]), len(ks))
    return xp.broadcast_to(values[None, :], shape), xp.broadcast_to(weights[None, :], shape)


def product_law(laws: Sequence[Law], xp: Any) -> Law:
    """Return the joint law of independent finite laws, the last one changing fastest.

    Args:
        laws: pairs of values and weights, each (batch, atoms of its own).
        xp: array namespace.

    Returns:
        Values (batch, atoms, laws) and weights (batch, atoms).
    """
    if not laws:
        raise ValueError("laws is empty; give at least one pair of values and weights")
    columns, weights = [laws[0][0]], laws[0][1]
    for values, more in laws[1:]:
        before, after = int(weights.shape[1]), int(more.shape[1])
        columns = [xp.repeat(column, after, axis=1) for column in columns]
        columns.append(xp.tile(values, (1, before)))
        joint = weights[:, :, None] * more[:, None, :]
        weights = xp.reshape(joint, (int(joint.shape[0]), before * after))
    return xp.stack(xp.broadcast_arrays(*columns), axis=-1), weights


def paths(weights: Array, steps: int, xp: Any, values: Array | None = None) -> Law:
    """Return the law of all paths of independent draws from one finite law.

    Args:
        weights: of the outcomes, (batch, outcomes).
        steps: length of a path, at least 1.
        xp: array namespace.
        values: the outcomes, (batch, outcomes) or (1, outcomes); None numbers them from 0.

    Returns:
        Paths (batch, outcomes ** steps, steps) and their weights (batch, outcomes ** steps).
    """
    steps = count(steps, "steps", 1)
    check_axes(weights, 2, "weights", "(batch, outcomes)")
    if values is None:
        values = like_of(np.arange(int(weights.shape[1]))[None], weights, xp)
    shape = (int(weights.shape[0]), int(weights.shape[1]))
    return product_law([(xp.broadcast_to(values, shape), weights)] * steps, xp)


def like_of(array: Any, like: Array, xp: Any) -> Array:
    """Return a host array as one of the namespace, with the dtype and device of ``like``."""
    if xp is balls.namespace:
        return balls.asarray(array)
    return xp.asarray(array.astype(np.float64), dtype=like.dtype, device=like.device)


def check_axes(array: Array, axes: int, name: str, shape: str) -> None:
    """Raise ValueError unless an array has the given number of axes."""
    if array.ndim != axes:
        raise ValueError(f"{name} has shape {tuple(array.shape)}; give {shape}")

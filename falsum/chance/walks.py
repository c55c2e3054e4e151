"""Exact laws of random walks on the integers, by dynamic programming in any array namespace.

A step adds one of the given integers, with its weight, independently of the past; the walk starts
at 0.  All sums have non-negative terms, so that floats stay accurate relative to each weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from falsum.chance.exactly import count
from falsum.chance.laws import Array, Law, check_axes, like_of


def walk_law(increments: Sequence[int], weights: Array, steps: int, xp: Any) -> Law:
    """Return the law of the position after ``steps`` steps.

    Args:
        increments: the distinct integers that a step may add, (outcomes,).
        weights: their probabilities, adding up to 1, (batch, outcomes).
        steps: number of steps, at least 0.
        xp: array namespace of the weights.

    Returns:
        Positions steps * min, ..., steps * max and their weights, both (batch, atoms).

    Raises:
        ValueError: increments are not distinct integers, one for each weight.
    """
    moves, steps = _moves(increments, weights), count(steps, "steps")
    alive = xp.ones_like(weights[:, :1])
    for _ in range(steps):
        alive = _step(alive, moves, weights, xp)
    return _positions(min(moves) * steps, alive, xp), alive


def passage_law(increments: Sequence[int], weights: Array, steps: int, level: int, xp: Any) -> Law:
    """Return the law of the first time at which the walk is at ``level`` or above.

    The atoms are the times 0, ..., steps and infinity, which stands for "not within ``steps``"; the
    running maximum is at least ``level`` exactly when the time is finite.  See `walk_law` for the
    other arguments; ``level`` is any integer, and 0 or less is reached at time 0.

    Returns:
        Times and their weights, both (batch, steps + 2).
    """
    moves, steps = _moves(increments, weights), count(steps, "steps")
    alive = xp.ones_like(weights[:, :1])
    first, arrived = 0, []
    for time in range(steps + 1):
        if time:
            alive, first = _step(alive, moves, weights, xp), first + min(moves)
        kept = min(max(level - first, 0), int(alive.shape[1]))
        arrived.append(xp.sum(alive[:, kept:], axis=1, keepdims=True))
        alive = alive[:, :kept]
        if not kept:
            arrived += [xp.zeros_like(arrived[0])] * (steps - time)
            break
    arrived.append(xp.sum(alive, axis=1, keepdims=True))
    times = like_of(np.append(np.arange(steps + 1.0), np.inf)[None], weights, xp)
    shape = (int(weights.shape[0]), steps + 2)
    return xp.broadcast_to(times, shape), xp.concat(arrived, axis=1)


def maximum_law(increments: Sequence[int], weights: Array, steps: int, xp: Any) -> Law:
    """Return the law of the running maximum, over times 0, ..., steps.

    The state is the maximum and the gap below it: the work grows with the cube of ``steps``, so
    that it serves some hundred steps; `passage_law` gives a single level for many more.  See
    `walk_law` for the arguments.

    Returns:
        Values 0, ..., steps * max(increments, 0) and their weights, both (batch, atoms).
    """
    moves, steps = _moves(increments, weights), count(steps, "steps")
    joint = xp.ones_like(weights[:, :1, None])  # (batch, maximum, gap)
    for _ in range(steps):
        joint = _raise(joint, moves, weights, xp)
    alive = xp.sum(joint, axis=2)
    return _positions(0, alive, xp), alive


def _step(alive: Array, moves: Sequence[int], weights: Array, xp: Any) -> Array:
    """Return the weights one step later; the least position moves by the least increment."""
    low, high = min(moves), max(moves)
    total = None
    for outcome, move in enumerate(moves):
        part = alive * weights[:, outcome : outcome + 1]
        moved = _padded(part, move - low, high - move, 1, xp)
        total = moved if total is None else total + moved
    return total


def _raise(joint: Array, moves: Sequence[int], weights: Array, xp: Any) -> Array:
    """Return the joint weights of maximum and gap one step later."""
    up, down = max(0, *moves), max(0, *(-m for m in moves))
    total = None
    for outcome, move in enumerate(moves):
        part = joint * weights[:, outcome, None, None]
        if move <= 0:
            moved = _padded(_padded(part, -move, down + move, 2, xp), 0, up, 1, xp)
        else:
            moved = _climb(part, move, up, down, xp)
        total = moved if total is None else total + moved
    return total


def _climb(part: Array, move: int, up: int, down: int, xp: Any) -> Array:
    """Move up by ``move``: a gap below it is closed, and the maximum grows by what is left."""
    gaps = int(part.shape[2])
    closed = None
    for gap in range(min(move + 1, gaps)):
        grown = move - gap
        column = _padded(part[:, :, gap : gap + 1], grown, up - grown, 1, xp)
        closed = column if closed is None else closed + column
    rest = _padded(part[:, :, move + 1 :], 0, up, 1, xp)
    return _padded(xp.concat([closed, rest], axis=2), 0, gaps + down - 1 - rest.shape[2], 2, xp)


def _padded(array: Array, before: int, after: int, axis: int, xp: Any) -> Array:
    """Return the array with zeros added at both ends of an axis."""

    def zeros(size: int) -> Array:
        shape = [int(n) for n in array.shape]
        shape[axis] = size
        return xp.zeros(tuple(shape), dtype=array.dtype, device=array.device)

    return xp.concat([zeros(before), array, zeros(after)], axis=axis)


def _positions(first: int, alive: Array, xp: Any) -> Array:
    atoms = int(alive.shape[1])
    return xp.broadcast_to(like_of(np.arange(first, first + atoms)[None], alive, xp), alive.shape)


def _moves(increments: Sequence[int], weights: Array) -> list[int]:
    check_axes(weights, 2, "weights", "(batch, outcomes)")
    moves = list(increments)
    whole = all(isinstance(m, int | np.integer) and not isinstance(m, bool) for m in moves)
    if not moves or not whole or len(set(moves)) < len(moves):
        raise ValueError(f"increments is {moves}; write distinct integers such as [-1, 1]")
    if len(moves) != weights.shape[1]:
        raise ValueError(f"there are {len(moves)} increments, but {weights.shape[1]} weights")
    return [int(m) for m in moves]

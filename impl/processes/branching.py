"""Processes on a binary tree: every step goes down or up by amounts that depend on the past.

A process of n steps has ``2^n - 1`` nodes, numbered level by level; at each it goes down by
``down >= 0`` or up by ``up >= 0``, up with probability ``lean * down / (down + up)`` (0 where it
stays). The mean of the step is then ``(lean - 1) * down``: 0 for a lean of 1, which makes a
martingale, and of the sign of ``lean - 1`` otherwise, without a rounding error. A path is the
sequence of its turns: path j of ``2^n`` reads the binary digits of j, the first step being the
leading digit, and 1 means up. Its weight is a product of n conditional probabilities.

Every law of mean at most 0 on an interval is a mixture of laws of mean at most 0 on two points, so
for the greatest probability of an event of the last position nothing is lost by binary trees.
"""

from typing import NamedTuple

from array_api_compat import array_namespace

from impl._types import Array


class Paths(NamedTuple):
    """All paths of n steps with their weights.

    ``steps`` and ``drifts`` have shape (batch, paths, n): the differences ``X_i - X_{i-1}`` and
    their means given the past; ``weights`` has shape (batch, paths).
    """

    steps: Array
    drifts: Array
    weights: Array


def paths(down: Array, up: Array, lean: Array) -> Paths:
    """Enumerate the paths of a process.

    Args:
        down: how far each node goes down, at least 0, (batch, 2^n - 1).
        up: how far it goes up, at least 0, (batch, 2^n - 1).
        lean: the probability of going up over the fair one, (batch, 2^n - 1), at least 0 and at
            most ``(down + up) / down``.

    Raises:
        ValueError: the number of nodes is not ``2^n - 1`` with n >= 1.
    """
    xp = array_namespace(down)
    nodes = down.shape[1]
    n = (nodes + 1).bit_length() - 1
    if n < 1 or nodes != 2**n - 1:
        raise ValueError(f"{nodes} nodes are no full binary tree; give 2^n - 1 of them")
    chance, mean = lean * fair_chance(down, up), (lean - 1) * down
    mean = xp.where(down + up > 0, mean, xp.zeros_like(mean))
    steps, drifts, weights = [], [], None
    for depth in range(n):
        level = slice(2**depth - 1, 2 ** (depth + 1) - 1)
        p, turns = chance[:, level], 2 ** (n - depth - 1)
        moves = _interleaved(-down[:, level], up[:, level])
        steps.append(xp.repeat(moves, turns, axis=1))
        drifts.append(xp.repeat(mean[:, level], 2 * turns, axis=1))
        factor = xp.repeat(_interleaved(1 - p, p), turns, axis=1)
        weights = factor if weights is None else weights * factor
    return Paths(xp.stack(steps, axis=2), xp.stack(drifts, axis=2), weights)


def bounds(down: Array, up: Array, lean: Array) -> tuple[Array, Array]:
    """Return the greatest size of each step and its greatest mean given the past, (batch, n).

    The arguments are those of `paths`; nodes that no path reaches count too.
    """
    xp = array_namespace(down)
    size, mean = xp.maximum(down, up), (lean - 1) * down
    mean = xp.where(down + up > 0, mean, xp.zeros_like(mean))
    n = (down.shape[1] + 1).bit_length() - 1
    levels = [slice(2**depth - 1, 2 ** (depth + 1) - 1) for depth in range(n)]
    sizes, means = ([xp.max(each[:, k], axis=1) for k in levels] for each in (size, mean))
    return xp.stack(sizes, axis=1), xp.stack(means, axis=1)


def walk(down: Array, up: Array, lean: Array, n: int) -> tuple[Array, Array]:
    """Return the ends of n independent steps of one node and their weights, (batch, n + 1).

    The number of steps up is binomial. ``down``, ``up`` and ``lean`` are (batch, 1).
    """
    xp = array_namespace(down)
    p = (lean * fair_chance(down, up))[:, 0]
    ways = [xp.ones_like(p)]
    risen, fallen = [ways[0]], [ways[0]]
    for k in range(n):
        ways.append(ways[-1] * (n - k) / (k + 1))
        risen.append(risen[-1] * p)
        fallen.append(fallen[-1] * (1 - p))
    weights = [ways[k] * risen[k] * fallen[n - k] for k in range(n + 1)]
    ends = [k * up[:, 0] - (n - k) * down[:, 0] for k in range(n + 1)]
    return xp.stack(ends, axis=1), xp.stack(weights, axis=1)


def fair_chance(down: Array, up: Array) -> Array:
    """Return the probability of going up that makes the mean 0; 0 where a node stays.

    All of one shape; ``down / (down + up)``.
    """
    xp = array_namespace(down)
    total = down + up
    moving = total > 0
    safe = xp.where(moving, total, xp.ones_like(total))
    return xp.where(moving, down / safe, xp.zeros_like(down))


def _interleaved(first: Array, second: Array) -> Array:
    """Alternate the columns of two arrays of shape (batch, k) to one of shape (batch, 2 k)."""
    xp = array_namespace(first)
    pairs = xp.stack([first, second], axis=2)
    return xp.reshape(pairs, (first.shape[0], 2 * first.shape[1]))

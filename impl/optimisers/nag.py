"""Nesterov's accelerated gradient as printed.

Source: mukherjee_2020, section 5.2, algorithm 5.
"""

from collections.abc import Callable

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import lift


def nag(
    gradient: Callable[[Array], Array], start: Array, momentum: Array, step_size: Array, steps: int
) -> Array:
    """Return the iterates ``x_1, ..., x_{steps+1}`` as ``(batch, steps + 1, d)``.

    Args:
        gradient: maps ``(batch, d)`` to ``(batch, d)``.
        start: ``x_1``, ``(batch, d)``.
        momentum: ``mu`` in [0, 1), ``(batch,)``.
        step_size: ``alpha``, ``(batch,)``.
        steps: number of steps.
    """
    xp = array_namespace(start)
    mu, alpha = lift(momentum, start.ndim), lift(step_size, start.ndim)
    point, velocity, iterates = start, xp.zeros_like(start), [start]
    for _ in range(steps):
        seen = gradient(point)
        velocity = mu * velocity + seen
        point = point - alpha * (seen + mu * velocity)
        iterates.append(point)
    return xp.stack(iterates, axis=1)

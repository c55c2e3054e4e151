"""RMSProp with a shift ``xi`` inside the running average.

Shapes: points, gradients and averages ``(batch, d)``; ``decay`` (beta_2), ``step_size`` (alpha) and
``shift`` (xi) ``(batch,)``.

The form in torch adds its eps to the root of the average; here the shift is averaged with the
squares, so that the root is of ``v_t = sum (1 - beta_2) beta_2^(t-k) g_k^2 + (1 - beta_2^t) xi``.
With both at 0 the two coincide as long as no gradient vanishes.

Source: mukherjee_2020, section 5.2, algorithm 6 and definition 17.
"""

from collections.abc import Callable
from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm, lift
from impl.optimisers.least import Least, State, least_along

Gradient = Callable[[Array], Array]


def inverse_root(average: Array) -> Array:
    """Return the diagonal of ``V^(-1/2)``: ``v_i^(-1/2)`` on the support of v, 0 off it."""
    xp = array_namespace(average)
    support = average > 0
    inverse = 1 / xp.sqrt(xp.where(support, average, xp.ones_like(average)))
    return xp.where(support, inverse, xp.zeros_like(average))


def update_average(average: Array, gradient: Array, decay: Array, shift: Array) -> Array:
    """Return ``v_t = beta_2 v_{t-1} + (1 - beta_2)(g_t^2 + xi)``."""
    beta = lift(decay, gradient.ndim)
    return beta * average + (1 - beta) * (gradient * gradient + lift(shift, gradient.ndim))


def displacement(average: Array, gradient: Array, step_size: Array) -> Array:
    """Return ``x_t - x_{t+1} = alpha V_t^(-1/2) g_t``."""
    return lift(step_size, gradient.ndim) * inverse_root(average) * gradient


def step(
    point: Array, average: Array, gradient: Array, decay: Array, step_size: Array, shift: Array
) -> State:
    """Return ``(x_{t+1}, v_t)`` from ``x_t``, ``v_{t-1}`` and the gradient ``g_t`` at ``x_t``."""
    average = update_average(average, gradient, decay, shift)
    return point - displacement(average, gradient, step_size), average


def averages(replies: Array, decay: Array, shift: Array) -> Array:
    """Return ``v_1, ..., v_t`` as ``(batch, t, d)`` for the replies ``g_1, ..., g_t``."""
    xp = array_namespace(replies)
    average, found = xp.zeros_like(replies[:, 0]), []
    for k in range(replies.shape[1]):
        average = update_average(average, replies[:, k], decay, shift)
        found.append(average)
    return xp.stack(found, axis=1)


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A run of T steps: ``points`` ``(batch, T + 1, d)``, the others ``(batch, T, d)``.

    ``displacements`` are ``x_t - x_{t+1}``, before they are rounded into the next point.
    """

    points: Array
    gradients: Array
    averages: Array
    displacements: Array


def trajectory(
    gradient: Gradient, start: Array, decay: Array, step_size: Array, shift: Array, steps: int
) -> Trajectory:
    """Return ``x_1, ..., x_{T+1}`` with the gradients, averages and displacements of each step.

    ``step_size`` has shape ``(batch,)``, or ``(batch, T)`` when it changes from step to step.
    """
    xp = array_namespace(start)
    point, average = start, xp.zeros_like(start)
    points, rest = [start], []
    for number in range(steps):
        size = step_size[:, number] if step_size.ndim == 2 else step_size
        seen = gradient(point)
        average = update_average(average, seen, decay, shift)
        move = displacement(average, seen, size)
        point = point - move
        points.append(point)
        rest.append((seen, average, move))
    parts = zip(*rest, strict=True)
    return Trajectory(xp.stack(points, axis=1), *(xp.stack(part, axis=1) for part in parts))


def rmsprop(
    gradient: Gradient, start: Array, decay: Array, step_size: Array, shift: Array, steps: int
) -> Array:
    """Return the iterates ``x_1, ..., x_{steps+1}`` as ``(batch, steps + 1, d)``."""
    return trajectory(gradient, start, decay, step_size, shift, steps).points


def least_gradient_norm(
    gradient: Gradient,
    start: Array,
    decay: Array,
    step_size: Array,
    shift: Array,
    last: Array,
    *,
    horizon: int,
    enough: Array | int = 0,
) -> Least:
    """Return the least gradient norm among the iterates ``x_t`` with ``1 <= t <= T``.

    For T < 1 there is none, and the value is +infinity.

    Args:
        gradient: maps ``(batch, d)`` to ``(batch, d)``.
        start: ``x_1``, ``(batch, d)``.
        decay: ``beta_2`` in [0, 1), ``(batch,)``.
        step_size: ``alpha``, ``(batch,)``.
        shift: ``xi >= 0``, ``(batch,)``.
        last: the real number T, ``(batch,)``.
        horizon: most steps to run.
        enough: norm that settles a lane early, ``(batch,)`` or a number.
    """

    def measure(state: State) -> Array:
        return euclidean_norm(gradient(state[0]))

    def advance(state: State) -> State:
        return step(state[0], state[1], gradient(state[0]), decay, step_size, shift)

    state = (start, array_namespace(start).zeros_like(start))
    return least_along(measure, advance, state, last, first=1, horizon=horizon, enough=enough)

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
from typing import Any

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm, lift
from impl.optimisers.least import State

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


@dataclass(frozen=True, slots=True)
class RmsProp:
    """The algorithm with its parameters; ``fading`` takes the step sizes ``alpha / sqrt(t)``."""

    objective: Any
    decay: Array
    step_size: Array
    shift: Array
    fading: bool = False

    def begin(self, start: Array) -> State:
        """Return the state ``(x_1, v_0, 1)``."""
        xp = array_namespace(start)
        return start, xp.zeros_like(start), xp.ones_like(start[:, 0])

    def advance(self, state: State) -> State:
        """Return ``(x_{t+1}, v_t, t + 1)`` from ``(x_t, v_{t-1}, t)``."""
        point, average, number = state
        size = self.step_size
        if self.fading:
            size = size / array_namespace(number).sqrt(number)
        seen = self.objective.gradient(point)
        return *step(point, average, seen, self.decay, size, self.shift), number + 1


def least_forever(
    start: Array, decay: Array, step_size: Array, first: Array, last: Array, slope: Array
) -> Array:
    """Return the norm of the gradient at every iterate of a run that is caught on two slopes.

    Let the partial derivatives have the sizes ``slope`` wherever ``first <= |x_j| <= last``, and
    the shift be 0.  While the run stays there, ``v_t = (1 - beta_2^t) slope^2``, so that the t-th
    step is ``s_t = alpha / sqrt(1 - beta_2^t)`` towards 0, which shrinks from ``s_1`` to alpha.  If
    it crosses 0 each time, ``|x_t|`` is ``|x_1|`` less an alternating sum of the ``s_t`` at odd t:
    between ``|x_1| - (s_1 - alpha)`` and ``|x_1|``; and that sum less ``|x_1|`` at even t: between
    ``alpha - |x_1|`` and ``s_1 - |x_1|``.  Where these are within the slopes, the run stays there
    for ever; elsewhere NaN is returned.

    Args:
        start: ``x_1``, ``(batch, d)``.
        decay: ``beta_2``, ``(batch,)``.
        step_size: ``alpha``, ``(batch,)``.
        first: where the slopes begin, ``(batch, d)``, positive.
        last: where they end, ``(batch, d)``.
        slope: the size of each partial derivative there, ``(batch, d)``.
    """
    xp = array_namespace(start)
    size, alpha = xp.abs(start), step_size[:, None]
    shrinking = alpha / xp.sqrt(1 - decay)[:, None] - alpha
    nearest = xp.minimum(size - shrinking, alpha - size)
    farthest = xp.maximum(size, alpha + shrinking - size)
    caught = xp.logical_and(nearest >= first, farthest <= last)
    stays = xp.all(caught, axis=-1)
    norm = euclidean_norm(slope)
    return xp.where(stays, norm, xp.full_like(norm, xp.nan))

"""ADAM as printed: no bias correction, the shift outside the root, a step size for every step.

Shapes: points, gradients and moments ``(batch, d)``; ``decay_1`` (beta_1), ``decay_2`` (beta_2) and
``shift`` (xi) ``(batch,)``. A policy returns the step size ``alpha_t`` ``(batch,)``.

The usual form divides the moments by ``1 - beta_1^t`` and ``1 - beta_2^t``; with the shift 0 that
is the printed form with ``alpha_t = alpha sqrt(1 - beta_2^t) / (1 - beta_1^t)``.

Source: mukherjee_2020, section 5.2, algorithm 7.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import lift
from impl.optimisers.least import State


class Situation(NamedTuple):
    """What a policy may look at before the t-th step.

    ``number`` is t as ``(batch,)``, ``direction`` the preconditioned first moment ``(batch, d)``.
    """

    number: Array
    gradient: Array
    direction: Array


Policy = Callable[[Situation], Array]


def moving(old: Array, new: Array, decay: Array) -> Array:
    """Return ``beta old + (1 - beta) new``."""
    beta = lift(decay, new.ndim)
    return beta * old + (1 - beta) * new


def direction(first: Array, second: Array, shift: Array) -> Array:
    """Return ``(V^(1/2) + diag(xi 1))^(-1) m``."""
    return first / (array_namespace(first).sqrt(second) + lift(shift, first.ndim))


def moments(gradients: Array, decay: Array) -> Array:
    """Return the moving averages of ``(batch, T, d)`` from 0 on, as ``(batch, T, d)``."""
    xp = array_namespace(gradients)
    average, found = xp.zeros_like(gradients[:, 0]), []
    for k in range(gradients.shape[1]):
        average = moving(average, gradients[:, k], decay)
        found.append(average)
    return xp.stack(found, axis=1)


@dataclass(frozen=True, slots=True)
class OptimalStep:
    """The policy ``alpha_t = <g, D m> / (L |D m|^2)`` of the proof; 0 where ``D m`` is 0."""

    smoothness: Array

    def __call__(self, seen: Situation) -> Array:
        """Return the step size."""
        xp = array_namespace(seen.gradient)
        square = xp.sum(seen.direction**2, axis=-1)
        safe = xp.where(square > 0, square, xp.ones_like(square))
        return xp.sum(seen.gradient * seen.direction, axis=-1) / (self.smoothness * safe)


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """The policy ``|g|^2 / (L (1 - beta_1^t)^2) 4 eps / (3 (eps + 2 sigma)^2)``."""

    smoothness: Array
    accuracy: Array
    bound: Array
    decay_1: Array

    def __call__(self, seen: Situation) -> Array:
        """Return the step size."""
        square = array_namespace(seen.gradient).sum(seen.gradient**2, axis=-1)
        correction = (1 - self.decay_1**seen.number) ** 2
        factor = 4 * self.accuracy / (3 * (self.accuracy + 2 * self.bound) ** 2)
        return square / (self.smoothness * correction) * factor


@dataclass(frozen=True, slots=True)
class Adam:
    """The algorithm with its parameters: decays and shift ``(batch,)``, and a policy."""

    objective: Any
    decay_1: Array
    decay_2: Array
    shift: Array
    policy: Policy

    def begin(self, start: Array) -> State:
        """Return the state ``(x_1, m_0, v_0, 1)``."""
        xp = array_namespace(start)
        return start, xp.zeros_like(start), xp.zeros_like(start), xp.ones_like(start[:, 0])

    def advance(self, state: State) -> State:
        """Return ``(x_{t+1}, m_t, v_t, t + 1)`` from ``(x_t, m_{t-1}, v_{t-1}, t)``."""
        point, first, second, number = state
        seen = self.objective.gradient(point)
        first = moving(first, seen, self.decay_1)
        second = moving(second, seen * seen, self.decay_2)
        towards = direction(first, second, self.shift)
        size = self.policy(Situation(number, seen, towards))
        return point - lift(size, point.ndim) * towards, first, second, number + 1

    def path(self, start: Array, steps: int) -> Array:
        """Return the iterates ``x_1, ..., x_{steps+1}`` as ``(batch, steps + 1, d)``."""
        state = self.begin(start)
        points = [start]
        for _ in range(steps):
            state = self.advance(state)
            points.append(state[0])
        return array_namespace(start).stack(points, axis=1)

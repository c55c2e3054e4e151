"""Differentiable objectives whose smoothness, gradient bound and minimum are known exactly.

Each is a batch of functions of ``(batch, d)``; constants have shape ``(batch,)``. ``smoothness`` is
the least L for which the gradient is L-Lipschitz, ``gradient_bound`` bounds the gradient's norm on
the whole space, ``minimum`` is attained at the origin.
"""

from dataclasses import dataclass
from typing import Protocol

from array_api_compat import array_namespace

from ._types import Array
from .linear_algebra import euclidean_norm


class Objective(Protocol):
    """What an optimiser may know of a function."""

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""

    def smoothness(self) -> Array:
        """Return the least Lipschitz constant of the gradient as ``(batch,)``."""

    def gradient_bound(self) -> Array:
        """Return the supremum of the gradient's norm as ``(batch,)``."""

    def minimum(self) -> Array:
        """Return the least value as ``(batch,)``."""


@dataclass(frozen=True, slots=True)
class SeparableHuber:
    """``sum_j c_j huber(x_j; delta_j)``: quadratic within ``delta_j`` of 0, linear beyond.

    ``huber(x; delta)`` is ``x^2 / 2`` for ``|x| <= delta`` and ``delta |x| - delta^2 / 2`` beyond.
    Its second derivative is 1 inside and 0 outside, and its derivative fills [-delta, delta];
    hence L = max c_j, and the gradient's norm is at most the norm of ``(c_j delta_j)``, attained.

    Args:
        scale: ``c_j >= 0``, ``(batch, d)``.
        width: ``delta_j >= 0``, ``(batch, d)``.
    """

    scale: Array
    width: Array

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        xp = array_namespace(point)
        size = xp.abs(point)
        inner = xp.minimum(size, self.width)
        return xp.sum(self.scale * (inner * inner / 2 + self.width * (size - inner)), axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return ``c_j`` times ``x_j`` clipped to ``[-delta_j, delta_j]``, ``(batch, d)``."""
        xp = array_namespace(point)
        return self.scale * xp.minimum(xp.maximum(point, -self.width), self.width)

    def smoothness(self) -> Array:
        """Return ``max_j c_j`` as ``(batch,)``."""
        return array_namespace(self.scale).max(self.scale, axis=-1)

    def gradient_bound(self) -> Array:
        """Return ``sqrt(sum_j (c_j delta_j)^2)`` as ``(batch,)``."""
        return euclidean_norm(self.scale * self.width)

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return array_namespace(self.scale).zeros_like(self.scale[:, 0])


@dataclass(frozen=True, slots=True)
class RationalWell:
    """``sum_j c_j x_j^2 / (1 + x_j^2)``: bounded, not convex, one critical point.

    For one coordinate and c = 1: f' = 2x / (1 + x^2)^2 and f'' = 2 (1 - 3x^2) / (1 + x^2)^3, with
    f''' = 24 x (x^2 - 1) / (1 + x^2)^4. So f'' is extreme at 0, where it is 2, and at x = 1 and -1,
    where it is -1/2, and tends to 0 far out: |f''| <= 2, attained. And f' is extreme where
    x^2 = 1/3: |f'| <= (2 / sqrt(3)) (9 / 16) = 3 sqrt(3) / 8, attained.

    Args:
        scale: ``c_j >= 0``, ``(batch, d)``.
    """

    scale: Array

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        square = point * point
        return array_namespace(point).sum(self.scale * square / (1 + square), axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return ``2 c_j x_j / (1 + x_j^2)^2`` as ``(batch, d)``."""
        denominator = 1 + point * point
        return 2 * self.scale * point / (denominator * denominator)

    def smoothness(self) -> Array:
        """Return ``2 max_j c_j`` as ``(batch,)``."""
        return 2 * array_namespace(self.scale).max(self.scale, axis=-1)

    def gradient_bound(self) -> Array:
        """Return ``(3 sqrt(3) / 8) sqrt(sum_j c_j^2) = sqrt(27 sum_j c_j^2) / 8``, ``(batch,)``."""
        xp = array_namespace(self.scale)
        root = xp.sqrt(27 * xp.ones_like(self.scale[:, 0]))
        return root * euclidean_norm(self.scale) / 8

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return array_namespace(self.scale).zeros_like(self.scale[:, 0])

    def supremum(self) -> Array:
        """Return ``sum_j c_j`` as ``(batch,)``: the least upper bound of f, not attained."""
        return array_namespace(self.scale).sum(self.scale, axis=-1)

"""Differentiable objectives whose smoothness, gradient bound and minimum are known exactly.

Each is a batch of functions of ``(batch, d)``; constants have shape ``(batch,)``. ``smoothness`` is
the least L with ``f(y) <= f(x) + <grad f(x), y - x> + L/2 |y - x|^2`` for all x and y,
``gradient_bound`` bounds the gradient's norm on the whole space, ``minimum`` is attained at the
origin.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm


class Objective(Protocol):
    """What an optimiser may know of a function."""

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``, accurately for small steps too."""

    def smoothness(self) -> Array:
        """Return the least Lipschitz constant of the gradient as ``(batch,)``."""

    def gradient_bound(self) -> Array:
        """Return the supremum of the gradient's norm as ``(batch,)``."""

    def minimum(self) -> Array:
        """Return the least value as ``(batch,)``."""


def _size_change(point: Array, step: Array) -> Array:
    """Return ``|x| - |x - s|``, without cancellation where the step keeps the sign."""
    xp = array_namespace(point)
    end = point - step
    kept = xp.where(point >= 0, step, -step)
    same = xp.logical_or(xp.logical_and(point >= 0, end >= 0), xp.logical_and(point < 0, end < 0))
    return xp.where(same, kept, xp.abs(point) - xp.abs(end))


def _clipped_change(first: Array, second: Array, change: Array, low: Array, high: Array) -> Array:
    """Return ``clip(a) - clip(b)`` for a and b with the difference ``change``."""
    xp = array_namespace(first)
    ends = [xp.minimum(xp.maximum(size, low), high) for size in (first, second)]
    inside = xp.logical_and(
        xp.logical_and(first >= low, first <= high), xp.logical_and(second >= low, second <= high)
    )
    return xp.where(inside, change, ends[0] - ends[1])


def along_paths(objective: Any) -> Any:
    """Return the same functions for points ``(batch, n, d)``: every field gets an axis for n."""
    xp = array_namespace(*(getattr(objective, f.name) for f in fields(objective)))
    lifted = {f.name: xp.expand_dims(getattr(objective, f.name), axis=1) for f in fields(objective)}
    return replace(objective, **lifted)


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

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``, accurately for small steps too."""
        xp = array_namespace(point)
        size, end, change = xp.abs(point), xp.abs(point - step), _size_change(point, step)
        inner = _clipped_change(size, end, change, xp.zeros_like(size), self.width)
        total = xp.minimum(size, self.width) + xp.minimum(end, self.width)
        return xp.sum(self.scale * (inner * total / 2 + self.width * (change - inner)), axis=-1)

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

    def partial_bound(self) -> Array:
        """Return ``max_j c_j delta_j``, the supremum of any partial derivative, ``(batch,)``."""
        return array_namespace(self.scale).max(self.scale * self.width, axis=-1)

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

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``, accurately for small steps too."""
        end = point - step
        parts = self.scale * step * (point + end) / ((1 + point * point) * (1 + end * end))
        return array_namespace(point).sum(parts, axis=-1)

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


@dataclass(frozen=True, slots=True)
class SeparablePlateau:
    """A sum of wells whose walls curve up with ``c_j``, then down with ``m_j``, and end flat.

    One coordinate has ``f'(x) = c x`` up to ``a``, falls with slope ``-m`` to 0 and stays there.
    So f is bounded, and ``c`` bounds its curvature from above (Definition 18 asks for no more)
    however large ``m`` is; the gradient's Lipschitz constant is ``max(c, m)``.

    Args:
        scale: ``c_j >= 0``, ``(batch, d)``.
        width: ``a_j >= 0``, ``(batch, d)``.
        fall: ``m_j > 0``, ``(batch, d)``.
    """

    scale: Array
    width: Array
    fall: Array

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        xp = array_namespace(point)
        size = xp.abs(point)
        inner = xp.minimum(size, self.width)
        steepest = self.scale * self.width
        outer = xp.minimum(size - inner, steepest / self.fall)
        rise = self.scale * inner * inner / 2 + steepest * outer - self.fall * outer * outer / 2
        return xp.sum(rise, axis=-1)

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``, accurately for small steps too."""
        xp = array_namespace(point)
        steepest = self.scale * self.width
        edge = self.width + steepest / self.fall
        size, end, change = xp.abs(point), xp.abs(point - step), _size_change(point, step)
        inner = _clipped_change(size, end, change, xp.zeros_like(size), self.width)
        outer = _clipped_change(size, end, change, xp.zeros_like(size) + self.width, edge)
        inners = xp.minimum(size, self.width) + xp.minimum(end, self.width)
        low = xp.zeros_like(size)
        outers = sum(
            xp.minimum(xp.maximum(u - self.width, low), steepest / self.fall) for u in (size, end)
        )
        drop = self.scale * inner * inners / 2 + outer * (steepest - self.fall * outers / 2)
        return xp.sum(drop, axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""
        xp = array_namespace(point)
        size = xp.abs(point)
        falling = self.scale * self.width - self.fall * (size - self.width)
        slope = xp.minimum(self.scale * size, xp.maximum(falling, xp.zeros_like(size)))
        return xp.where(point >= 0, slope, -slope)

    def smoothness(self) -> Array:
        """Return ``max_j c_j`` as ``(batch,)``."""
        return array_namespace(self.scale).max(self.scale, axis=-1)

    def gradient_bound(self) -> Array:
        """Return ``sqrt(sum_j (c_j a_j)^2)`` as ``(batch,)``."""
        return euclidean_norm(self.scale * self.width)

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return array_namespace(self.scale).zeros_like(self.scale[:, 0])

    def supremum(self) -> Array:
        """Return ``sum_j c_j a_j^2 / 2 + (c_j a_j)^2 / (2 m_j)`` as ``(batch,)``: f's maximum."""
        xp = array_namespace(self.scale)
        steepest = self.scale * self.width
        return xp.sum(steepest * self.width / 2 + steepest**2 / (2 * self.fall), axis=-1)

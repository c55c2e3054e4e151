"""A slope on which gradient descent gains no more than smoothness guarantees, step after step."""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.objectives import SeparableHuber, SeparablePlateau


@dataclass(frozen=True, slots=True)
class Sawtooth:
    """A sum of functions of ``|x_j|`` whose slopes go up with ``c_j`` and down with ``-m_j``.

    The slope rises from 0 to the floor ``q_j``, then there are teeth: it rises from the floor to a
    peak and falls back, again and again; beyond the last tooth it stays at the floor.  So the
    least L of Definition 18 is ``max c_j`` however large ``m_j`` is, and f grows without bound.

    Args:
        scale: ``c_j > 0``, ``(batch, d)``.
        floor: ``q_j >= 0``, ``(batch, d)``.
        fall: ``m_j > 0``, ``(batch, d)``.
        heights: of the teeth above the floor, at least 0, ``(batch, d, teeth)``.
    """

    scale: Array
    floor: Array
    fall: Array
    heights: Array

    def _base(self) -> SeparableHuber:
        return SeparableHuber(self.scale, self.floor / self.scale)

    def _teeth(self) -> SeparablePlateau:
        """Return all teeth as plateaus, ``(batch, d, teeth)``."""
        scale, fall = self.scale[..., None], self.fall[..., None] + 0 * self.heights
        return SeparablePlateau(scale + 0 * self.heights, self.heights / scale, fall)

    def ends(self) -> Array:
        """Return where each tooth ends, ``(batch, d, teeth)``."""
        widths = self.heights * (1 / self.scale + 1 / self.fall)[..., None]
        total, found = self.floor / self.scale, []
        for k in range(widths.shape[-1]):
            total = total + widths[..., k]
            found.append(total)
        return array_namespace(widths).stack(found, axis=-1)

    def _within(self, point: Array) -> Array:
        """Return how far into each tooth a point is, 0 before it, ``(batch, d, teeth)``."""
        xp = array_namespace(point)
        starts = self.ends() - self.heights * (1 / self.scale + 1 / self.fall)[..., None]
        inside = xp.abs(point)[..., None] - starts
        return xp.maximum(inside, xp.zeros_like(inside))

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        xp = array_namespace(point)
        return self._base().value(point) + xp.sum(self._teeth().value(self._within(point)), axis=-1)

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``."""
        xp = array_namespace(point)
        start, end = self._within(point), self._within(point - step)
        teeth = self._teeth().decrease(start, start - end)
        return self._base().decrease(point, step) + xp.sum(teeth, axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""
        xp = array_namespace(point)
        above = xp.sum(self._teeth().gradient(self._within(point)), axis=-1)
        return self._base().gradient(point) + xp.where(point >= 0, above, -above)

    def smoothness(self) -> Array:
        """Return ``max_j c_j`` as ``(batch,)``."""
        return array_namespace(self.scale).max(self.scale, axis=-1)

    def gradient_bound(self) -> Array:
        """Return the norm of the highest peaks, ``(batch,)``; it is not always attained."""
        highest = array_namespace(self.heights).max(self.heights, axis=-1)
        return euclidean_norm(self.floor + highest)

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return array_namespace(self.scale).zeros_like(self.scale[..., 0])

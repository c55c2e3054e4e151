"""Huber functions whose linear parts are cut into teeth, so that a run crosses many wells."""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.objectives.objectives import SeparableHuber


@dataclass(frozen=True, slots=True)
class RippledHuber(SeparableHuber):
    """A Huber function minus ``c_j`` times the integral of a periodic dip, beyond its width.

    Going outwards from ``delta_j``, the derivative of one coordinate falls from ``c delta`` by
    ``c depth`` over the length ``ramp`` and rises again with slope c, over and over.  So its
    curvature is at most c (Definition 18 asks for no more), and for ``depth <= delta`` the
    derivative lies between 0 and ``c delta``: smoothness, bounds and minimum are those of Huber.

    Args:
        scale: ``c_j >= 0``, ``(batch, d)``.
        width: ``delta_j >= 0``, ``(batch, d)``.
        depth: in [0, delta_j], ``(batch, d)``; without depth there are no teeth.
        ramp: positive, ``(batch, d)``.
    """

    depth: Array
    ramp: Array

    def _tooth(self, into: Array) -> tuple[Array, Array]:
        """Return the dip at a distance from the inner end of a tooth, and its integral up to it."""
        xp = array_namespace(into)
        pitch = self.depth + self.ramp
        left, falling = pitch - into, into <= self.ramp
        dip = xp.where(falling, self.depth * into / self.ramp, left)
        return dip, xp.where(falling, dip * into / 2, (self.depth * pitch - left * left) / 2)

    def _dip(self, point: Array) -> tuple[Array, Array]:
        """Return how far the derivative has dipped at x, and the integral of that from 0 to x.

        Teeth are counted from the nearest end of one, where both sides agree.
        """
        xp = array_namespace(point)
        pitch, beyond = self.depth + self.ramp, xp.abs(point) - self.width
        none = xp.zeros_like(beyond)
        end = xp.maximum(xp.round(beyond / pitch), none)
        after = beyond - end * pitch
        before = xp.logical_and(after <= 0, end >= 1)
        inner = self._tooth(pitch + xp.minimum(after, none))
        outer = self._tooth(xp.maximum(after, none))
        total = self.depth * pitch / 2
        lost = xp.where(before, (end - 1) * total + inner[1], end * total + outer[1])
        return xp.where(before, inner[0], outer[0]), lost

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        lost = array_namespace(point).sum(self.scale * self._dip(point)[1], axis=-1)
        return SeparableHuber.value(self, point) - lost

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``, accurately where there are no teeth."""
        xp = array_namespace(point)
        lost = self._dip(point)[1] - self._dip(point - step)[1]
        return SeparableHuber.decrease(self, point, step) - xp.sum(self.scale * lost, axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""
        xp = array_namespace(point)
        dip = self.scale * self._dip(point)[0]
        return SeparableHuber.gradient(self, point) - xp.where(point >= 0, dip, -dip)

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

    def _dip(self, point: Array) -> tuple[Array, Array]:
        """Return how far the derivative has dipped at x, and the integral of that from 0 to x.

        Teeth are counted from the nearest boundary, where both its sides agree.
        """
        xp = array_namespace(point)
        pitch, beyond = self.depth + self.ramp, xp.abs(point) - self.width
        boundary = xp.maximum(xp.round(beyond / pitch), xp.zeros_like(beyond))
        after = beyond - boundary * pitch
        inside = xp.logical_and(after <= 0, boundary >= 1)
        whole = xp.where(inside, boundary - 1, boundary)
        into = xp.where(inside, after + pitch, xp.maximum(after, xp.zeros_like(after)))
        left = xp.maximum(pitch - into, xp.zeros_like(into))
        falling = into <= self.ramp
        dip = xp.where(falling, self.depth * into / self.ramp, left)
        total = self.depth * pitch / 2
        part = xp.where(falling, dip * into / 2, total - left * left / 2)
        return dip, whole * total + part

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

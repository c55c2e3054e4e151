"""A bounded well whose walls keep one slope for a while."""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.objectives.objectives import SeparablePlateau


@dataclass(frozen=True, slots=True)
class Mesa:
    """A sum of plateaus whose slope stays at its largest, ``c_j a_j``, over a length of ``h_j``.

    Args:
        scale: ``c_j >= 0``, ``(batch, d)``.
        width: ``a_j >= 0``, ``(batch, d)``.
        fall: ``m_j > 0``, ``(batch, d)``.
        hold: ``h_j >= 0``, ``(batch, d)``.
    """

    scale: Array
    width: Array
    fall: Array
    hold: Array

    def _plateau(self) -> SeparablePlateau:
        return SeparablePlateau(self.scale, self.width, self.fall)

    def _parts(self, point: Array) -> tuple[Array, Array]:
        """Return the part of ``|x|`` that is held, and the rest with the sign of x."""
        xp = array_namespace(point)
        beyond = xp.abs(point) - self.width
        held = xp.minimum(xp.maximum(beyond, xp.zeros_like(beyond)), self.hold)
        return held, xp.where(point >= 0, point - held, point + held)

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        held, rest = self._parts(point)
        walls = array_namespace(point).sum(self.scale * self.width * held, axis=-1)
        return self._plateau().value(rest) + walls

    def decrease(self, point: Array, step: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch,)``."""
        (held, rest), (later, there) = self._parts(point), self._parts(point - step)
        drop = self.scale * self.width * (held - later)
        return self._plateau().decrease(rest, rest - there) + array_namespace(point).sum(
            drop, axis=-1
        )

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""
        return self._plateau().gradient(self._parts(point)[1])

    def smoothness(self) -> Array:
        """Return ``max_j c_j`` as ``(batch,)``."""
        return self._plateau().smoothness()

    def gradient_bound(self) -> Array:
        """Return ``sqrt(sum_j (c_j a_j)^2)`` as ``(batch,)``."""
        return self._plateau().gradient_bound()

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return self._plateau().minimum()

    def supremum(self) -> Array:
        """Return f's maximum as ``(batch,)``."""
        walls = array_namespace(self.hold).sum(self.scale * self.width * self.hold, axis=-1)
        return self._plateau().supremum() + walls

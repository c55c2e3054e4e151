"""A bounded well whose walls keep one slope for a while."""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.objectives.objectives import SeparablePlateau


@dataclass(frozen=True, slots=True)
class Mesa:
    """A sum of plateaus whose slope stays at its largest over a length of ``h_j``.

    Args:
        plateau: what is left without that part of the walls.
        hold: ``h_j >= 0``, ``(batch, d)``.
    """

    plateau: SeparablePlateau
    hold: Array

    def _parts(self, point: Array) -> tuple[Array, Array]:
        """Return the part of ``|x|`` that is held, and the rest with the sign of x."""
        xp = array_namespace(point)
        beyond = xp.abs(point) - self.plateau.width
        held = xp.minimum(xp.maximum(beyond, xp.zeros_like(beyond)), self.hold)
        return held, xp.where(point >= 0, point - held, point + held)

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        held, rest = self._parts(point)
        steepest = self.plateau.scale * self.plateau.width
        return self.plateau.value(rest) + array_namespace(point).sum(steepest * held, axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return the gradient at x as ``(batch, d)``."""
        return self.plateau.gradient(self._parts(point)[1])

    def smoothness(self) -> Array:
        """Return ``max_j c_j`` as ``(batch,)``."""
        return self.plateau.smoothness()

    def gradient_bound(self) -> Array:
        """Return ``sqrt(sum_j (c_j a_j)^2)`` as ``(batch,)``."""
        return self.plateau.gradient_bound()

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return self.plateau.minimum()

    def supremum(self) -> Array:
        """Return f's maximum as ``(batch,)``."""
        steepest = self.plateau.scale * self.plateau.width
        held = array_namespace(self.hold).sum(steepest * self.hold, axis=-1)
        return self.plateau.supremum() + held

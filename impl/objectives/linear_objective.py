"""A linear function: as smooth as can be, with bounded partial derivatives, and without a minimum.

Source: mukherjee_2020, theorem 5.3.1, which does not ask for a lower bound of f.
"""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array


@dataclass(frozen=True, slots=True)
class Linear:
    """``f(x) = <s, x>``.

    Args:
        slopes: ``s``, ``(batch, d)``.
    """

    slopes: Array

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)``."""
        return array_namespace(point).sum(self.slopes * point, axis=-1)

    def gradient(self, point: Array) -> Array:
        """Return s at each of the points ``(batch, d)``."""
        return self.slopes + 0 * point

    def smoothness(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return 0 * self.slopes[:, 0]

    def partial_bound(self) -> Array:
        """Return ``max_j |s_j|`` as ``(batch,)``."""
        xp = array_namespace(self.slopes)
        return xp.max(xp.abs(self.slopes), axis=-1)

"""A family of continuous concave functions on ``(0, M]`` and their sums over a partition of M.

Source: chatterji_long_bartlett_2021, lemma 9.
"""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array


@dataclass(frozen=True, slots=True)
class ConcaveFunction:
    """``psi(z) = min_k (a_k + b_k z) - q z^2``: a least affine piece and a concave parabola.

    Args:
        intercepts: ``a_k``, ``(batch, pieces)``.
        slopes: ``b_k``, ``(batch, pieces)``.
        curvature: ``q >= 0``, ``(batch,)``.
    """

    intercepts: Array
    slopes: Array
    curvature: Array

    def value(self, z: Array) -> Array:
        """Return ``psi`` at each of the points ``(batch, n)``."""
        xp = array_namespace(z)
        points = xp.expand_dims(z, axis=-1)
        intercepts = xp.expand_dims(self.intercepts, axis=-2)
        affine = intercepts + xp.expand_dims(self.slopes, axis=-2) * points
        return xp.min(affine, axis=-1) - xp.expand_dims(self.curvature, axis=-1) * z * z

    def limit_at_zero(self) -> Array:
        """Return the limit ``min_k a_k`` at 0 from the right, as ``(batch,)``."""
        return array_namespace(self.intercepts).min(self.intercepts, axis=-1)

    def total(self, parts: Array) -> Array:
        """Return ``sum_i psi(z_i)`` as ``(batch,)`` for positive parts ``(batch, n)`` of M."""
        values = self.value(parts)
        return array_namespace(values).sum(values, axis=-1)

"""Averages of k components with known constants, for oracles that answer with one component."""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.objectives import along_paths
from impl.objectives.rippled_huber import RippledHuber


@dataclass(frozen=True, slots=True)
class ComponentHuber:
    """``f = (1/k) sum_p f_p`` with ``f_p(x) = <tilt_p, x>`` and a rippled Huber function.

    All Huber terms are least at the origin, and so is f when the tilts add up to 0. Without tilts
    the gradients of the components have the same signs everywhere.

    Args:
        scale: ``c_pj > 0``, ``(batch, k, d)``.
        width: ``delta_pj > 0``, ``(batch, k, d)``.
        depth: that of the teeth, in [0, delta_pj], ``(batch, k, d)``.
        ramp: positive, ``(batch, k, d)``.
        tilt: ``(batch, k, d)``, with the sum 0 over the components.
    """

    scale: Array
    width: Array
    depth: Array
    ramp: Array
    tilt: Array

    @property
    def _terms(self) -> RippledHuber:
        """Return the terms without tilts, for points ``(batch, 1, d)``."""
        return RippledHuber(self.scale, self.width, self.depth, self.ramp)

    def value(self, point: Array) -> Array:
        """Return ``f(x)`` as ``(batch,)`` for points ``(batch, d)``."""
        xp = array_namespace(point)
        at = xp.expand_dims(point, axis=1)
        parts = self._terms.value(at)
        return xp.mean(parts + xp.sum(self.tilt * at, axis=-1), axis=1)

    def components(self, points: Array) -> Array:
        """Return the gradients of the components at ``(batch, n, d)`` as ``(batch, n, k, d)``."""
        xp = array_namespace(points)
        at = xp.expand_dims(points, axis=2)
        return along_paths(self._terms).gradient(at) + xp.expand_dims(self.tilt, axis=1)

    def gradient(self, points: Array) -> Array:
        """Return the gradient of f at ``(batch, n, d)`` as ``(batch, n, d)``."""
        return array_namespace(points).mean(self.components(points), axis=2)

    def decrease(self, points: Array, steps: Array) -> Array:
        """Return ``f(x) - f(x - s)`` as ``(batch, n)`` for x and s ``(batch, n, d)``."""
        xp = array_namespace(points)
        at, by = xp.expand_dims(points, axis=2), xp.expand_dims(steps, axis=2)
        terms, tilt = along_paths(self._terms), xp.expand_dims(self.tilt, axis=1)
        huber = terms.decrease(at, by + 0 * tilt)
        return xp.mean(huber + xp.sum(tilt * by, axis=-1), axis=2)

    def smoothness(self) -> Array:
        """Return the largest mean curvature ``max_j (1/k) sum_p c_pj`` as ``(batch,)``."""
        xp = array_namespace(self.scale)
        return xp.max(xp.mean(self.scale, axis=1), axis=-1)

    def component_bound(self) -> Array:
        """Return the largest norm of a component's gradient, reached far out, as ``(batch,)``."""
        xp = array_namespace(self.scale)
        norms = euclidean_norm(self.scale * self.width + xp.abs(self.tilt))
        return xp.max(norms, axis=-1)

    def minimum(self) -> Array:
        """Return 0 as ``(batch,)``."""
        return array_namespace(self.scale).zeros_like(self.scale[:, 0, 0])

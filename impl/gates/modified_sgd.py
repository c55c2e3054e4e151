"""Modified SGD on a ReLU gate, and the law of its iterates for data of finite support.

Shapes: the support of the data law ``(batch, m, n)`` with weights ``(batch, m)``, the target w_*
``(batch, n)``, weights of the gate ``(batch, p, n)`` for p paths at once; ``alpha`` and ``eta``
``(batch,)``.

Source: mukherjee_2020, section 3.3, algorithm 2.
"""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm, inner_products, lift, transpose
from impl.optimisers.least import any_lane


@dataclass(frozen=True, slots=True)
class DataLaw:
    """A law of finite support: points ``(batch, m, n)`` and weights ``(batch, m)``."""

    points: Array
    weights: Array

    def mean(self, values: Array) -> Array:
        """Return the expectation of a function of the data, given as ``(batch, m)``."""
        return array_namespace(values).sum(self.weights * values, axis=-1)

    def squared_norms(self) -> Array:
        """Return the squared norm of each point, ``(batch, m)``."""
        return array_namespace(self.points).sum(self.points * self.points, axis=-1)

    def active(self, target: Array) -> Array:
        """Return the indicator of ``<w_*, x> > 0`` at each point, ``(batch, m)``."""
        xp = array_namespace(self.points)
        z = inner_products(self.points, target)
        return xp.where(z > 0, xp.ones_like(z), xp.zeros_like(z))

    def active_second_moment(self, target: Array) -> Array:
        """Return ``E[1 x x^T]`` as ``(batch, n, n)``, 1 being the indicator above."""
        xp = array_namespace(self.points)
        mass = xp.expand_dims(self.weights * self.active(target), axis=-1)
        return xp.matmul(transpose(self.points), mass * self.points)

    def active_fourth_moment(self, target: Array) -> Array:
        """Return ``E[1 |x|^4]`` as ``(batch,)``."""
        square = self.squared_norms()
        return self.mean(self.active(target) * square * square)

    def least_eigenvalue(self, target: Array) -> Array:
        """Return the least eigenvalue of ``E[1 x x^T]`` as ``(batch,)``."""
        matrix = self.active_second_moment(target)
        if matrix.shape[-1] == 1:
            return matrix[:, 0, 0]
        return array_namespace(matrix).linalg.eigvalsh(matrix)[:, 0]


def labels(points: Array, target: Array) -> Array:
    """Return the oracle's answers ``max(0, <w_*, x>)`` as ``(batch, m)``."""
    z = inner_products(points, target)
    xp = array_namespace(z)
    return xp.maximum(z, xp.zeros_like(z))


def gradient_proxies(points: Array, target: Array, weights: Array, alpha: Array) -> Array:
    """Return ``g = alpha 1[y > 0] (y - <w, x>) x`` for each path and point.

    Shape ``(batch, p, m, n)``.
    """
    xp = array_namespace(points)
    y = labels(points, target)
    shown = xp.where(y > 0, xp.ones_like(y), xp.zeros_like(y))
    residual = xp.expand_dims(y, axis=1) - xp.matmul(weights, transpose(points))
    scale = lift(alpha, 3) * xp.expand_dims(shown, axis=1) * residual
    return xp.expand_dims(scale, axis=-1) * xp.expand_dims(points, axis=1)


def steps(points: Array, target: Array, weights: Array, alpha: Array, eta: Array) -> Array:
    """Return ``w - eta g`` for each path and each point that may be drawn, ``(batch, p, m, n)``."""
    xp = array_namespace(points)
    proxies = gradient_proxies(points, target, weights, alpha)
    return xp.expand_dims(weights, axis=2) - lift(eta, 4) * proxies


def squared_distances(weights: Array, target: Array) -> Array:
    """Return ``|w - w_*|^2`` along the last axis, for weights ``(batch, ..., n)``."""
    xp = array_namespace(weights)
    shape = (target.shape[0], *(1,) * (weights.ndim - 2), target.shape[1])
    difference = weights - xp.reshape(target, shape)
    return xp.sum(difference * difference, axis=-1)


@dataclass(frozen=True, slots=True)
class Paths:
    """Squared distances of the iterate number ``floor(last)`` and their weights, ``(batch, p)``.

    Where the run was too short to reach that iterate the weights are NaN, and the squares 0.
    """

    squares: Array
    weights: Array


def all_paths(
    law: DataLaw,
    target: Array,
    start: Array,
    alpha: Array,
    eta: Array,
    last: Array,
    *,
    horizon: int,
) -> Paths:
    """Return the exact law of ``|w_T - w_*|^2`` for ``T = floor(last)``, all draws enumerated.

    Below 1 there is no iterate, and the distance is +infinity.

    Args:
        law: the law of the data, m points.
        target: ``w_*``, ``(batch, n)``.
        start: ``w_1``, ``(batch, n)``.
        alpha: the factor alpha, ``(batch,)``.
        eta: the step size, ``(batch,)``.
        last: the real number T, ``(batch,)``; compared, never rounded.
        horizon: most steps to run; there are ``m^horizon`` paths at most.
    """
    xp = array_namespace(start)
    batch, m, n = law.points.shape
    weights = xp.expand_dims(start, axis=1)
    masses = xp.expand_dims(xp.ones_like(last), axis=1)
    for number in range(2, horizon + 2):
        if not any_lane(last >= number):
            break
        moved = steps(law.points, target, weights, alpha, eta)
        stay = xp.broadcast_to(xp.expand_dims(weights, axis=2), moved.shape)
        chosen = xp.where(lift(last >= number, 4), moved, stay)
        weights = xp.reshape(chosen, (batch, weights.shape[1] * m, n))
        joint = xp.expand_dims(masses, axis=2) * xp.expand_dims(law.weights, axis=1)
        masses = xp.reshape(joint, (batch, masses.shape[1] * m))
    return _at_last(squared_distances(weights, target), masses, last, horizon)


def counted_paths(
    law: DataLaw,
    target: Array,
    start: Array,
    alpha: Array,
    eta: Array,
    last: Array,
    *,
    horizon: int,
) -> Paths:
    """Return the same law as `all_paths` for two points of the line, by counts of draws.

    In one dimension a draw of x multiplies ``w - w_*`` by ``1 + alpha eta 1 x^2``, whatever the
    order, so that the number of draws of the first point is all that matters.
    """
    xp = array_namespace(start)
    square = law.squared_norms()
    factors = 1 + lift(alpha * eta, 2) * law.active(target) * square
    first, second = factors[:, 0], factors[:, 1]
    likely, other = law.weights[:, 0], law.weights[:, 1]
    one, zero = xp.ones_like(last), xp.zeros_like(last)
    gaps = [(start - target)[:, 0]] + [zero] * horizon
    masses = [one] + [zero] * horizon
    for number in range(2, horizon + 2):
        active = last >= number
        if not any_lane(active):
            break
        for k in range(number - 1, -1, -1):
            drawn, before = (masses[k - 1], gaps[k - 1]) if k else (zero, zero)
            mass = other * masses[k] + likely * drawn
            gap = gaps[k] * second if k < number - 1 else before * first
            masses[k] = xp.where(active, mass, masses[k])
            gaps[k] = xp.where(active, gap, gaps[k])
    squares = xp.stack([gap * gap for gap in gaps], axis=1)
    return _at_last(squares, xp.stack(masses, axis=1), last, horizon)


def _at_last(squares: Array, weights: Array, last: Array, horizon: int) -> Paths:
    """Put +infinity where there is no iterate, and mark what the run did not reach."""
    xp = array_namespace(squares)
    exists, reached = lift(last >= 1, 2), lift(last < horizon + 2, 2)
    squares = xp.where(exists, squares, xp.full_like(squares, xp.inf))
    return Paths(
        xp.where(reached, squares, xp.zeros_like(squares)),
        xp.where(reached, weights, xp.full_like(weights, xp.nan)),
    )


def risk(law: DataLaw, target: Array, weight: Array) -> Array:
    """Return ``E[(max(0, <w, x>) - max(0, <w_*, x>))^2]`` as ``(batch,)``."""
    error = labels(law.points, weight) - labels(law.points, target)
    return law.mean(error * error)


def distance(weight: Array, target: Array) -> Array:
    """Return ``|w - w_*|`` as ``(batch,)``."""
    return euclidean_norm(weight - target)

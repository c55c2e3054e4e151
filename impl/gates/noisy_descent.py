"""Noise assisted gradient dynamics on a ReLU gate, for noise of finite support.

Shapes: inputs ``(batch, S, n)``, labels ``(batch, S)``, weights ``(batch, p, n)`` for p paths at
once, the target ``(batch, n)``; ``eta`` and its root ``(batch,)``.

Source: mukherjee_2020, section 3.4, algorithm 3.
"""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm, inner_products, lift, transpose


@dataclass(frozen=True, slots=True)
class NoiseLaw:
    """A joint law of both noises of one step: values ``(batch, A, n)``, chances ``(batch, A)``."""

    first: Array
    second: Array
    chances: Array

    def clipped(self, bound: Array) -> Array:
        """Return ``min(C_L, |zeta_2|) zeta_2 / |zeta_2|``, and 0 for 0, as ``(batch, A, n)``."""
        xp = array_namespace(self.second)
        size = euclidean_norm(self.second)
        one = xp.ones_like(size)
        large = size > lift(bound, 2)
        factor = xp.where(large, lift(bound, 2) / xp.where(large, size, one), one)
        return self.second * xp.expand_dims(factor, axis=-1)

    def mean(self, values: Array) -> Array:
        """Return the expectation of ``(batch, A, ...)``."""
        xp = array_namespace(values)
        return xp.sum(lift(self.chances, values.ndim) * values, axis=1)

    def beyond(self, bound: Array) -> Array:
        """Return ``P[|zeta_2| > C_L]`` as ``(batch,)``."""
        xp = array_namespace(self.second)
        one = xp.ones_like(self.chances)
        outside = euclidean_norm(self.second) > lift(bound, 2)
        return self.mean(xp.where(outside, one, xp.zeros_like(one)))


def relu_labels(inputs: Array, target: Array) -> Array:
    """Return ``max(0, <w_*, x_i>)`` as ``(batch, S)``."""
    z = inner_products(inputs, target)
    xp = array_namespace(z)
    return xp.maximum(z, xp.zeros_like(z))


def gradients(inputs: Array, labels: Array, weights: Array) -> Array:
    """Return ``-(1/S) sum_i 1[<w, x_i> >= 0] (y_i - max(0, <w, x_i>)) x_i``, ``(batch, p, n)``."""
    xp = array_namespace(inputs)
    z = xp.matmul(weights, transpose(inputs))
    zero = xp.zeros_like(z)
    residual = xp.where(z >= 0, xp.expand_dims(labels, axis=1) - xp.maximum(z, zero), zero)
    return -xp.matmul(residual, inputs) / int(inputs.shape[1])


def moves(
    inputs: Array, labels: Array, weights: Array, first: Array, second: Array, root: Array
) -> Array:
    """Return ``w - eta (g + zeta_1) + sqrt(eta) zeta_2`` for each path and outcome.

    Args:
        inputs: ``(batch, S, n)``.
        labels: ``(batch, S)``.
        weights: ``(batch, p, n)``.
        first: the outcomes of zeta_1, ``(batch, A, n)``.
        second: the outcomes of zeta_2, ``(batch, A, n)``.
        root: ``sqrt(eta)``, ``(batch,)``.

    Returns:
        ``(batch, p, A, n)``.
    """
    xp = array_namespace(inputs)
    g = xp.expand_dims(gradients(inputs, labels, weights), axis=2)
    h = lift(root, 4)
    noisy = g + xp.expand_dims(first, axis=1)
    return xp.expand_dims(weights, axis=2) - h * h * noisy + h * xp.expand_dims(second, axis=1)


def squared_distances(weights: Array, target: Array) -> Array:
    """Return ``|w - w_*|^2`` for weights ``(batch, ..., n)``."""
    shape = (target.shape[0], *(1,) * (weights.ndim - 2), target.shape[1])
    xp = array_namespace(weights)
    difference = weights - xp.reshape(target, shape)
    return xp.sum(difference * difference, axis=-1)


def delayed_moves(
    inputs: Array,
    labels: Array,
    weights: Array,
    law: NoiseLaw,
    root: Array,
    target: Array,
    radius: Array,
    clip: Array,
) -> Array:
    """Return the next primed iterates: clipped noise, and at rest at distance ``radius`` or more.

    ``radius`` is r_* and ``clip`` is C_L, ``(batch,)``; the result is ``(batch, p, A, n)``.
    """
    xp = array_namespace(inputs)
    moved = moves(inputs, labels, weights, law.first, law.clipped(clip), root)
    outside = squared_distances(weights, target) >= lift(radius * radius, 2)
    stay = xp.broadcast_to(xp.expand_dims(weights, axis=2), moved.shape)
    return xp.where(lift(outside, 4), stay, moved)


def compensation(eta: Array, largest: Array, radius: Array, bound: Array, n: int) -> Array:
    """Return ``2 eta^2 (C^4 r_*^2 + S_1^2) + eta n``, what z_t subtracts for each step.

    ``largest`` is C, the greatest norm of an input, and ``bound`` is S_1.
    """
    return 2 * eta * eta * (largest**4 * radius * radius + bound * bound) + eta * n


@dataclass(frozen=True, slots=True)
class Histories:
    """All paths of a process: ``|w_i - w_*|^2`` for i = 1, ..., T, (batch, paths, T), and chances.

    ``beyond`` (batch, paths) tells whether a second noise was clipped on the way, or would have
    been; paths of two processes with the same law of the noise stand in the same order.
    """

    squares: Array
    chances: Array
    beyond: Array


def histories(
    inputs: Array,
    labels: Array,
    start: Array,
    law: NoiseLaw,
    root: Array,
    target: Array,
    steps: int,
    *,
    clip: Array,
    radius: Array | None = None,
) -> Histories:
    """Enumerate all paths of the algorithm, or of the delayed process where a radius is given."""
    xp = array_namespace(inputs)
    weights, chances = xp.expand_dims(start, axis=1), xp.ones_like(law.chances[:, :1])
    beyond, outside = chances < 0, euclidean_norm(law.second) > lift(clip, 2)
    squares: list[Array] = []
    for _ in range(steps):
        if radius is None:
            moved = moves(inputs, labels, weights, law.first, law.second, root)
        else:
            moved = delayed_moves(inputs, labels, weights, law, root, target, radius, clip)
        batch, paths, outcomes, n = moved.shape
        weights = xp.reshape(moved, (batch, paths * outcomes, n))
        joint = xp.expand_dims(chances, axis=2) * xp.expand_dims(law.chances, axis=1)
        chances = xp.reshape(joint, (batch, paths * outcomes))
        either = xp.expand_dims(beyond, axis=2) | xp.expand_dims(outside, axis=1)
        beyond = xp.reshape(either, (batch, paths * outcomes))
        squares = [xp.repeat(known, outcomes, axis=1) for known in squares]
        squares.append(squared_distances(weights, target))
    return Histories(xp.stack(squares, axis=2), chances, beyond)

"""The Gram matrix of a wide ReLU layer and the data complexity it gives.

``H_ij = E_w[x_i . x_j 1{w . x_i >= 0, w . x_j >= 0}]`` with w standard normal. Shapes: inputs
``(..., n, d)``, Gram matrices ``(..., n, n)``, labels ``(..., n)``.

Source: arora_2019, definition of the Gram matrix, theorem 5.1.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm, inner_products, transpose


def _pi(like: Array) -> Array:
    """Return pi in the arithmetic of ``like``, shape ``(..., 1, 1)``."""
    xp = array_namespace(like)
    return 4 * xp.atan(xp.ones_like(like[..., :1, :1]))


def inner_product_matrix(inputs: Array) -> Array:
    """Return ``x_i . x_j``."""
    return array_namespace(inputs).matmul(inputs, transpose(inputs))


def angles(inputs: Array) -> Array:
    """Return the angle between each pair of inputs, in [0, pi].

    With u and v the unit vectors along them, ``|u - v| = 2 sin(angle/2)`` and
    ``|u + v| = 2 cos(angle/2)``: the angle is ``2 atan2(|u - v|, |u + v|)``, which stays accurate
    near 0 and pi. The zero vector, which has no direction, is given the angle pi/2.
    """
    xp = array_namespace(inputs)
    norms = xp.expand_dims(euclidean_norm(inputs), axis=-1)
    units = inputs / xp.where(norms > 0, norms, xp.ones_like(norms))
    u, v = xp.expand_dims(units, axis=-2), xp.expand_dims(units, axis=-3)
    return 2 * xp.atan2(euclidean_norm(u - v), euclidean_norm(u + v))


def gram_matrix(inputs: Array) -> Array:
    """Return the expectation H for inputs of any length, from the geometry.

    Only the plane of x_i and x_j matters, and there the direction of w is uniform on the circle
    because the normal law is invariant under rotations. Each event ``w . x >= 0`` is a half circle
    centred at x; two half circles whose centres are an angle theta apart share an arc of length
    ``pi - theta``, hence the probability ``(pi - theta) / (2 pi)`` of both.
    """
    pi = _pi(inputs)
    return inner_product_matrix(inputs) * (pi - angles(inputs)) / (2 * pi)


def gram_matrix_closed_form(inputs: Array) -> Array:
    """Return ``x_i . x_j (pi - arccos(x_i . x_j)) / (2 pi)``, the printed form for unit inputs.

    Inner products are clipped to [-1, 1], and the two ends are taken apart: the arc cosine has no
    derivative there, and a ball that touches an end may leave its domain.
    """
    xp = array_namespace(inputs)
    cosine = xp.clip(inner_product_matrix(inputs), min=-1, max=1)
    pi, zero = _pi(inputs), xp.zeros_like(cosine)
    inside = xp.logical_and(cosine > -1, cosine < 1)
    end = xp.where(cosine > 0, zero, pi + zero)
    angle = xp.where(inside, xp.acos(xp.where(inside, cosine, zero)), end)
    return cosine * (pi - angle) / (2 * pi)


def quadratic_form(labels: Array, gram: Array) -> Array:
    """Return ``y^T H^(-1) y`` as ``(...,)`` by one linear solve, NaN where H is singular."""
    xp = array_namespace(labels, gram)
    singular = xp.linalg.det(gram) == 0
    eye = xp.eye(gram.shape[-1], dtype=gram.dtype, device=gram.device) + xp.zeros_like(gram)
    regular = xp.where(singular[..., None, None], eye, gram)
    solved = xp.linalg.solve(regular, xp.expand_dims(labels, axis=-1))
    value = inner_products(transpose(solved), labels)[..., 0]
    return xp.where(singular, xp.full_like(value, xp.nan), value)

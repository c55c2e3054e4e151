"""Batched products and norms, named for what they mean to a data set."""

from array_api_compat import array_namespace

from impl._types import Array


def transpose(matrix: Array) -> Array:
    """Swap the last two axes of ``(..., m, n)``."""
    xp = array_namespace(matrix)
    axes = tuple(range(matrix.ndim))
    return xp.permute_dims(matrix, (*axes[:-2], axes[-1], axes[-2]))


def lift(array: Array, ndim: int) -> Array:
    """Append axes of length one to a batch of parameters until it has ``ndim`` axes."""
    xp = array_namespace(array)
    return xp.reshape(array, (*array.shape, *(1,) * (ndim - array.ndim)))


def inner_products(inputs: Array, weight: Array) -> Array:
    """Return ``<w, x_i>`` as ``(..., n)`` for inputs ``(..., n, d)`` and a weight ``(..., d)``."""
    xp = array_namespace(inputs, weight)
    return xp.matmul(inputs, xp.expand_dims(weight, axis=-1))[..., 0]


def combination(coefficients: Array, inputs: Array) -> Array:
    """Return ``sum_i c_i x_i`` as ``(..., d)`` for ``(..., n)`` and ``(..., n, d)``."""
    xp = array_namespace(coefficients, inputs)
    return xp.matmul(xp.expand_dims(coefficients, axis=-2), inputs)[..., 0, :]


def euclidean_norm(vector: Array) -> Array:
    """Return the norm over the last axis; its gradient at the zero vector is zero, not NaN."""
    return array_namespace(vector).linalg.vector_norm(vector, axis=-1)


def frobenius_norm(matrix: Array) -> Array:
    """Return the norm over the last two axes; its gradient at the zero matrix is zero, not NaN."""
    return array_namespace(matrix).linalg.vector_norm(matrix, axis=(-2, -1))

"""Array helpers shared by the measurements; each works in floats and in balls."""

from __future__ import annotations

from typing import Any

from array_api_compat import array_namespace


def total(x: Any) -> Any:
    """Sum over the last axis."""
    return array_namespace(x).sum(x, axis=-1)


def product(x: Any) -> Any:
    """Multiply over the last axis."""
    return array_namespace(x).prod(x, axis=-1)


def greatest(x: Any) -> Any:
    """Return the largest entry along the last axis."""
    return array_namespace(x).max(x, axis=-1)


def smallest(x: Any) -> Any:
    """Return the least entry along the last axis."""
    return array_namespace(x).min(x, axis=-1)


def root(x: Any) -> Any:
    """Take the square root."""
    return array_namespace(x).sqrt(x)


def logarithm(x: Any) -> Any:
    """Take the natural logarithm."""
    return array_namespace(x).log(x)


def exponential(x: Any) -> Any:
    """Take the exponential."""
    return array_namespace(x).exp(x)


def norm(x: Any) -> Any:
    """Return the Euclidean norm over the last axis, with gradient zero at the origin."""
    return array_namespace(x).linalg.vector_norm(x, axis=-1)


def dot(x: Any, y: Any) -> Any:
    """Return the inner product over the last axis."""
    return total(x * y)


def ascending(x: Any) -> Any:
    """Sort along the last axis."""
    return array_namespace(x).sort(x, axis=-1)


def running(x: Any) -> Any:
    """Return running sums along the last axis."""
    return array_namespace(x).cumulative_sum(x, axis=-1)


def numbers(values: list[Any], like: Any) -> Any:
    """Return listed integers as an array of the same kind as ``like``."""
    return array_namespace(like).asarray(values, dtype=like.dtype, device=like.device)


def transposed(a: Any) -> Any:
    """Swap the last two axes."""
    return array_namespace(a).matrix_transpose(a)


def frobenius(a: Any) -> Any:
    """Return the Frobenius norm, with gradient zero at the zero matrix."""
    return array_namespace(a).linalg.vector_norm(a, axis=(-2, -1))


def spectral_norm(a: Any) -> Any:
    """Return the largest singular value."""
    return array_namespace(a).linalg.matrix_norm(a, ord=2)


def trace(a: Any) -> Any:
    """Add up the diagonal."""
    return total(diagonal(a))


def diagonal(a: Any) -> Any:
    """Return the diagonal."""
    return array_namespace(a).linalg.diagonal(a)


def determinant(a: Any) -> Any:
    """Return the determinant by Leibniz's formula, exact on exact matrices of small size."""
    xp, n = array_namespace(a), a.shape[-1]
    result = 0
    for order, sign in permutations(n):
        term = xp.prod(xp.stack([a[..., i, order[i]] for i in range(n)], axis=-1), axis=-1)
        result = result + sign * term
    return result


def permanent(a: Any) -> Any:
    """Return the permanent of small matrices."""
    xp, n = array_namespace(a), a.shape[-1]
    result = 0
    for order, _ in permutations(n):
        result = result + xp.prod(
            xp.stack([a[..., i, order[i]] for i in range(n)], axis=-1), axis=-1
        )
    return result


def permutations(n: int) -> list[tuple[tuple[int, ...], int]]:
    """Return the permutations of range(n) with their signs."""
    if n == 0:
        return [((), 1)]
    found = []
    for order, sign in permutations(n - 1):
        for place in range(n):
            longer = (*order[:place], n - 1, *order[place:])
            found.append((longer, sign * (-1) ** (n - 1 - place)))
    return found


def eigenvalues(a: Any) -> Any:
    """Return the eigenvalues of symmetric matrices in ascending order."""
    return array_namespace(a).linalg.eigvalsh(a)


def singular_values_2x2(a: Any) -> tuple[Any, Any]:
    """Return both singular values of 2 x 2 matrices, from the norm and the determinant."""
    size, area = total(total(a * a)), 2 * abs(determinant(a))
    half = array_namespace(a).maximum(size - area, 0 * size)
    plus, minus = root(size + area), root(half)
    return (plus + minus) / 2, (plus - minus) / 2


def turned(x: Any, steps: int) -> Any:
    """Rotate the last axis so that entry i is x_{i+steps}."""
    return array_namespace(x).roll(x, -steps, axis=-1)


def ranks(x: Any) -> Any:
    """Return 1, 2, ..., d along the last axis."""
    return numbers(list(range(1, x.shape[-1] + 1)), x)


def hilbert_form(x: Any) -> Any:
    """Return the quadratic form of the Hilbert matrix 1/(i + j - 1)."""
    i = ranks(x)
    return total(total(x[:, :, None] * x[:, None, :] / (i[:, None] + i[None, :] - 1)))


def expectation(law: Any, function: Any = None) -> Any:
    """Return the mean of a function of the value, by default of the value itself."""
    return dot(law.weights, law.values if function is None else function(law.values))


def indicator(truth: Any, like: Any) -> Any:
    """Return 1 where it holds and 0 elsewhere."""
    xp = array_namespace(like)
    return xp.where(truth, xp.ones_like(like), xp.zeros_like(like))

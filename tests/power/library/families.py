"""Families that the entries share: decoders are rational maps, so instances are exact."""

from __future__ import annotations

from typing import Any, NamedTuple

from falsum import Space, choice, family, sizes
from falsum.maps import simplex, squash, unit, wide

from .arrays import numbers, permutations, running, transposed


class Vectors(NamedTuple):
    """Up to three vectors (batch, d)."""

    d: int
    x: Any
    y: Any = 0
    z: Any = 0


class Law(NamedTuple):
    """A finite law: ``weights`` and ``values`` (batch, n), and a level (batch,)."""

    n: int
    weights: Any
    values: Any
    level: Any = 0


class Laws(NamedTuple):
    """Two laws (batch, n) on the same points."""

    n: int
    p: Any
    q: Any


class Matrices(NamedTuple):
    """One or two square matrices (batch, n, n)."""

    n: int
    a: Any
    b: Any = 0


class Scalar(NamedTuple):
    """Up to two numbers (batch,)."""

    x: Any
    y: Any = 0


class Count(NamedTuple):
    """Integers, the same in the whole batch."""

    n: int
    k: int = 0


ONE_SIZE = Space(size=choice(1))


def _blocks(*names: str) -> Any:
    return lambda c: dict.fromkeys(names, (c.d,))


@family(space=Space(d=sizes(2, 8)), latent=_blocks("x"))
def vectors(config: Any, z: Any, xp: Any) -> Vectors:
    """Take the latent itself."""
    return Vectors(config.d, z.x)


@family(space=Space(d=sizes(2, 6)), latent=_blocks("x", "y"))
def pairs(config: Any, z: Any, xp: Any) -> Vectors:
    """Take two vectors from the latent."""
    return Vectors(config.d, z.x, z.y)


@family(space=Space(d=sizes(2, 5)), latent=_blocks("x", "y", "z"))
def triples(config: Any, z: Any, xp: Any) -> Vectors:
    """Take three vectors from the latent."""
    return Vectors(config.d, z.x, z.y, z.z)


@family(space=Space(d=sizes(2, 8)), latent=_blocks("x"))
def positive_vectors(config: Any, z: Any, xp: Any) -> Vectors:
    """Decode positive entries of very different sizes."""
    return Vectors(config.d, wide(z.x, xp))


@family(space=Space(d=sizes(2, 6)), latent=_blocks("x", "y"))
def positive_pairs(config: Any, z: Any, xp: Any) -> Vectors:
    """Decode two vectors with positive entries."""
    return Vectors(config.d, wide(z.x, xp), wide(z.y, xp))


@family(space=Space(d=choice(3)), latent=_blocks("x"))
def positive_triples(config: Any, z: Any, xp: Any) -> Vectors:
    """Decode three positive numbers."""
    return Vectors(3, wide(z.x, xp))


@family(space=Space(d=choice(2)), latent=_blocks("x"))
def two_numbers(config: Any, z: Any, xp: Any) -> Vectors:
    """Take two numbers as a vector."""
    return Vectors(2, z.x)


@family(space=Space(d=sizes(2, 6)), latent=_blocks("x", "y"))
def ascending_pairs(config: Any, z: Any, xp: Any) -> Vectors:
    """Decode two positive sequences that never fall, flat where the latent is negative."""

    def climb(block: Any) -> Any:
        steps = xp.maximum(block, xp.zeros_like(block))
        return wide(block[..., :1], xp) + running(steps)

    return Vectors(config.d, climb(z.x), climb(z.y))


@family(space=ONE_SIZE, latent=lambda c: {"x": ()})
def positive_numbers(config: Any, z: Any, xp: Any) -> Scalar:
    """Decode a positive number."""
    return Scalar(wide(z.x, xp))


@family(space=ONE_SIZE, latent=lambda c: {"x": (), "y": ()})
def positive_number_pairs(config: Any, z: Any, xp: Any) -> Scalar:
    """Decode two positive numbers."""
    return Scalar(wide(z.x, xp), wide(z.y, xp))


@family(space=ONE_SIZE, latent=lambda c: {"x": (), "y": ()})
def number_pairs(config: Any, z: Any, xp: Any) -> Scalar:
    """Take two numbers from the latent."""
    return Scalar(z.x, z.y)


@family(space=ONE_SIZE, latent=lambda c: {"x": ()})
def fractions(config: Any, z: Any, xp: Any) -> Scalar:
    """Decode a number of (0, 1)."""
    return Scalar(unit(z.x, xp))


@family(space=ONE_SIZE, latent=lambda c: {"x": (), "y": ()})
def numbers_and_fractions(config: Any, z: Any, xp: Any) -> Scalar:
    """Decode a positive number and a number of (0, 1)."""
    return Scalar(wide(z.x, xp), unit(z.y, xp))


@family(space=ONE_SIZE, latent=lambda c: {"x": ()})
def turns(config: Any, z: Any, xp: Any) -> Scalar:
    """Decode a number of (0, 1], where 1 occurs."""
    return Scalar(xp.minimum(unit(z.x, xp) * 2, xp.ones_like(z.x)))


@family(space=ONE_SIZE, latent=lambda c: {"x": (), "y": ()})
def powers(config: Any, z: Any, xp: Any) -> Scalar:
    """Decode a number above -1 and an exponent of at least 1."""
    return Scalar(wide(z.x, xp) - 1, 1 + xp.abs(z.y))


@family(space=ONE_SIZE, latent=lambda c: {"x": ()})
def segment(config: Any, z: Any, xp: Any) -> Scalar:
    """Clip to [-1, 1], so that both ends occur."""
    return Scalar(xp.clip(z.x, min=-xp.ones_like(z.x), max=xp.ones_like(z.x)))


@family(space=Space(n=sizes(2, 6)), latent=lambda c: {"weights": (c.n,), "values": (c.n,)})
def laws(config: Any, z: Any, xp: Any) -> Law:
    """Decode a law on real values."""
    return Law(config.n, simplex(z.weights, xp), z.values)


@family(
    space=Space(n=sizes(2, 6)), latent=lambda c: {"weights": (c.n,), "values": (c.n,), "level": ()}
)
def nonnegative_laws(config: Any, z: Any, xp: Any) -> Law:
    """Decode a law on values that are positive or zero, and a level in [0, 1)."""
    values = xp.maximum(z.values, xp.zeros_like(z.values))
    level = xp.maximum(squash(z.level, xp), xp.zeros_like(z.level))
    return Law(config.n, simplex(z.weights, xp), values, level)


@family(space=Space(n=sizes(2, 6)), latent=lambda c: {"weights": (c.n,), "values": (c.n,)})
def positive_laws(config: Any, z: Any, xp: Any) -> Law:
    """Decode a law on positive values."""
    return Law(config.n, simplex(z.weights, xp), wide(z.values, xp))


@family(space=Space(n=sizes(2, 6)), latent=lambda c: {"p": (c.n,), "q": (c.n,)})
def two_laws(config: Any, z: Any, xp: Any) -> Laws:
    """Decode two laws, with atoms of weight zero where the latent is zero."""
    return Laws(config.n, simplex(z.p, xp), simplex(z.q, xp))


@family(space=Space(n=sizes(2, 6)), latent=lambda c: {"p": (c.n,), "q": (c.n,)})
def two_full_laws(config: Any, z: Any, xp: Any) -> Laws:
    """Decode two laws whose atoms all have positive weight."""

    def shares(block: Any) -> Any:
        parts = wide(block, xp, 1)
        return parts / xp.sum(parts, axis=-1, keepdims=True)

    return Laws(config.n, shares(z.p), shares(z.q))


def _squares(*names: str) -> Any:
    return lambda c: dict.fromkeys(names, (c.n, c.n))


@family(space=Space(n=sizes(2, 4)), latent=_squares("a"))
def matrices(config: Any, z: Any, xp: Any) -> Matrices:
    """Take a matrix from the latent."""
    return Matrices(config.n, z.a)


@family(space=Space(n=choice(2)), latent=_squares("a", "b"))
def pairs_2x2(config: Any, z: Any, xp: Any) -> Matrices:
    """Take two 2 x 2 matrices from the latent."""
    return Matrices(2, z.a, z.b)


@family(space=Space(n=sizes(2, 4)), latent=_squares("a", "b"))
def matrix_pairs(config: Any, z: Any, xp: Any) -> Matrices:
    """Take two matrices from the latent."""
    return Matrices(config.n, z.a, z.b)


@family(space=Space(n=sizes(2, 3)), latent=_squares("a", "b"))
def symmetric_pairs(config: Any, z: Any, xp: Any) -> Matrices:
    """Decode two symmetric matrices."""
    return Matrices(config.n, *((m + transposed(m)) / 2 for m in (z.a, z.b)))


@family(
    space=Space(n=sizes(2, 3)),
    latent=lambda c: {"a": (c.n, c.n), "b": (c.n, c.n), "scale": (2, c.n)},
)
def definite_pairs(config: Any, z: Any, xp: Any) -> Matrices:
    """Decode two positive definite matrices by their triangular factors."""

    def definite(below: Any, scale: Any) -> Any:
        eye = numbers([[int(i == j) for j in range(config.n)] for i in range(config.n)], below)
        factor = xp.tril(below, k=-1) + eye * wide(scale, xp, 1)[..., None, :]
        return factor @ transposed(factor)

    return Matrices(config.n, definite(z.a, z.scale[:, 0, :]), definite(z.b, z.scale[:, 1, :]))


@family(space=Space(n=choice(2, 3)), latent=lambda c: {"weights": (len(permutations(c.n)),)})
def doubly_stochastic(config: Any, z: Any, xp: Any) -> Matrices:
    """Mix permutation matrices (all doubly stochastic ones, by Birkhoff's theorem)."""
    orders = [order for order, _ in permutations(config.n)]
    corners = [[[int(o[i] == j) for j in range(config.n)] for i in range(config.n)] for o in orders]
    weights = simplex(z.weights, xp)
    mixed = xp.sum(weights[:, :, None, None] * numbers(corners, weights)[None, ...], axis=1)
    return Matrices(config.n, mixed)


class Triangle(NamedTuple):
    """Side lengths (batch,)."""

    a: Any
    b: Any
    c: Any


@family(space=ONE_SIZE, latent=lambda c: {"x": (3,)})
def triangles(config: Any, z: Any, xp: Any) -> Triangle:
    """Decode a triangle by the lengths from its corners to where the incircle touches."""
    x = wide(z.x, xp, 2)
    return Triangle(x[:, 1] + x[:, 2], x[:, 2] + x[:, 0], x[:, 0] + x[:, 1])


@family(space=ONE_SIZE, latent=lambda c: {"x": (4, 2)})
def quadrilaterals(config: Any, z: Any, xp: Any) -> Scalar:
    """Take four points of the plane from the latent."""
    return Scalar(z.x)


@family(space=Space(n=sizes(1, 30)), latent=lambda c: {})
def counts(config: Any, z: Any, xp: Any) -> Count:
    """Take an integer from the configuration."""
    return Count(config.n)


@family(
    space=Space(n=sizes(1, 12), k=sizes(1, 12), where=lambda c: c.k <= c.n), latent=lambda c: {}
)
def count_pairs(config: Any, z: Any, xp: Any) -> Count:
    """Take integers k <= n from the configuration."""
    return Count(config.n, config.k)

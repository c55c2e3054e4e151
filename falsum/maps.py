"""Rational maps from a latent vector onto common sets.

They meet a constraint by construction and take rationals to rationals, so that a rounded latent is
a short exact instance.  Each works in any array namespace ``xp`` and along the last axis.
"""

from __future__ import annotations

from typing import Any


def wide(z: Any, xp: Any, power: int = 3) -> Any:
    """Map the line onto (0, inf), increasing, 1 at 0, over many orders of magnitude.

    ``wide(z) = (1 + 2z)^power`` for z >= 0 and ``1/wide(-z)`` otherwise; any shape.
    """
    up = (1 + 2 * xp.abs(z)) ** power
    return xp.where(z >= 0, up, 1 / up)


def squash(z: Any, xp: Any) -> Any:
    """Map the line onto (-1, 1) by z / (1 + |z|); any shape."""
    return z / (1 + xp.abs(z))


def unit(z: Any, xp: Any) -> Any:
    """Map the line onto (0, 1), 1/2 at 0; any shape."""
    return (1 + squash(z, xp)) / 2


def signs(z: Any, xp: Any) -> Any:
    """Return 1 where z >= 0 and -1 elsewhere; any shape."""
    return xp.where(z >= 0, xp.ones_like(z), -xp.ones_like(z))


def sphere(z: Any, xp: Any) -> Any:
    """Map (..., d) into the unit sphere of R^d by inverse stereographic projection.

    The last coordinate only chooses the hemisphere (by its sign), the first d - 1 the point; the
    origin goes to the pole, and d = 1 gives the two signs.
    """
    free, last = z[..., :-1], z[..., -1:]
    square = xp.sum(free * free, axis=-1, keepdims=True)
    pole = signs(last, xp) * (1 - square) / (1 + square)
    return xp.concat([2 * free / (1 + square), pole], axis=-1)


def ball(z: Any, xp: Any) -> Any:
    """Map (..., d + 1) into the closed unit ball of R^d: a point of the sphere times a radius.

    The radius is min(1, |last coordinate|), so that the sphere itself has positive probability.
    """
    radius = xp.minimum(xp.abs(z[..., -1:]), xp.ones_like(z[..., -1:]))
    return radius * sphere(z[..., :-1], xp)


def turn(vectors: Any, z: Any, xp: Any) -> Any:
    """Rotate (batch, ..., d) by z of shape (batch, d - 1); nothing is turned at z = 0.

    The angles are 2 atan(z_k), one in each plane of neighbouring coordinates, so that rationals go
    to rationals.
    """
    shape = (z.shape[0], *[1] * (vectors.ndim - 2))
    columns = [vectors[..., k] for k in range(vectors.shape[-1])]
    for k in range(z.shape[1]):
        t = xp.reshape(z[:, k], shape)
        cosine, sine = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
        first, second = columns[k], columns[k + 1]
        columns[k] = cosine * first - sine * second
        columns[k + 1] = sine * first + cosine * second
    return xp.stack(columns, axis=-1)


def simplex(z: Any, xp: Any) -> Any:
    """Map (..., d) onto the probability simplex: squares over their sum (z = 0 to the centre)."""
    square = z * z
    total = xp.sum(square, axis=-1, keepdims=True)
    flat = xp.ones_like(square) / z.shape[-1]
    positive = xp.where(total > 0, total, xp.ones_like(total))
    return xp.where(total > 0, square / positive, flat)

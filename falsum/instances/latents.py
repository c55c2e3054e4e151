"""Latents to try: structured ones for the edges, random ones for the bulk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVELS = np.array([-2.0, -1.0, -0.5, 0.0, 0.0, 0.0, 0.5, 1.0, 2.0])


def structured(dimension: int) -> Floats:
    """Return the latents of the edges: zero, constants, one-hot vectors, alternating signs."""
    if dimension == 0:
        return np.zeros((1, 0))
    eye = np.eye(dimension)[:64]
    flat = np.ones((1, dimension))
    alternating = np.where(np.arange(dimension) % 2 == 0, 1.0, -1.0)[None, :]
    scales = [1e-3, 0.5, 1.0, 2.0, 30.0]
    rows = [np.zeros((1, dimension)), eye, -eye]
    rows += [s * sign * base for base in (flat, alternating) for s in scales for sign in (1, -1)]
    return np.concatenate(rows)


def latents(rng: np.random.Generator, count: int, dimension: int) -> Floats:
    """Return ``count`` latents (count, dimension): half normal, the rest coarse or scaled."""
    if dimension == 0:
        return np.zeros((1, 0))
    normal = rng.standard_normal((count, dimension))
    quarter = count // 4
    normal[:quarter] = rng.choice(LEVELS, size=(quarter, dimension))
    spread = 10.0 ** rng.uniform(-2, 2, size=(quarter, 1))
    normal[quarter : 2 * quarter] *= spread
    return normal


def coarse(rng: np.random.Generator, count: int, dimension: int) -> Floats:
    """Return ``count`` latents of small integers and halves, so that degenerate cases occur."""
    if dimension == 0:
        return np.zeros((1, 0))
    return rng.choice(LEVELS, size=(count, dimension))


def mixed(rng: np.random.Generator, count: int, dimension: int) -> Floats:
    """Return ``count`` latents whose coordinates are unlike: each by itself is simple or large."""
    simple = rng.choice(LEVELS, size=(count, dimension))
    sign = rng.choice([-1.0, 1.0], size=(count, dimension))
    large = sign * 10.0 ** rng.uniform(0, 2, size=(count, dimension))
    return np.where(rng.random((count, dimension)) < 0.5, simple, large)

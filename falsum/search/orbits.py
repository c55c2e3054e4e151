"""Orbits: instances moved along scales and symmetries, far beyond what a screen draws.

A bound with a wrong power fails at one end of the scale, however mildly it fails in the middle.  So
an ordinary instance is scaled over many orders of magnitude: along each symmetry that the family
declares, and along each block of the latent, which needs no declaration.
"""

from __future__ import annotations

import math

import numpy as np

from falsum.instances.family import Family
from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.search.score import Scored, score_latents

DECADES = tuple(10.0**k for k in range(-8, 9) if k)  # factors of a block
POINTS = np.geomspace(0.02, 240.0, 18)  # values of one number: beyond 1e8 through a wide map
GRID = np.concatenate([POINTS, -POINTS])
BETTER = 1e-9  # a moved instance is worth climbing from when its slack is larger by this
KEPT = 4  # moved instances that are climbed from
TURNED = (0.1, 1.0)  # widths of the random moves along symmetries of several numbers


def sweep(
    check: Check,
    config: Config,
    scored: Scored,
    count: int,
    rng: np.random.Generator,
    device: str = "cpu",
) -> Scored | None:
    """Score at most ``count`` moves of the worst instance of a screen and of an ordinary one.

    None means that nothing was swept: the measurement is exact, or no instance was accepted.
    """
    family, ranked = check.family, scored.order()
    if not count or not check.kind.continuous or not scored.flat.shape[1] or not len(ranked):
        return None
    bases = dict.fromkeys([int(ranked[0]), int(ranked[len(ranked) // 2])])
    rows = np.concatenate([orbit(family, config, scored.flat[n], rng) for n in bases])
    rows = np.unique(rows, axis=0)
    if len(rows) > count:
        rows = rows[np.sort(rng.permutation(len(rows))[:count])]
    return score_latents(check, config, rows, device) if len(rows) else None


def orbit(family: Family, config: Config, row: Floats, rng: np.random.Generator) -> Floats:
    """Return the latents (n, dimension) that a latent (dimension,) is moved to.

    Each block is multiplied by powers of ten, and so are all at once; a block of one number is set
    to values of either sign; the blocks of symmetries of several numbers move at random.
    """
    still = set(family.shapes(config))
    found, start = [_multiplied(row, slice(0, family.still(config)))], 0
    for name, shape in family.blocks(config).items():
        place = slice(start, start + math.prod(shape))
        start = place.stop
        if name in still:
            found.append(_multiplied(row, place))
        if place.stop - place.start == 1:
            found.append(_set(row, place))
        elif name not in still:
            found.append(_moved(row, place, rng))
    rows = np.concatenate(found)
    return np.asarray(rows[(rows != row).any(axis=1)])


def _multiplied(row: Floats, place: slice) -> Floats:
    rows = np.tile(row, (len(DECADES), 1))
    rows[:, place] *= np.array(DECADES)[:, None]
    return rows


def _set(row: Floats, place: slice) -> Floats:
    rows = np.tile(row, (len(GRID), 1))
    rows[:, place] = GRID[:, None]
    return rows


def _moved(row: Floats, place: slice, rng: np.random.Generator) -> Floats:
    length = place.stop - place.start
    rows = np.tile(row, (8 * len(TURNED), 1))
    widths = np.repeat(TURNED, 8)[:, None]
    rows[:, place] += widths * rng.standard_normal((len(rows), length))
    return rows


def beyond(scored: Scored, moved: Scored) -> Scored:
    """Return a screen with those moved instances that are worse than all of it."""
    height = scored.slack[scored.order()[0]]  # a sweep starts from an accepted instance
    reached = moved.order()[:KEPT]
    return scored.joined(moved.take(reached[moved.slack[reached] > height + BETTER]))


def turned(
    family: Family, config: Config, rows: Floats, count: int, rng: np.random.Generator
) -> Floats:
    """Return ``count`` latents: the given ones in turn, moved at random along the symmetries."""
    still = family.still(config)
    free = rows.shape[1] - still
    if not free or not len(rows):
        return rows[:0]
    moved = rows[np.arange(count) % len(rows)].copy()
    moved[:, still:] += rng.standard_normal((count, free))
    return moved

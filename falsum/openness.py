"""Open sets: does a neighbourhood of a latent decode to a neighbourhood of its instance?

A decoder that saturates, such as a clip, sends an open set of latents to a single instance, and
what holds there holds on a null set only.  So the decoder's rank at a latent is compared with the
rank that it has at latents in general.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from falsum.binding import Check
from falsum.draw import Floats, stream
from falsum.shrink import arrays_of
from falsum.space import Config

STEP = 2.0**-20  # of a difference, relative to a latent's entry
TOLERANCE = 1e-7  # of the greatest singular value, below which one counts as zero
GENERAL = 6  # latents at which the rank in general is sought


def is_open_at(check: Check, config: Config, latent: Sequence[Fraction]) -> bool:
    """Tell whether the decoder has no smaller rank at a latent than anywhere it is looked for."""
    here = np.array([float(v) for v in latent])
    rng = stream(check.claim.id, config.key, "rank")
    others = rng.standard_normal((GENERAL, len(here)))
    most = max(_rank(check, config, row) for row in others)
    return _rank(check, config, here) >= most


def _rank(check: Check, config: Config, row: Floats) -> int:
    """Return the rank of the decoder's derivative at a latent (dimension,), by differences."""
    import array_api_compat.numpy as xp

    steps = STEP * (1 + np.abs(row))
    moved = np.concatenate([row + np.diag(steps), row - np.diag(steps)])
    with np.errstate(all="ignore"):
        instance = check.family.instances(config, moved, xp)
    columns = [np.reshape(a, (len(moved), -1)) for a in arrays_of(instance) if len(a) == len(moved)]
    if not columns:
        return 0
    values = np.concatenate(columns, axis=1, dtype=np.float64)
    up, down = np.split(values, 2)
    slopes = (up - down) / (2 * STEP) / (1 + np.abs(up + down) / 2)
    sizes = np.linalg.svd(np.where(np.isfinite(slopes), slopes, 0.0), compute_uv=False)
    return int((sizes > TOLERANCE * max(1.0, sizes.max(initial=0.0))).sum())

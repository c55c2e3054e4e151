"""Hide where equality is attained: the largest size only, behind a turned and shifted latent.

Many extremal instances sit at the smallest sizes and at latents such as zero or one-hot vectors,
which any search tries first.  Behind a fixed rational reflection and shift they sit nowhere in
particular, so that a find at the largest size is owed to the climb.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from falsum import Config, Family, Space, choice
from falsum.randomness import stream

from .arrays import numbers

GRID = 64  # shifts are multiples of 1/GRID, exact in floats
SHIFT = 0.7  # their standard deviation; the latent's own is 1


def disguised(family: Family) -> Family:
    """Return the largest size of the family behind a reflection and a shift of the whole latent."""

    def decode(config: Config, z: Any, xp: Any) -> Any:
        length = family.dimension(config)
        if not length:
            return family.instances(config, z.hidden, xp)
        rng = stream("disguise", family.name, config.key)
        mirror = numbers(rng.integers(1, 9, length).tolist(), z.hidden)
        shift = numbers((SHIFT * GRID * rng.standard_normal(length)).round().tolist(), z.hidden)
        along = 2 * xp.sum(z.hidden * mirror, axis=-1, keepdims=True) / xp.sum(mirror * mirror)
        return family.instances(config, z.hidden - along * mirror + shift / GRID, xp)

    *_, largest = family.space.enumerate()
    axes: Any = {name: choice(value) for name, value in largest.items}
    return replace(
        family,
        space=Space(**axes),
        name=f"disguised_{family.name}",
        shapes=lambda config: {"hidden": (family.dimension(config),)},
        decode=decode,
    )

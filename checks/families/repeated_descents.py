"""Noise assisted descents on a line, away from every input, with one first noise for all steps."""

from typing import Any

from checks.families.descent_records import CENTRED, RELAX, NoisyDescent
from falsum import Space, family, sizes
from falsum.maps import unit, wide
from impl.noisy_descent import NoiseLaw


@family(
    space=Space(S=sizes(1, 2), i_max=sizes(3, 10)),
    latent=lambda c: {
        **dict.fromkeys(("root", "first", "far", "target", "clip", "level", "short"), ()),
        "inputs": (c.S,),
    },
    relax=RELAX,
    grants=(CENTRED,),
)
def repeated_descents(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode a first noise of either sign, and a radius that it reaches just before the last step.

    No input is active on the way outwards, and the second noise vanishes.
    """
    root = wide(z.root, xp, 1)
    square = root * root
    S1 = (8 + 8 * wide(z.first, xp, 1)) / root
    stride = square * S1
    distance = stride * (4 + 12 * wide(z.far, xp))
    target = distance * unit(z.target, xp)
    radius = distance + stride * (config.i_max - unit(z.short, xp) / 2)
    inputs = -(unit(z.inputs, xp) / (16 * (distance + stride * config.i_max))[:, None])
    largest = xp.max(-inputs, axis=1)
    drift = 2 * square * square * (largest**4 * radius**2 + S1**2) + square
    room = radius**2 - distance**2 - config.i_max * drift
    values = xp.stack([S1, -S1], axis=1)[:, :, None]
    return NoisyDescent(
        n=1,
        S=config.S,
        i_max=config.i_max,
        inputs=inputs[:, :, None],
        target=target[:, None],
        start=(target + distance)[:, None],
        label_noise=xp.zeros_like(inputs),
        law=NoiseLaw(values, 0 * values, xp.ones_like(values[:, :, 0]) / 2),
        root=root,
        S1=S1,
        clip=unit(z.clip, xp) / 8,
        radius=radius,
        level=room * (1 - unit(z.level, xp) / 16),
    )

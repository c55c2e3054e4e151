"""Noise assisted descents on a line, away from every input, moved by their first noise alone."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.descents.descent_quantities import family
from checks.families.descents.descent_records import CENTRED, RELAX, NoisyDescent
from falsum import Space, sizes
from falsum.maps import unit, wide
from impl.gates.noisy_descent import NoiseLaw


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


@dataclass(frozen=True)
class JumpingDescent(NoisyDescent):
    """A descent whose first noise is ``jump`` or its opposite at the start, and bounded later."""

    jump: Any


@family(
    space=Space(S=sizes(1, 2), i_max=sizes(1, 3)),
    latent=lambda c: {**repeated_descents.shapes(c), "jump": ()},
    relax=RELAX,
    grants=(CENTRED,),
)
def jumping_descents(config: Any, z: Any, xp: Any) -> JumpingDescent:
    """Decode a jump of any size, and a radius of many roots of the step length."""
    run = repeated_descents.decode(config, z, xp)
    far = run.start_distance * (16 + 16 * wide(z.short, xp))
    square = run.root * run.root
    drift = 2 * square * square * (run.C**4 * far**2 + run.S1**2) + square
    room = far**2 - run.start_distance**2 - config.i_max * drift
    still = replace(run.law, first=0 * run.law.first)
    values = {"radius": far, "level": room * (1 - unit(z.level, xp) / 16), "law": still}
    return JumpingDescent(**{**vars(run), **values}, jump=far / square * wide(z.jump, xp))

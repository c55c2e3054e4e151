"""Noise assisted descents on a line whose noise leads to the sphere of radius r_* exactly.

No input is active on the way, so that the iterates are a random walk, and every length is a short
dyadic number, so that distances and the radius are exact.
"""

from typing import Any

from array_api_compat import array_namespace

from checks.families.descents.descent_quantities import delayed_walk, family, free_walk
from checks.families.descents.descent_records import CENTRED, RELAX, NoisyDescent
from falsum import Space, sizes
from falsum.maps import unit, wide
from impl.gates.noisy_descent import NoiseLaw, Walk
from impl.geometry.linear_algebra import lift
from theorems.mukherjee_2020.chapter_3 import proof_3_4_1 as proof


def _grid(value: Any, xp: Any, parts: int) -> Any:
    """Round down to a multiple of 1/parts, at least one of them."""
    return xp.maximum(xp.floor(value * parts), xp.ones_like(value)) / parts


@family(
    space=Space(
        S=sizes(1, 2), i_max=sizes(2, 3), hits=sizes(1, 2), where=lambda c: c.hits < c.i_max
    ),
    latent=lambda c: {
        **dict.fromkeys(("root", "size", "skew", "far", "target", "clip", "level", "side"), ()),
        "inputs": (c.S,),
    },
    relax=RELAX,
    grants=(CENTRED,),
)
def edge_descents(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode a walk whose steps outwards arrive at the radius after ``hits`` of them, or pass it.

    The likely outcome leads outwards by ``size`` roots of the step length, the other one back by
    as much or more; no outcome is clipped.
    """
    one = xp.ones_like(z.root)
    root = _grid(wide(z.root, xp, 1), xp, 16)
    size = _grid(unit(z.size, xp) / 2, xp, 16)
    back = size * xp.where(z.skew > 0, one, one + 1)
    far = xp.floor(32 + 2 * config.i_max / size + wide(z.far, xp, 1))
    chances = xp.stack([back, size], axis=1) / (back + size)[:, None]
    second = xp.stack([size, -back], axis=1)[:, :, None]
    distance = far * root
    target = _grid(unit(z.target, xp), xp, 64) * root
    reach = config.hits * size * root
    radius = distance + xp.where(z.side >= 0, reach, reach * 3 / 4)
    clip = xp.maximum(_grid(unit(z.clip, xp), xp, 64), back)
    clip = xp.where(clip < 1, clip, one * 63 / 64)
    inputs = -(_grid(unit(z.inputs, xp), xp, 64) / (root * 1024)[:, None])[:, :, None]
    S1 = one / (64 * root)
    largest = -inputs[:, 0, 0]
    for k in range(1, config.S):
        largest = xp.maximum(largest, -inputs[:, k, 0])
    square = root * root
    drift = 2 * square * square * (largest**4 * radius**2 + S1**2) + square
    room = radius**2 - distance**2 - config.i_max * drift
    return NoisyDescent(
        n=1,
        S=config.S,
        i_max=config.i_max,
        inputs=inputs,
        target=target[:, None],
        start=(target + distance)[:, None],
        label_noise=xp.zeros_like(inputs[:, :, 0]),
        law=NoiseLaw(xp.zeros_like(second), second, chances),
        root=root,
        S1=S1,
        clip=clip,
        radius=radius,
        level=room * unit(z.level, xp),
    )


def _chance(holds: Any, walk: Walk) -> Any:
    """Return the probability of an event that is given for each path, (batch,)."""
    xp = array_namespace(walk.chances)
    return xp.sum(xp.where(holds, walk.chances, xp.zeros_like(walk.chances)), axis=-1)


@edge_descents.measures(proof.chance)
def _escape(instance: NoisyDescent) -> Any:
    free = free_walk(instance, instance.law)
    return _chance(free.values > lift(instance.radius * instance.radius, 2), free)


@edge_descents.measures(proof.delayed_outside, proof.delayed_at_least)
def _delayed(instance: NoisyDescent) -> tuple[Any, Any]:
    """Ask after each number of steps how likely the process is to be out, or on the edge."""
    edge, outside, at_least = lift(instance.radius * instance.radius, 2), [], []
    for number in range(1, instance.i_max + 1):
        late = delayed_walk(instance, number)
        outside.append(_chance(late.values > edge, late))
        at_least.append(_chance(late.values >= edge, late))
    stack = array_namespace(edge).stack
    return stack(outside, axis=1), stack(at_least, axis=1)

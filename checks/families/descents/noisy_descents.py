"""Noise assisted gradient descent on a ReLU gate: data, noise of two or four outcomes, radii."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checks.families.descents.descent_quantities import family
from checks.families.descents.descent_records import CENTRED, RELAX, NoisyDescent
from falsum import Space, choice, sizes
from falsum.maps import sphere, unit, wide
from impl.gates.noisy_descent import NoiseLaw
from impl.geometry.linear_algebra import euclidean_norm

ROOTS = {1: (1, 1), 2: (7, 5), 3: (17, 10)}  # rationals of at most sqrt(n)
FOURTH_ROOTS = {1: (6, 5), 2: (3, 2), 3: (8, 5)}  # rationals above (2 i)^(1/4)


def _scalars() -> dict[str, tuple[int, ...]]:
    names = ("length", "root", "reach", "gap", "level", "clip", "S1", "first", "large", "small")
    return dict.fromkeys(names, ())


def latent(config: Any) -> dict[str, tuple[int, ...]]:
    return {
        **_scalars(),
        "inputs": (config.S, config.n + 1),
        "target": (config.n,),
        "offset": (config.n,),
        "along": (config.n,),
        "across": (config.n,),
    }


def _two_outcomes(config: Any, z: Any, scale: Any, xp: Any) -> NoiseLaw:
    """Return two opposite outcomes of any skewness, the first noise moving with the second."""
    above, bound = ROOTS[config.n]
    large = wide(z.large, xp) + (config.noise == "drifting")
    small = unit(z.small, xp) * above**2 / bound**2 / large
    chances = xp.stack([small, large], axis=1) / (small + large)[:, None]
    values = xp.stack([large, -small], axis=1)[:, :, None]
    second = values * sphere(z.along, xp)[:, None, :]
    first = (
        values
        * sphere(z.across, xp)[:, None, :]
        * (z.first * scale / (large + small))[:, None, None]
    )
    return NoiseLaw(first, second, chances)


def _four_outcomes(config: Any, z: Any, scale: Any, xp: Any) -> NoiseLaw:
    """Return independent symmetric noises: u or -u and v or -v."""
    above, bound = ROOTS[config.n]
    v = sphere(z.along, xp) * (unit(z.large, xp) * above / bound)[:, None]
    u = sphere(z.across, xp) * (z.first * scale)[:, None]
    first, second = xp.stack([u, u, -u, -u], axis=1), xp.stack([v, -v, v, -v], axis=1)
    return NoiseLaw(first, second, xp.ones_like(first[:, :, 0]) / 4)


def _opposed_outcomes(config: Any, z: Any, scale: Any, xp: Any) -> NoiseLaw:
    """Return v and -v, each with a first noise that points the other way and moves as far."""
    above, bound = ROOTS[config.n]
    share = (1 + unit(z.large, xp)) / 2 * 64 / 65
    v = sphere(z.along, xp) * (share * above / bound)[:, None]
    u = v * (wide(z.first, xp, 1) * scale / wide(z.root, xp, 1))[:, None]
    second, first = xp.stack([v, -v], axis=1), xp.stack([-u, u], axis=1)
    return NoiseLaw(first, second, xp.ones_like(first[:, :, 0]) / 2)


LAWS = {
    "skew": _two_outcomes,
    "drifting": _two_outcomes,
    "symmetric": _four_outcomes,
    "opposed": _opposed_outcomes,
}


def decode(config: Any, z: Any, xp: Any, free: bool = False) -> NoisyDescent:
    """Decode a descent; the step length of a ``free`` one is not bounded by the theorem."""
    n, steps, (above, bound) = config.n, config.i_max, ROOTS[config.n]
    length = wide(z.length, xp)
    root = length * wide(z.root, xp, 1)
    over, under = FOURTH_ROOTS[steps]
    size = wide(z.inputs[:, :, -1], xp)
    size = (size if free else size / (1 + size)) * (under / (over * root))[:, None]
    inputs = sphere(z.inputs[:, :, :-1], xp) * size[:, :, None]
    distance = length * wide(z.reach, xp)
    if config.noise == "opposed":  # short inputs, and a start that is near for the noise
        inputs, distance = inputs / 64, root * wide(z.reach, xp, 1) / 4
    target = z.target * length[:, None]
    law = LAWS[config.noise](config, z, 1 / length, xp)
    S1 = xp.max(euclidean_norm(law.first), axis=-1)
    if config.noise != "opposed":
        S1 = S1 * (1 + xp.abs(z.S1)) + _floor(z, length, xp)
    square = root * root
    largest = xp.max(xp.sum(inputs * inputs, axis=-1), axis=-1)
    drift = steps * (square * n + 2 * square * square * S1 * S1)
    growth = 1 - 2 * steps * square * square * largest * largest
    least = (distance * distance + drift) / growth  # of the square of r_*
    radius = (least / distance + distance) / 2
    clip, offset = unit(z.clip, xp) * above / bound, sphere(z.offset, xp)
    if config.noise == "drifting":  # the likely outcome leads outwards and is not clipped
        clip = euclidean_norm(law.second[:, 1]) * 65 / 64
        offset = -sphere(z.along, xp)
        radius = radius + root * clip / (1 + 1 / wide(z.gap, xp))
    elif config.noise == "opposed":  # both outcomes lead outwards, across the offset
        clip = xp.maximum(clip, euclidean_norm(law.second[:, 1]) * 65 / 64)
        along = sphere(z.along, xp)
        offset = xp.stack([-along[:, 1], along[:, 0]], axis=1)
        kick = root * euclidean_norm(law.second[:, 0]) + square * S1
        parts = 64 * (1 + 1 / wide(z.gap, xp))
        radius = root * xp.floor(parts * xp.sqrt(distance**2 + kick**2) / root) / parts
    else:
        radius = radius + distance * wide(z.gap, xp)
    share = xp.minimum(2 * unit(z.level, xp), xp.ones_like(length))
    coarse = (config.noise in ("skew", "drifting")) & (clip >= 1 / 4)
    radius = xp.where(coarse, root * xp.ceil(64 * radius / root) / 64, radius)
    level = growth * (radius * radius - least) * share
    short = square * xp.floor(64 * level / square) / 64
    level = xp.where(coarse & (short > 0), short, level)
    return NoisyDescent(
        n=n,
        S=config.S,
        i_max=steps,
        inputs=inputs,
        target=target,
        start=target + distance[:, None] * offset,
        label_noise=xp.zeros_like(inputs[:, :, 0]),
        law=law,
        root=root,
        S1=S1,
        clip=clip,
        radius=radius,
        level=level,
    )


def _floor(z: Any, length: Any, xp: Any) -> Any:
    """Return a small positive S_1 where the first noise vanishes, 0 elsewhere."""
    return xp.where(z.first == 0, unit(z.S1, xp) / length, xp.zeros_like(length))


SPACE = Space(n=sizes(1, 2), S=sizes(1, 2), i_max=sizes(1, 3), noise=choice("skew", "drifting"))


@family(space=SPACE, latent=latent, relax=RELAX, grants=(CENTRED,))
def noisy_descents(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode noises of any skewness, both driven by one coin; scales over many orders."""
    return decode(config, z, xp)


opposed_descents = replace(
    noisy_descents,
    name="opposed_descents",
    space=Space(n=sizes(2, 2), S=sizes(1, 2), i_max=sizes(1, 1), noise=choice("opposed")),
)


def _anywhere(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Put the radius on either side of the distance: moving and resting processes."""
    descent = decode(config, z, xp, free=True)
    return replace(descent, radius=descent.start_distance * wide(z.ball, xp))


def _stepping(config: Any) -> dict[str, tuple[int, ...]]:
    return {**latent(config), "ball": ()}


@family(
    space=Space(
        n=sizes(1, 3),
        S=sizes(1, 2),
        i_max=sizes(1, 1),
        noise=choice("skew", "drifting", "symmetric"),
    ),
    latent=_stepping,
    relax=RELAX,
    grants=(CENTRED,),
)
def noisy_steps(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode a step of any length, with any noise and any radius."""
    return _anywhere(config, z, xp)


symmetric_steps = replace(
    noisy_steps,
    name="symmetric_steps",
    space=Space(n=sizes(1, 3), S=sizes(1, 2), i_max=sizes(1, 1), noise=choice("symmetric")),
)

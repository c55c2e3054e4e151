"""Noise assisted gradient descent over many steps, beside the short runs of `noisy_descents`."""

from typing import Any

from checks.families.descents.descent_quantities import family
from checks.families.descents.descent_records import CENTRED, RELAX, NoisyDescent
from checks.families.descents.noisy_descents import ROOTS, symmetric_descents
from falsum import Space, choice, sizes
from falsum.maps import sphere, squash, unit, wide
from impl.gates.noisy_descent import NoiseLaw
from impl.geometry.linear_algebra import euclidean_norm

LONG = 16  # steps; with few of them the tail bound says nothing that a path could break
FLAT = 64  # by how much first noise and inputs are smaller than the second noise


def _outward(config: Any, z: Any, xp: Any) -> NoiseLaw:
    """Return independent symmetric noises: u or -u, small, and v or -v."""
    above, bound = ROOTS[config.n]
    v = sphere(z.along, xp) * (unit(z.large, xp) * above / bound * 15 / 16)[:, None]
    u = sphere(z.across, xp) * (z.first / (FLAT * wide(z.length, xp)))[:, None]
    first, second = xp.stack([u, u, -u, -u], axis=1), xp.stack([v, -v, v, -v], axis=1)
    return NoiseLaw(first, second, xp.ones_like(first[:, :, 0]) / 4)


def _long(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Return a run that starts far away and moves along a line through the target, nearly.

    There the square of the distance changes as much as the proof allows for.  The room up to r_* is
    a few standard deviations of the walk, so that the bound is neither void nor beyond all trials.
    """
    n, steps, root = config.n, config.i_max, wide(z.length, xp)
    law = _outward(config, z, xp)
    step = root * euclidean_norm(law.second[:, 0])
    size = unit(z.inputs[:, :, -1], xp) / (FLAT * root)[:, None]
    inputs = sphere(z.inputs[:, :, :-1], xp) * size[:, :, None]
    distance = root * FLAT * (1 + wide(z.reach, xp, 1))
    target = z.target * root[:, None]
    S1 = euclidean_norm(law.first[:, 0]) * (1 + xp.abs(z.S1)) + unit(z.S1, xp) / (FLAT**2 * root)
    square, largest = root * root, xp.max(xp.sum(inputs * inputs, axis=-1), axis=-1)
    drift = steps * (square * n + 2 * square * square * S1 * S1)
    growth = 1 - 2 * steps * square * square * largest * largest
    least = (distance * distance + drift) / growth  # of the square of r_*
    deviations = 1 + 3 * unit(z.gap, xp)
    radius = (least / distance + distance) / 2 + step * deviations * 4  # 4 is the root of 16
    share = 1 - unit(z.level, xp) / FLAT
    return NoisyDescent(
        n=n,
        S=config.S,
        i_max=steps,
        inputs=inputs,
        target=target,
        start=target + distance[:, None] * sphere(z.along + squash(z.offset, xp) / 8, xp),
        label_noise=xp.zeros_like(inputs[:, :, 0]),
        law=law,
        root=root,
        S1=S1,
        clip=step / root * (1 + (1 + unit(z.clip, xp)) / FLAT),
        radius=radius,
        level=growth * (radius * radius - least) * share,
    )


@family(
    space=Space(
        n=sizes(1, 2),
        S=sizes(1, 2),
        i_max=choice(1, 2, LONG),
        noise=choice("symmetric"),
        where=lambda c: c.i_max < LONG or c.n == c.S == 2,
    ),
    latent=symmetric_descents.shapes,
    relax=RELAX,
    grants=(CENTRED,),
)
def long_descents(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode symmetric independent noises, for a step or two or for many."""
    run: NoisyDescent = (_long if config.i_max == LONG else symmetric_descents.decode)(
        config, z, xp
    )
    return run

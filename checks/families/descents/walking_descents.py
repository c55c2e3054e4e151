"""Noise assisted descents that walk along a line, with a few outcomes of the noise and its tail.

No input is active on the way, so that the iterates are a random walk, and every length is a short
dyadic number, so that distances, clipped noises and the radius are exact.  The start is far away
for the noise: there the square of the distance changes nearly as much as the proof allows for.
"""

from typing import Any, NamedTuple

from checks.families.descents.descent_quantities import family
from checks.families.descents.descent_records import CENTRED, RELAX, NoisyDescent
from checks.families.descents.noisy_descents import decode, latent
from falsum import Space, choice, sizes
from falsum.maps import unit, wide
from impl.gates.noisy_descent import NoiseLaw


class Kind(NamedTuple):
    """Outcomes of the second noise and their weights, C_L at least, and what a unit is at most.

    In units; the first outcome leads outwards, and where C_L is fixed it is what is left of that.
    """

    outcomes: tuple[int, ...]
    weights: tuple[int, ...]
    clip: int
    most: float
    fixed: bool = False


KINDS = {
    "fair": Kind((1, -1), (1, 1), 1, 1),
    "varied": Kind((2, 1, -1, -2), (1, 1, 1, 1), 2, 1 / 2),
    "skew": Kind((1, -3), (3, 1), 3, 1 / 4),
    "partial": Kind((84, -1344, -10), (21, 1, 42), 21, 1 / 256, fixed=True),
    "clipped": Kind((1, -7), (7, 1), 1, 1 / 4),  # with a clipped noise that drifts outwards
}


def _grid(value: Any, xp: Any, parts: int) -> Any:
    """Round down to a multiple of 1/parts, at least one of them."""
    return xp.maximum(xp.floor(value * parts), xp.ones_like(value)) / parts


def _walk(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Return a walk that arrives at the radius, or passes it, after ``hits`` steps outwards."""
    kind, one = KINDS[config.noise], xp.ones_like(z.root)
    root, piece = _grid(wide(z.root, xp, 1), xp, 16), _grid(unit(z.large, xp), xp, 16) * kind.most
    values = xp.stack([piece * outcome for outcome in kind.outcomes], axis=1)[:, :, None]
    chances = xp.stack([one * w / sum(kind.weights) for w in kind.weights], axis=1)
    least = piece * kind.clip
    later = xp.floor(16 * xp.maximum(z.clip, 0 * one) / (1 + xp.abs(z.clip))) / 16
    clip = least if kind.fixed else least + (1 - least) * later
    distance = root * 64 * xp.floor(1 + wide(z.reach, xp))
    outwards = piece * kind.outcomes[0]
    stride = xp.where(z.small > 0, outwards, clip) if kind.fixed else outwards
    short = xp.where(z.gap >= 0, 0 * one, xp.where(z.gap >= -1, one / 64, one / 4))
    radius = distance + root * stride * config.hits * (1 - short)
    target = _grid(unit(z.target[:, 0], xp), xp, 64) * root
    inputs = -_grid(unit(z.inputs[:, :, -1], xp), xp, 64) / (4096 * root)[:, None]
    S1, square = one / (1024 * root), root * root
    drift = 2 * square * square * (xp.max(-inputs, axis=1) ** 4 * radius**2 + S1**2)
    room = radius**2 - distance**2 - config.i_max * (drift + square * config.n)

    def in_space(along: Any) -> Any:
        """Add coordinates that vanish to a first one, (batch, ..., 1)."""
        return xp.concat([along, *[0 * along] * (config.n - 1)], axis=-1)

    second = in_space(values)
    return NoisyDescent(
        n=config.n,
        S=config.S,
        i_max=config.i_max,
        inputs=in_space(inputs[:, :, None]),
        target=in_space(target[:, None]),
        start=in_space((target + distance)[:, None]),
        label_noise=xp.zeros_like(inputs),
        law=NoiseLaw(0 * second, second, chances),
        root=root,
        S1=S1,
        clip=clip,
        radius=radius,
        level=room * xp.minimum(2 * unit(z.level, xp), one),
    )


def _admitted(config: Any) -> bool:
    if config.noise == "symmetric":
        return bool(config.hits == 1 and config.i_max <= 2)
    return bool(config.hits <= config.i_max)


@family(
    space=Space(
        n=sizes(1, 2),
        S=sizes(1, 2),
        i_max=sizes(1, 4),
        hits=sizes(1, 4),
        noise=choice(*KINDS),
        where=_admitted,
    ),
    latent=latent,
    relax=RELAX,
    grants=(CENTRED,),
)
def walking_descents(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode a walk with any kind of noise."""
    return _walk(config, z, xp)


@family(
    space=Space(
        n=sizes(1, 2),
        S=sizes(1, 2),
        i_max=sizes(1, 4),
        hits=sizes(1, 4),
        noise=choice("symmetric", "fair", "varied", "skew", "partial"),
        where=_admitted,
    ),
    latent=latent,
    relax=RELAX,
    grants=(CENTRED,),
)
def centred_descents(config: Any, z: Any, xp: Any) -> NoisyDescent:
    """Decode a clipped noise that is centred: walks, and descents with independent noises."""
    return (decode if config.noise == "symmetric" else _walk)(config, z, xp)

"""The printed radius, and the Gaussian tail in closed form."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.descents.noisy_descents import noisy_descents
from falsum import Space, audits, choice, family, sizes
from falsum.maps import unit, wide
from impl.gates import gaussian
from theorems.mukherjee_2020.chapter_3 import remark_3_4_1 as stated


def tail_of(sigma: Any, C_L: Any, n: int) -> Any:
    """Evaluate the closed form of the tail."""
    return gaussian.norm_tail(C_L * C_L / (2 * sigma * sigma), n)


@dataclass(frozen=True)
class Gaussian:
    """A standard deviation and a radius, (batch,) each, in n dimensions."""

    n: int
    sigma: Any
    C_L: Any


@family(space=Space(n=sizes(1, 16)), latent=lambda c: {"sigma": (), "radius": ()})
def gaussians(config: Any, z: Any, xp: Any) -> Gaussian:
    """Decode a standard deviation of any size and a radius of up to 16 of them."""
    sigma = wide(z.sigma, xp)
    return Gaussian(n=config.n, sigma=sigma, C_L=sigma * 16 * unit(z.radius, xp))


@dataclass(frozen=True)
class Tail:
    """A sum of variances, a radius and the other exponential, (batch,), and a number of steps."""

    i_max: int
    total: Any
    C_L: Any
    rest: Any


def larger_variance(tail: Tail, z: Any, xp: Any) -> Tail:
    """Raise the sum of the variances."""
    return replace(tail, total=tail.total * (1 + wide(z, xp)))


@family(
    space=Space(i_max=sizes(1, 12)),
    latent=lambda c: {"radius": (), "total": (), "rest": ()},
    relax=dict.fromkeys(
        (stated.small_exponential, "the theorem's bound is below 1"), larger_variance
    ),
)
def tails(config: Any, z: Any, xp: Any) -> Tail:
    """Decode a sum of variances around the one that is allowed, half of them below it."""
    square = wide(z.radius, xp) ** 2
    most = square / (8 * xp.log(4 * config.i_max * xp.ones_like(square)))
    rest = unit(z.rest, xp) ** 3 / config.i_max
    return Tail(config.i_max, most * wide(z.total, xp, 1), xp.sqrt(square), rest)


@dataclass(frozen=True)
class TwoDeviations:
    """Two standard deviations and a radius, (batch,) each."""

    sigma_1: Any
    sigma_2: Any
    C_L: Any


def exchanged(pair: TwoDeviations, z: Any, xp: Any) -> TwoDeviations:
    """Exchange the standard deviations where z > 0."""
    first = xp.where(z > 0, pair.sigma_2, pair.sigma_1)
    second = xp.where(z > 0, pair.sigma_1, pair.sigma_2)
    return replace(pair, sigma_1=first, sigma_2=second)


@family(
    space=Space(spread=choice("near", "far")),
    latent=lambda c: {"sigma": (), "ratio": (), "radius": ()},
    relax={"sigma_1 is the larger one": exchanged},
)
def two_deviations(config: Any, z: Any, xp: Any) -> TwoDeviations:
    """Decode two standard deviations of any ratio and a radius of up to 16 of the larger one."""
    sigma = wide(z.sigma, xp, 1)
    ratio = unit(z.ratio, xp) if config.spread == "near" else 1 / (1 + wide(z.ratio, xp, 4))
    return TwoDeviations(sigma, sigma * ratio, sigma * 16 * unit(z.radius, xp))


radius = audits(noisy_descents, {stated.radius: "proved"})
LOOSE = "the tail bound that is quoted is loose by its factor 4"
tail = audits(
    gaussians,
    {stated.tail: "survived"},
    measures={stated.gaussian_tail: tail_of},
    weak={stated.tail: LOOSE},
)
of_unequal = audits(two_deviations, {stated.unequal: "survived"}, weak={stated.unequal: LOOSE})
of_variances = audits(tails, {stated.variance: "survived", stated.needed: "survived"})

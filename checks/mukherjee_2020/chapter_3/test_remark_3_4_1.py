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


def tail_of_variance(sigma: Any, C_L: Any, n: int) -> Any:
    """Evaluate the closed form of the tail for variances of sigma."""
    return gaussian.norm_tail(C_L * C_L / (2 * sigma), n)


@dataclass(frozen=True)
class Gaussian:
    """A standard deviation and a radius, (batch,) each, in n dimensions."""

    n: int
    sigma: Any
    C_L: Any


@family(space=Space(n=sizes(1, 6)), latent=lambda c: {"sigma": (), "radius": ()})
def gaussians(config: Any, z: Any, xp: Any) -> Gaussian:
    """Decode a standard deviation of any size and a radius of up to 16 of them."""
    sigma = wide(z.sigma, xp)
    return Gaussian(n=config.n, sigma=sigma, C_L=sigma * 16 * unit(z.radius, xp))


@dataclass(frozen=True)
class Tail:
    """A sum of variances and a radius, (batch,) each, and a number of steps."""

    i_max: int
    total: Any
    C_L: Any


def larger_variance(tail: Tail, z: Any, xp: Any) -> Tail:
    """Raise the sum of the variances."""
    return replace(tail, total=tail.total * (1 + wide(z, xp)))


@family(
    space=Space(i_max=sizes(1, 12)),
    latent=lambda c: {"radius": (), "total": ()},
    relax={"the exponential of the tail is below 1/(4 i_max)": larger_variance},
)
def tails(config: Any, z: Any, xp: Any) -> Tail:
    """Decode a sum of variances around the one that is allowed, half of them below it."""
    square = wide(z.radius, xp) ** 2
    most = square / (8 * xp.log(4 * config.i_max * xp.ones_like(square)))
    return Tail(config.i_max, most * wide(z.total, xp, 1), xp.sqrt(square))


@dataclass(frozen=True)
class Informative(Gaussian):
    """The same, a number of steps and what else the theorem's bound holds, (batch,)."""

    i_max: int
    rest: Any


@family(
    space=Space(n=sizes(1, 4), i_max=sizes(1, 4)),
    latent=lambda c: {"sigma": (), "radius": (), "rest": ()},
)
def informative(config: Any, z: Any, xp: Any) -> Informative:
    """Decode standard deviations below 1, and radii below sqrt(n)."""
    least = {1: (1, 1), 2: (7, 5), 3: (17, 10), 4: (2, 1)}[config.n]
    return Informative(
        n=config.n,
        sigma=unit(z.sigma, xp),
        C_L=unit(z.radius, xp) * least[0] / least[1],
        i_max=config.i_max,
        rest=unit(z.rest, xp) ** 3 / config.i_max,
    )


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
tail = audits(
    gaussians, {stated.tail_printed: "survived"}, measures={stated.gaussian_tail: tail_of}
)
tail_of_variances = audits(
    gaussians, {stated.tail_variance: "refuted"}, measures={stated.gaussian_tail: tail_of_variance}
)
of_unequal = audits(two_deviations, {stated.unequal: "survived"})
of_variances = audits(tails, {stated.variance: "survived"})
in_the_theorem = audits(
    informative,
    {stated.needed: "refuted", stated.needed_corrected: "survived"},
    measures={stated.gaussian_tail: tail_of},
)

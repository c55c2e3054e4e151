"""The printed radius, and the Gaussian tail in closed form."""

from dataclasses import dataclass
from typing import Any

from checks.families.noisy_descents import noisy_descents
from falsum import Space, check, family, sizes
from falsum.maps import unit, wide
from impl import gaussian
from theorems.mukherjee_2020 import remark_3_4_1 as stated
from theorems.mukherjee_2020.notation_3_4 import lam, r


def nothing() -> dict[Any, Any]:
    """Measure nothing: every symbol is a parameter."""
    return {}


test_remark_3_4_1_radius = check(
    stated.remark_3_4_1_radius, noisy_descents, where={r: "radius", lam: "level"}, expect="proved"
)(nothing)


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


@check(stated.remark_3_4_1_gaussian_tail, gaussians, expect="survived")
def test_remark_3_4_1_gaussian_tail(sigma: Any, C_L: Any, n: int) -> dict[Any, Any]:
    """Evaluate the closed form of the tail."""
    return {stated.gaussian_tail: gaussian.norm_tail(C_L * C_L / (2 * sigma * sigma), n)}

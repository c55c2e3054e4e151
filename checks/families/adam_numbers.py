"""The numbers in the proof on ADAM: for each display a family of those that it speaks of."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.adam_runs import larger_momentum, smaller_shift
from checks.families.rmsprop_runs import decay
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide


@dataclass(frozen=True)
class FactorNumbers:
    """What the lower bound of the alignment is made of, (batch,) each."""

    t: int
    g: Any
    sigma: Any
    beta1: Any
    beta2: Any
    zeta: Any


@family(
    relax={"the gap is positive": larger_momentum},
    space=Space(t=sizes(1, 3)),
    latent=lambda c: dict.fromkeys(("g", "sigma", "beta1", "beta2", "zeta"), ()),
)
def factor_numbers(config: Any, z: Any, xp: Any) -> FactorNumbers:
    """Choose beta_1 below g / (g + sigma), which makes the gap positive."""
    g, sigma = wide(z.g, xp), wide(z.sigma, xp)
    beta1 = unit(z.beta1, xp) * g / (g + sigma)
    return FactorNumbers(config.t, g, sigma, beta1, decay(z.beta2, xp), wide(z.zeta, xp))


@dataclass(frozen=True)
class BoundNumbers:
    """What the number of steps is made of, (batch,) each."""

    eps: Any
    sigma: Any
    L: Any
    beta1: Any
    zeta: Any
    f2: Any
    f_star: Any


def no_decrease(numbers: BoundNumbers, z: Any, xp: Any) -> BoundNumbers:
    """Set f(x_2) to the minimum or below."""
    return replace(numbers, f2=numbers.f_star - xp.abs(z))


@family(
    relax={
        "beta_1 is small": larger_momentum,
        "the shift is large": smaller_shift,
        "f decreases": no_decrease,
    },
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("eps", "sigma", "L", "beta1", "zeta", "f2"), ()),
)
def bound_numbers(config: Any, z: Any, xp: Any) -> BoundNumbers:
    """Decode numbers over many orders of magnitude, beta_1 and the shift within the bounds."""
    sigma, eps = wide(z.sigma, xp), wide(z.eps, xp)
    beta1 = unit(z.beta1, xp) * eps / (eps + sigma)
    least = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    zeta = least + sigma * wide(z.zeta, xp)
    return BoundNumbers(eps, sigma, wide(z.L, xp), beta1, zeta, wide(z.f2, xp), 0 * z.f2)


@dataclass(frozen=True)
class ChainNumbers:
    """What the explicit number of steps is made of, (batch,) each."""

    eps: Any
    sigma: Any
    L: Any


@family(
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("eps", "sigma", "L"), ()),
)
def chain_numbers(config: Any, z: Any, xp: Any) -> ChainNumbers:
    """Decode any positive numbers."""
    return ChainNumbers(wide(z.eps, xp), wide(z.sigma, xp), wide(z.L, xp))


@dataclass(frozen=True)
class DecreaseNumbers:
    """What the decrease in one step is made of, (batch,) each; h is 1 - beta_1^t."""

    g: Any
    h: Any
    sigma: Any
    L: Any
    beta1: Any
    zeta: Any


@family(
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("g", "h", "sigma", "L", "beta1", "zeta"), ()),
)
def decrease_numbers(config: Any, z: Any, xp: Any) -> DecreaseNumbers:
    """Decode positive numbers over many orders of magnitude, beta_1 and h below 1."""
    return DecreaseNumbers(
        g=wide(z.g, xp),
        h=unit(z.h, xp),
        sigma=wide(z.sigma, xp),
        L=wide(z.L, xp),
        beta1=unit(z.beta1, xp),
        zeta=wide(z.zeta, xp),
    )

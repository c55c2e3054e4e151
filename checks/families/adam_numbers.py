"""The numbers in the proof on ADAM alone."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.adam_runs import larger_momentum, smaller_shift
from checks.families.rmsprop_runs import decay
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide


@dataclass(frozen=True)
class AdamNumbers:
    """The numbers of the proof, (batch,) each."""

    t: int
    g: Any
    eps: Any
    sigma: Any
    L: Any
    beta1: Any
    beta2: Any
    zeta: Any
    f2: Any
    f_star: Any


NUMBERS = ("g", "eps", "sigma", "L", "beta1", "beta2", "zeta", "f2")


def no_decrease(numbers: AdamNumbers, z: Any, xp: Any) -> AdamNumbers:
    """Set f(x_2) to the minimum or below."""
    return replace(numbers, f2=numbers.f_star - xp.abs(z))


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(NUMBERS, ())


@family(space=Space(t=sizes(1, 3)), latent=_latent)
def adam_numbers(config: Any, z: Any, xp: Any) -> AdamNumbers:
    """Decode numbers over many orders of magnitude, beta_1 and the shift within the bounds."""
    sigma, eps = wide(z.sigma, xp), wide(z.eps, xp)
    beta1 = unit(z.beta1, xp) * eps / (eps + sigma)
    least = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    return AdamNumbers(
        t=config.t,
        g=wide(z.g, xp),
        eps=eps,
        sigma=sigma,
        L=wide(z.L, xp),
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=least + sigma * wide(z.zeta, xp),
        f2=wide(z.f2, xp),
        f_star=0 * z.f2,
    )


@family(
    relax={
        "beta_1 is small": larger_momentum,
        "the shift is large": smaller_shift,
        "f decreases": no_decrease,
    },
    space=Space(t=choice(1)),
    latent=_latent,
)
def timeless_numbers(config: Any, z: Any, xp: Any) -> AdamNumbers:
    """Decode the same numbers for claims that don't speak of t."""
    numbers: AdamNumbers = adam_numbers.decode(config, z, xp)
    return numbers


@dataclass(frozen=True)
class FreeNumbers:
    """Positive numbers that nothing ties together, (batch,) each; beta_1 and h are below 1."""

    g: Any
    h: Any
    eps: Any
    sigma: Any
    L: Any
    beta1: Any
    zeta: Any


@family(
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("g", "h", "eps", "sigma", "L", "beta1", "zeta"), ()),
)
def free_numbers(config: Any, z: Any, xp: Any) -> FreeNumbers:
    """Decode numbers over many orders of magnitude."""
    return FreeNumbers(
        g=wide(z.g, xp),
        h=unit(z.h, xp),
        eps=wide(z.eps, xp),
        sigma=wide(z.sigma, xp),
        L=wide(z.L, xp),
        beta1=unit(z.beta1, xp),
        zeta=wide(z.zeta, xp),
    )

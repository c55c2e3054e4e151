"""The numbers in the proof on ADAM: for each display a family of those that it speaks of."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.optimisers.adam_runs import NUMBERS, larger_momentum
from checks.families.optimisers.rmsprop_runs import decay
from checks.families.optimisers.unfinished_adam_runs import no_momentum
from falsum import Space, choice, family, numbers, sizes
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as proof


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
    relax={proof.some_gap: larger_momentum},
    space=Space(t=sizes(1, 3)),
    latent=lambda c: dict.fromkeys(("g", "sigma", "beta1", "beta2", "zeta"), ()),
)
def factor_numbers(config: Any, z: Any, xp: Any) -> FactorNumbers:
    """Choose beta_1 below g / (g + sigma), which makes the gap positive."""
    g, sigma = wide(z.g, xp), wide(z.sigma, xp)
    beta1 = unit(z.beta1, xp) * g / (g + sigma)
    return FactorNumbers(config.t, g, sigma, beta1, decay(z.beta2, xp), wide(z.zeta, xp))


@dataclass(frozen=True)
class ThresholdNumbers(FactorNumbers):
    """The same numbers and an accuracy below the norm of the gradient, (batch,)."""

    eps: Any


def larger_eps(numbers: ThresholdNumbers, z: Any, xp: Any) -> ThresholdNumbers:
    """Raise the accuracy above the norm."""
    return replace(numbers, eps=numbers.g * (1 + wide(z, xp)))


def first_step(numbers: ThresholdNumbers, z: Any, xp: Any) -> ThresholdNumbers:
    """Look at the first step."""
    return replace(numbers, t=1)


@family(
    relax={
        **NUMBERS,
        proof.momentum: no_momentum,
        proof.later: first_step,
        proof.large_norm: larger_eps,
    },
    space=Space(t=sizes(2, 4)),
    latent=lambda c: {**factor_numbers.shapes(c), "eps": ()},
)
def threshold_numbers(config: Any, z: Any, xp: Any) -> ThresholdNumbers:
    """Choose beta_1 and the shift within the theorem's bounds."""
    numbers = factor_numbers.decode(config, z, xp)
    eps, sigma = numbers.g * unit(z.eps, xp), numbers.sigma
    beta1 = unit(z.beta1, xp) * eps / (eps + sigma)
    least_shift = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    zeta = least_shift * (1 + wide(z.zeta, xp))
    return ThresholdNumbers(**{**vars(numbers), "beta1": beta1, "zeta": zeta}, eps=eps)


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
    relax={**NUMBERS, proof.falling: no_decrease},
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


# What the decrease in one step is made of; h is 1 - beta_1^t.
decrease_numbers = numbers(
    "decrease_numbers",
    {"g": wide, "h": unit, "sigma": wide, "L": wide, "beta1": unit, "zeta": wide},
)

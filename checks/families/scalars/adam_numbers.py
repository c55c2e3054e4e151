"""The numbers in the proof on ADAM."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.optimisers.adam_runs import NUMBERS, within_bounds
from checks.families.optimisers.rmsprop_runs import decay
from checks.families.relaxing import larger
from falsum import Space, family, numbers, sizes
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as proof


@dataclass(frozen=True)
class AdamNumbers:
    """What the bounds at the t-th step and the number of steps are made of, (batch,) each."""

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


def first_step(numbers: AdamNumbers, z: Any, xp: Any) -> AdamNumbers:
    """Look at the first step."""
    return replace(numbers, t=1)


def no_decrease(numbers: AdamNumbers, z: Any, xp: Any) -> AdamNumbers:
    """Set f(x_2) to the minimum or below."""
    return replace(numbers, f2=numbers.f_star - xp.abs(z))


@family(
    relax={
        **NUMBERS,
        proof.later: first_step,
        proof.large_norm: larger("eps"),
        proof.falling: no_decrease,
    },
    space=Space(t=sizes(1, 4)),
    latent=lambda c: dict.fromkeys(
        ("g", "eps", "sigma", "L", "beta1", "beta2", "zeta", "f2", "f_star"), ()
    ),
)
def adam_numbers(config: Any, z: Any, xp: Any) -> AdamNumbers:
    """Choose beta_1 and the shift within the theorem's bounds, and a norm above eps."""
    g, sigma = wide(z.g, xp), wide(z.sigma, xp)
    eps = g * unit(z.eps, xp)
    beta1, zeta = within_bounds(z, eps, sigma, xp)
    return AdamNumbers(
        t=config.t,
        g=g,
        eps=eps,
        sigma=sigma,
        L=wide(z.L, xp),
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=zeta,
        f2=z.f_star + wide(z.f2, xp),
        f_star=z.f_star,
    )


chain_numbers = numbers("chain_numbers", {"eps": wide, "sigma": wide, "L": wide})

# What the decrease in one step is made of; h is 1 - beta_1^t.
decrease_numbers = numbers(
    "decrease_numbers",
    {"g": wide, "h": unit, "sigma": wide, "L": wide, "beta1": unit, "zeta": wide},
)

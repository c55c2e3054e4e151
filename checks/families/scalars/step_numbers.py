"""The numbers that the step size of Theorem 5.3.1 is made of."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, choice, family
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem


@dataclass(frozen=True)
class StepNumbers:
    """The numbers that the step size is made of, (batch,) each."""

    sigma: Any
    L: Any
    c: Any
    xi: Any
    beta2: Any


def smaller_xi(numbers: Any, z: Any, xp: Any) -> Any:
    """Shrink xi below what the decay asks for."""
    return replace(numbers, xi=numbers.xi * unit(z, xp) ** 3)


@family(
    relax={theorem.suitable_decay: smaller_xi},
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("sigma", "L", "c", "xi", "beta2"), ()),
)
def step_numbers(config: Any, z: Any, xp: Any) -> StepNumbers:
    """Choose xi so large that the decay is suitable: 2 b <= sqrt(b) for b = beta2 (1 - beta2)."""
    root, c, beta2 = wide(z.sigma, xp), wide(z.c, xp), unit(z.beta2, xp)
    least = c * root**3 / (2 * beta2 * (1 - beta2))
    return StepNumbers(root**2, wide(z.L, xp), c, least * (1 + wide(z.xi, xp)), beta2)


@dataclass(frozen=True)
class OtherStep(StepNumbers):
    """The same numbers, and any step size, (batch,)."""

    a: Any


@family(
    relax={theorem.suitable_decay: smaller_xi},
    space=Space(spread=choice("near", "far")),
    latent=lambda c: {**step_numbers.shapes(c), "a": ()},
)
def other_steps(config: Any, z: Any, xp: Any) -> OtherStep:
    """Decode step sizes near the printed one, and any others."""
    numbers = step_numbers.decode(config, z, xp)
    decay = numbers.beta2 * (1 - numbers.beta2)
    root = xp.sqrt(numbers.beta2 * numbers.sigma)
    lost = numbers.c * numbers.sigma / (numbers.xi * numbers.beta2 * xp.sqrt(1 - numbers.beta2))
    printed = numbers.xi * decay / (numbers.c * numbers.L) * (1 / root - lost)
    size = printed * wide(z.a, xp, 1) if config.spread == "near" else wide(z.a, xp, 4)
    return OtherStep(**vars(numbers), a=xp.maximum(size, xp.ones_like(size) / 2**40))

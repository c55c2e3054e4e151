"""Averages along any replies, and the numbers that the step size is made of."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from checks.families.bounded_replies import Past
from checks.mukherjee_2020.chapter_5.test_proof_5_3_1 import StepNumbers, smaller_xi, step_numbers
from checks.unmeasured import nothing
from falsum import Space, check, choice, family, sizes
from falsum.maps import unit, wide
from impl.rmsprop import averages
from theorems.mukherjee_2020.chapter_5 import proof_5_3_1_step as stated


@family(
    space=Space(d=sizes(1, 2), steps=sizes(1, 4)),
    latent=lambda c: {"replies": (c.steps, c.d), "size": (c.steps,), "xi": (), "beta2": ()},
)
def free_pasts(config: Any, z: Any, xp: Any) -> Past:
    """Decode any replies and a decay between 0 and 1."""
    return Past(
        steps=config.steps,
        replies=z.replies * wide(z.size, xp)[:, :, None],
        slack=xp.ones_like(z.xi),
        xi=wide(z.xi, xp, 5),
        beta2=unit(z.beta2, xp),
    )


@family(
    space=Space(d=sizes(1, 2), steps=sizes(2, 4)),
    latent=free_pasts.shapes,
)
def later_pasts(config: Any, z: Any, xp: Any) -> Past:
    """Decode two replies or more."""
    past: Past = free_pasts.decode(config, z, xp)
    return past


def least_averages(instance: Past) -> Any:
    """Return the least entry of v_0, ..., v_T as (batch, T + 1)."""
    found = averages(instance.replies, instance.beta2, instance.xi)
    xp = array_namespace(found)
    first = xp.zeros_like(found[:, :1, 0])
    return xp.concat([first, xp.min(found, axis=-1)], axis=1)


@check(stated.proof_5_3_1_average, free_pasts, expect="survived")
def test_proof_5_3_1_average(instance: Past) -> dict[Any, Any]:
    """Measure the averages after each reply."""
    return {stated.least_average: least_averages(instance)[:, 1:]}


@check(stated.proof_5_3_1_old_average, free_pasts, expect="refuted")
def test_proof_5_3_1_old_average(instance: Past) -> dict[Any, Any]:
    """Measure the averages before each reply."""
    return {stated.least_old_average: least_averages(instance)[:, :-1]}


@check(stated.proof_5_3_1_old_average_corrected, later_pasts, expect="survived")
def test_proof_5_3_1_old_average_corrected(instance: Past) -> dict[Any, Any]:
    """Measure the averages before each reply but the first."""
    return {stated.late_old_average: least_averages(instance)[:, 1:-1]}


test_proof_5_3_1_positive_step = check(
    stated.proof_5_3_1_positive_step, step_numbers, expect="proved"
)(nothing)


@dataclass(frozen=True)
class OtherStep(StepNumbers):
    """The same numbers, and any step size, (batch,)."""

    a: Any


@family(
    relax={"the decay is suitable": smaller_xi},
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


test_proof_5_3_1_best_step = check(stated.proof_5_3_1_best_step, other_steps, expect="survived")(
    nothing
)

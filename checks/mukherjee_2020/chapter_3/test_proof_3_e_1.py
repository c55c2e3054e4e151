"""The recursion run for a few terms, at any step length."""

from dataclasses import dataclass
from typing import Any

from checks.families.recursions import Recursion, inner_recursions, share
from checks.unmeasured import nothing
from falsum import Space, check, choice, family, sizes
from falsum.maps import unit, wide
from impl import recursion
from theorems.mukherjee_2020.chapter_3 import proof_3_e_1 as stated


@dataclass(frozen=True)
class FreeRecursion(Recursion):
    """A recursion of a fixed number of terms, with any step length, (batch,)."""

    steps: int
    step: Any


def turning(run: FreeRecursion, z: Any, xp: Any) -> FreeRecursion:
    """Flatten the recursion and take the step length at which its multiplier is least."""
    flat = run.b * run.b / 4 * unit(z, xp)
    return FreeRecursion(**{**vars(run), "c1": flat, "step": run.b / (2 * flat)})


def growing(run: FreeRecursion, z: Any, xp: Any) -> FreeRecursion:
    """Lengthen the step until the multiplier is above 1."""
    return FreeRecursion(**{**vars(run), "step": run.b / run.c1 * (1 + wide(z, xp))})


@family(
    space=Space(steps=sizes(1, 4), multiplier=choice("any", "small")),
    latent=lambda c: {
        **dict.fromkeys(("b", "c1", "c2", "C", "step"), ()),
        "drops": (c.steps,),
    },
    relax={"the multiplier is not negative": turning, "the multiplier is below 1": growing},
)
def free_recursions(config: Any, z: Any, xp: Any) -> FreeRecursion:
    """Decode drops below the bound; the multiplier has any sign, or is between 0 and 1."""
    b, scale = wide(z.b, xp), wide(z.C, xp)
    if config.multiplier == "any":
        c1, step = b * b / 4 * wide(z.c1, xp), wide(z.step, xp) / b
    else:
        c1 = b * b / 4 * (1 + wide(z.c1, xp))
        step = b / c1 * unit(z.step, xp)
    return FreeRecursion(
        b=b,
        c1=c1,
        c2=c1 * share(z.c2, xp),
        C=scale,
        eps=0 * b + 1,
        drops=scale[:, None] * xp.maximum(z.drops, xp.zeros_like(z.drops)),
        steps=config.steps,
        step=step,
    )


def run(instance: FreeRecursion) -> dict[Any, Any]:
    """Follow the recursion to its last term."""
    terms = recursion.sequence(
        instance.C,
        recursion.multiplier(instance.step, instance.b, instance.c1),
        recursion.increment(instance.step, instance.c2),
        instance.drops,
    )
    return {stated.last: terms[:, -1]}


test_proof_3_e_1_unrolled = check(stated.proof_3_e_1_unrolled, free_recursions, expect="refuted")(
    run
)
test_proof_3_e_1_unrolled_corrected = check(
    stated.proof_3_e_1_unrolled_corrected, free_recursions, expect="survived"
)(run)
test_proof_3_e_1_square = check(stated.proof_3_e_1_square, free_recursions, expect="proved")(
    nothing
)
test_proof_3_e_1_power = check(stated.proof_3_e_1_power, inner_recursions, expect="survived")(
    nothing
)

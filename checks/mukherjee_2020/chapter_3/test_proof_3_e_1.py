"""The recursion run for a few terms, at any step length, and the scalars of case 2."""

from dataclasses import dataclass
from typing import Any

from checks.families.scalars.recursions import Recursion, inner_recursions, offset_recursions, share
from falsum import Space, audits, choice, family, sizes
from falsum.maps import unit, wide
from impl.processes import recursion
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
    relax={stated.not_negative: turning, stated.below_1: growing},
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


@free_recursions.measures(stated.last)
def _last(instance: FreeRecursion, step: Any, b: Any, c1: Any, c2: Any) -> Any:
    """Follow the recursion to its last term."""
    factor, offset = recursion.multiplier(step, b, c1), recursion.increment(step, c2)
    return recursion.sequence(instance.C, factor, offset, instance.drops)[:, -1]


any_length = audits(
    free_recursions,
    {
        stated.unrolled: "refuted",
        stated.unrolled_corrected: "survived",
        stated.square: "proved",
    },
)
as_printed = audits(
    offset_recursions,
    {
        stated.positive_printed: "refuted",
        stated.room: "refuted",
        stated.substituted: "refuted",
        stated.offset: "refuted",
    },
    given=stated.given_multiplier,
)
as_corrected = audits(
    inner_recursions,
    {
        stated.power: "survived",
        stated.positive_corrected: "proved",
        stated.room_corrected: "proved",
        stated.substituted_corrected: "proved",
        stated.offset_corrected: "proved",
    },
    given=stated.given_multiplier,
)

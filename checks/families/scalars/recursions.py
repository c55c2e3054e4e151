"""Coefficients of a linear recursion, its first term and how far it stays below its bound."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.relaxing import scaled
from falsum import Quantities, Space, family, sizes
from falsum.maps import unit, wide
from impl.processes import recursion as steps_of
from theorems.mukherjee_2020.chapter_3 import lemma_3_e_1 as stated
from theorems.mukherjee_2020.chapter_3.proof_3_e_1 import multiplier

any_start = scaled("C", lambda z, xp: z)
HORIZON = 48  # recursions that ask for more terms are not evaluated
of_recursions = Quantities()


@dataclass(frozen=True)
class Recursion:
    """Coefficients, first term and level, (batch,) each, and drops of the first terms."""

    b: Any
    c1: Any
    c2: Any
    C: Any
    eps: Any
    drops: Any


def share(z: Any, xp: Any) -> Any:
    """Map the line onto (0, 1]: 1 for latents of at least 0."""
    return xp.minimum(2 * unit(z, xp), xp.ones_like(z))


def _drops(z: Any, first: Any, xp: Any) -> Any:
    """Return drops of at least 0 in proportion to the first term, half of them 0."""
    return first[:, None] * xp.maximum(z, xp.zeros_like(z))


def any_offset(recursion: Recursion, z: Any, xp: Any) -> Recursion:
    """Take any positive c_2."""
    return replace(recursion, c2=wide(z, xp) * recursion.c1)


def no_offset(recursion: Recursion, z: Any, xp: Any) -> Recursion:
    """Set c_2 to 0 for half of the latents."""
    return replace(recursion, c2=xp.where(z < 0, xp.zeros_like(z), recursion.c2))


@of_recursions.measures(stated.term)
def _term(instance: Recursion, step: Any, T: Any) -> Any:
    """Follow the recursion to the last term whose number is at most T."""
    factor = steps_of.multiplier(step, instance.b, instance.c1)
    offset = steps_of.increment(step, instance.c2)
    drops = instance.drops
    return steps_of.term(instance.C, factor, offset, drops, T, horizon=HORIZON).or_nan()


@of_recursions.measures(multiplier)
def _multiplier(b: Any, c1: Any, eps: Any) -> Any:
    return steps_of.multiplier(steps_of.damped_step(b, c1, eps), b, c1)


@family(
    space=Space(drops=sizes(0, 3)),
    latent=lambda c: {"b": (), "c1": (), "C": (), "eps": (), "drops": (c.drops,)},
    relax={
        stated.no_offset: any_offset,
        stated.curved: scaled("c1", unit),
        stated.positive_start: any_start,
    },
    quantities=(of_recursions,),
)
def plain_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode a recursion without offset, with a multiplier anywhere between 0 and 1."""
    b, first = wide(z.b, xp), wide(z.C, xp)
    return Recursion(
        b=b,
        c1=b * b / 4 * (1 + wide(z.c1, xp)),
        c2=xp.zeros_like(b),
        C=first,
        eps=wide(z.eps, xp, 2),
        drops=_drops(z.drops, first, xp),
    )


RELAX_OFFSET = {stated.present: no_offset, stated.high_start: any_start}
OFFSET = {"ratio": (), "c1": (), "c2": (), "C": (), "eps": ()}


@family(
    space=Space(drops=sizes(0, 3)),
    latent=lambda c: {**OFFSET, "drops": (c.drops,)},
    relax={**RELAX_OFFSET, stated.small_offset: any_offset, stated.printed_ratio: scaled("b")},
    quantities=(of_recursions,),
)
def offset_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode a recursion with an offset; c_2 = c_1 and the largest printed ratio occur."""
    scale, root = wide(z.c1, xp), wide(z.eps, xp, 2)
    first = root**4 * (1 + xp.abs(z.C) ** 3)
    return Recursion(
        b=scale * (root + 1 / root) * share(z.ratio, xp),
        c1=scale * scale,
        c2=scale * scale * share(z.c2, xp),
        C=first,
        eps=root * root,
        drops=_drops(z.drops, first, xp),
    )


@family(
    space=Space(drops=sizes(0, 3)),
    latent=lambda c: {**OFFSET, "drops": (c.drops,)},
    relax={**RELAX_OFFSET, stated.smaller_offset: any_offset, stated.needed_ratio: scaled("b")},
    quantities=(of_recursions,),
)
def inner_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode a recursion with c_2 below c_1 and a ratio below that of the proof."""
    scale, level = wide(z.c1, xp), wide(z.eps, xp)
    first = level**2 * (1 + xp.abs(z.C) ** 3)
    return Recursion(
        b=scale * (level + 1 / level) * unit(z.ratio, xp),
        c1=scale * scale,
        c2=scale * scale * unit(z.c2, xp),
        C=first,
        eps=level,
        drops=_drops(z.drops, first, xp),
    )

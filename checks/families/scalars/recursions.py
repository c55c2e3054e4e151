"""Coefficients of a linear recursion, its first term and how far it stays below its bound."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import falsum
from checks.families.relaxing import scaled
from falsum import Quantities, Space, choice, sizes
from falsum.maps import unit, wide
from impl.processes import recursion as steps_of
from theorems.mukherjee_2020.chapter_3 import lemma_3_e_1 as lemma
from theorems.mukherjee_2020.chapter_3 import proof_3_e_1 as proof

HORIZON = 48  # recursions that ask for more terms are not evaluated
LATE = {"plain": 224, "offset": 2560}  # the same, where the level is small
of_recursions = Quantities()
family = partial(falsum.family, quantities=(of_recursions,))


@dataclass(frozen=True)
class Recursion:
    """Coefficients, first term, level and any step length, (batch,) each, and first drops."""

    b: Any
    c1: Any
    c2: Any
    C: Any
    eps: Any
    drops: Any
    step: Any

    @property
    def steps(self) -> int:
        """Return the number of drops."""
        return int(self.drops.shape[1])


def _recursion(b: Any, c1: Any, c2: Any, first: Any, eps: Any, drops: Any, xp: Any) -> Recursion:
    """Return a recursion whose drops are proportional to the first term, half of them 0."""
    fallen = first[:, None] * xp.maximum(drops, xp.zeros_like(drops))
    return Recursion(b, c1, c2, first, eps, fallen, b / (2 * c1))


def share(z: Any, xp: Any) -> Any:
    """Map the line onto (0, 1]: 1 for latents of at least 0."""
    return xp.minimum(2 * unit(z, xp), xp.ones_like(z))


def any_offset(recursion: Recursion, z: Any, xp: Any) -> Recursion:
    """Take any positive c_2."""
    return replace(recursion, c2=wide(z, xp) * recursion.c1)


def no_offset(recursion: Recursion, z: Any, xp: Any) -> Recursion:
    """Set c_2 to 0 for half of the latents."""
    return replace(recursion, c2=xp.where(z < 0, xp.zeros_like(z), recursion.c2))


def turning(run: Recursion, z: Any, xp: Any) -> Recursion:
    """Flatten the recursion and take the step length at which its multiplier is least."""
    flat = run.b * run.b / 4 * unit(z, xp)
    return replace(run, c1=flat, step=run.b / (2 * flat))


def growing(run: Recursion, z: Any, xp: Any) -> Recursion:
    """Lengthen the step until the multiplier is above 1."""
    return replace(run, step=run.b / run.c1 * (1 + wide(z, xp)))


any_start = scaled("C", lambda z, xp: z)
RELAX = {
    lemma.no_offset: any_offset,
    lemma.curved: scaled("c1", unit),
    lemma.positive_start: any_start,
    lemma.present: no_offset,
    lemma.high_start: any_start,
    proof.higher_start: any_start,
    lemma.small_offset: any_offset,
    lemma.small_ratio: scaled("b"),
    proof.strictly: any_offset,
    proof.strict_ratio: scaled("b"),
    proof.not_negative: turning,
    proof.below_1: growing,
}


@of_recursions.measures(proof.term)
def _term(instance: Recursion, step: Any, T: Any) -> Any:
    """Follow the recursion to the last term whose number is at most T."""
    factor = steps_of.multiplier(step, instance.b, instance.c1)
    offset = steps_of.increment(step, instance.c2)
    drops = instance.drops
    return steps_of.term(instance.C, factor, offset, drops, T, horizon=HORIZON).or_nan()


@of_recursions.measures(lemma.enough)
def _enough(instance: Recursion, config: Any, step: Any) -> Any:
    factor = steps_of.multiplier(step, instance.b, instance.c1)
    offset, level = steps_of.increment(step, instance.c2), instance.eps * instance.eps
    late = LATE[config.kind]
    return steps_of.number_of_low_term(instance.C, factor, offset, level, horizon=late)


@of_recursions.measures(proof.multiplier)
def _multiplier(b: Any, c1: Any, eps: Any) -> Any:
    return steps_of.multiplier(steps_of.damped_step(b, c1, eps), b, c1)


@of_recursions.measures(proof.last)
def _last(instance: Recursion, step: Any, b: Any, c1: Any, c2: Any) -> Any:
    """Follow the recursion to its last term."""
    factor, offset = steps_of.multiplier(step, b, c1), steps_of.increment(step, c2)
    return steps_of.sequence(instance.C, factor, offset, instance.drops)[:, -1]


@family(
    space=Space(drops=sizes(0, 3)),
    latent=lambda c: {"b": (), "c1": (), "C": (), "eps": (), "drops": (c.drops,)},
    relax=RELAX,
)
def plain_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode a recursion without offset, with a multiplier anywhere between 0 and 1."""
    b, first = wide(z.b, xp), wide(z.C, xp)
    c1, eps = b * b / 4 * (1 + wide(z.c1, xp)), wide(z.eps, xp, 2)
    return _recursion(b, c1, 0 * b, first, eps, z.drops, xp)


@family(
    space=Space(drops=sizes(0, 3), ends=choice("open", "closed")),
    latent=lambda c: {
        **dict.fromkeys(("ratio", "c1", "c2", "C", "eps"), ()),
        "drops": (c.drops,),
    },
    relax=RELAX,
)
def offset_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode a recursion with an offset; c_2 = c_1 and the largest ratio occur at closed ends."""
    scale, root = wide(z.c1, xp), wide(z.eps, xp, 2)
    part = share if config.ends == "closed" else unit
    first = root**4 * (1 + xp.abs(z.C) ** 3)
    b, square = scale * (root + 1 / root) * part(z.ratio, xp), scale * scale
    return _recursion(b, square, square * part(z.c2, xp), first, root * root, z.drops, xp)


@family(
    space=Space(steps=sizes(1, 4)),
    latent=lambda c: {
        **dict.fromkeys(("b", "c1", "c2", "C", "step"), ()),
        "drops": (c.steps,),
    },
    relax=RELAX,
)
def free_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode a recursion of any step length for which the multiplier is between 0 and 1."""
    b, first = wide(z.b, xp), wide(z.C, xp)
    c1 = b * b / 4 * (1 + wide(z.c1, xp))
    run = _recursion(b, c1, c1 * share(z.c2, xp), first, 0 * b + 1, z.drops, xp)
    return replace(run, step=b / c1 * unit(z.step, xp))


@family(
    space=Space(
        kind=choice("plain", "offset"),
        inverse=choice(2, 3, 4, 6, 8, 11, 16),
    ),
    latent=lambda c: dict.fromkeys(("b", "c1", "c2", "C"), ()),
    relax=RELAX,
)
def late_recursions(config: Any, z: Any, xp: Any) -> Recursion:
    """Decode constants of bounded ratios, a first term of 1 to 2 and a level of 1/inverse^2.

    Without an offset that is its sixth power, for a logarithm that grows.
    """
    b = wide(z.b, xp)
    c1 = b * b / 4 * (1 + 3 * unit(z.c1, xp))
    plain = config.kind == "plain"
    eps = (0 * b + 1) / config.inverse ** (6 if plain else 1)
    c2 = 0 * b if plain else c1 * unit(z.c2, xp) / 2
    return _recursion(b, c1, c2, 1 + unit(z.C, xp), eps, b[:, None] * 0, xp)

"""Noise assisted gradient descent whose first noise is repeated, or unbounded at the start."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.descent_records import NoisyDescent
from checks.families.first_noises import JumpingDescent, jumping_descents, repeated_descents
from checks.mukherjee_2020.chapter_3.noisy_step import CLIPPED, CONSTANT, setting
from falsum import Law, check
from impl import noisy_descent
from theorems.mukherjee_2020.chapter_3 import notation_3_4
from theorems.mukherjee_2020.chapter_3 import theorem_3_4_1_first_noise as stated
from theorems.mukherjee_2020.chapter_3.theorem_3_4_1 import greatest

FIELDS = {notation_3_4.C_L: "clip", notation_3_4.r: "radius", notation_3_4.lam: "level"}


def law_of(values: list[Any], instance: NoisyDescent) -> Law:
    """Return the law of the greatest distance, given its square for each outcome."""
    xp = array_namespace(instance.inputs)
    known = setting(instance)
    constant = {s: xp.expand_dims(known[s], axis=1) for s in (*CONSTANT, *CLIPPED)}
    return Law({greatest: xp.sqrt(xp.stack(values, axis=1)), **constant}, instance.law.chances)


@check(stated.theorem_3_4_1_reading_repeated, repeated_descents, where=FIELDS, expect="refuted")
def test_theorem_3_4_1_reading_repeated(instance: NoisyDescent) -> Law:
    """Follow one path for each outcome, with that outcome in every step."""
    law, found = instance.law, []
    for k in range(instance.outcomes):
        always = noisy_descent.NoiseLaw(
            law.first[:, k : k + 1], law.second[:, k : k + 1], law.chances[:, k : k + 1]
        )
        walk = noisy_descent.greatest_distance(
            instance.inputs,
            instance.labels,
            instance.start,
            always,
            instance.root,
            instance.target,
            instance.i_max,
        )
        found.append(walk.values[:, 0])
    return law_of(found, instance)


@check(stated.theorem_3_4_1_reading_from_one, jumping_descents, where=FIELDS, expect="refuted")
def test_theorem_3_4_1_reading_from_one(instance: JumpingDescent) -> Law:
    """Jump either way in the first step; no noise moves the others."""
    xp = array_namespace(instance.inputs)
    jumps = xp.stack([instance.jump, -instance.jump], axis=1)[:, :, None]
    weights = xp.expand_dims(instance.start, axis=1)
    greatest_square = xp.zeros_like(jumps[:, :, 0])
    for number in range(instance.i_max):
        first = jumps if number == 0 else 0 * jumps[:, :1]
        moved = noisy_descent.moves(
            instance.inputs, instance.labels, weights, first, 0 * first, instance.root
        )
        weights = xp.reshape(moved, jumps.shape)
        reached = noisy_descent.squared_distances(weights, instance.target)
        greatest_square = xp.maximum(greatest_square, reached)
    return law_of([greatest_square[:, 0], greatest_square[:, 1]], instance)

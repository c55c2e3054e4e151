"""Noise assisted gradient descent with finite noise: every path, or trials of long runs."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.descents.descent_quantities import free_walk, in_law, setting
from checks.families.descents.descent_records import NoisyDescent
from checks.families.descents.first_noises import (
    JumpingDescent,
    jumping_descents,
    repeated_descents,
)
from checks.families.descents.long_descents import LONG, long_descents
from checks.families.descents.noisy_descents import (
    noisy_descents,
    opposed_descents,
    symmetric_descents,
)
from falsum import Law, Sample, check
from impl.gates import noisy_descent
from impl.gates.noisy_descent import NoiseLaw, Walk
from impl.gates.sampled_descent import sampled_greatest
from theorems.mukherjee_2020.chapter_3 import theorem_3_4_1 as stated


def escape(instance: NoisyDescent) -> Walk:
    """Return the law of the greatest distance over all paths of the noise."""
    walk = free_walk(instance, instance.law)
    return Walk(array_namespace(walk.values).sqrt(walk.values), walk.chances)


def repeated(instance: NoisyDescent) -> Walk:
    """Follow one path for each outcome, with that outcome in every step."""
    law, xp, found = instance.law, array_namespace(instance.inputs), []
    for k in range(instance.outcomes):
        one = (part[:, k : k + 1] for part in (law.first, law.second, law.chances))
        found.append(free_walk(instance, NoiseLaw(*one)).values[:, 0])
    return Walk(xp.sqrt(xp.stack(found, axis=1)), law.chances)


def jumping(instance: JumpingDescent) -> Walk:
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
    return Walk(xp.sqrt(greatest_square), instance.law.chances)


escapes = in_law(stated.greatest, escape)
test_theorem_3_4_1 = escapes(stated.printed, noisy_descents, "refuted")
test_theorem_3_4_1_reading_squared = escapes(stated.squared, noisy_descents, "refuted")
test_theorem_3_4_1_reading_centred = escapes(stated.centred, symmetric_descents, "refuted")
test_theorem_3_4_1_reading_squared_coupled = escapes(
    stated.squared_coupled, opposed_descents, "refuted"
)
test_theorem_3_4_1_reading_repeated = in_law(stated.greatest, repeated)(
    stated.repeated, repeated_descents, "refuted"
)
test_theorem_3_4_1_reading_from_one = in_law(stated.greatest, jumping)(
    stated.from_one, jumping_descents, "refuted"
)


@check(stated.corrected, long_descents, expect="survived")
def test_theorem_3_4_1_corrected(instance: NoisyDescent, stream: Any) -> Law | Sample:
    """Enumerate all paths of a step or two, draw trials of long runs."""
    fixed = setting(stated.corrected, instance)
    if instance.i_max < LONG:
        walk = escape(instance)
        return Law({stated.greatest: walk.values}, walk.chances, fixed=fixed)
    squares = sampled_greatest(
        instance.inputs,
        instance.labels,
        instance.start,
        instance.law,
        instance.root,
        instance.target,
        stream.uniform(instance.i_max),
    )
    return Sample({stated.greatest: array_namespace(squares).sqrt(squares)}, fixed=fixed)

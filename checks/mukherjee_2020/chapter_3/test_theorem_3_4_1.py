"""Noise assisted gradient descent with finite noise: every path and every outcome."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.descent_records import NoisyDescent
from checks.families.long_descents import LONG, long_descents
from checks.families.noisy_descents import (
    noisy_descents,
    noisy_steps,
    opposed_descents,
    symmetric_descents,
    symmetric_steps,
)
from checks.mukherjee_2020.chapter_3.noisy_step import (
    CLIPPED,
    CONSTANT,
    delayed_walk,
    drift,
    only,
    setting,
)
from falsum import Law, Sample, check
from impl import noisy_descent
from impl.sampled_descent import sampled_greatest
from theorems.mukherjee_2020.chapter_3 import notation_3_4
from theorems.mukherjee_2020.chapter_3 import theorem_3_4_1 as stated
from theorems.mukherjee_2020.chapter_3.notation_3_4 import C_L, label_error

FIELDS = {C_L: "clip", notation_3_4.r: "radius", notation_3_4.lam: "level"}


def law_of(
    symbol: Any, values: Any, chances: Any, instance: NoisyDescent, extra: tuple[Any, ...]
) -> Law:
    """Return a law of one symbol beside the symbols of the setting, which are no random ones."""
    xp = array_namespace(values)
    known = setting(instance)
    constant = {name: xp.expand_dims(known[name], axis=1) for name in (*CONSTANT, *extra)}
    return Law({symbol: values, **constant}, chances)


def escape(*extra: Any) -> Callable[[NoisyDescent], Law]:
    """Return the law of the greatest distance over all paths of the noise."""

    def measure(instance: NoisyDescent) -> Law:
        walk = noisy_descent.greatest_distance(
            instance.inputs,
            instance.labels,
            instance.start,
            instance.law,
            instance.root,
            instance.target,
            instance.i_max,
        )
        values = array_namespace(walk.values).sqrt(walk.values)
        return law_of(stated.greatest, values, walk.chances, instance, extra)

    return measure


def climb(*extra: Any) -> Callable[[NoisyDescent], Law]:
    """Return the law of the rise of the compensated process after the last step."""

    def measure(instance: NoisyDescent) -> Law:
        walk = delayed_walk(instance)
        before = noisy_descent.squared_distances(instance.start, instance.target)
        rise = walk.values - (before + instance.i_max * drift(instance))[:, None]
        return law_of(stated.rise, rise, walk.chances, instance, extra)

    return measure


test_theorem_3_4_1 = check(stated.theorem_3_4_1, noisy_descents, where=FIELDS, expect="refuted")(
    escape()
)
test_theorem_3_4_1_reading_squared = check(
    stated.theorem_3_4_1_reading_squared, noisy_descents, where=FIELDS, expect="refuted"
)(escape())
test_theorem_3_4_1_reading_centred = check(
    stated.theorem_3_4_1_reading_centred, symmetric_descents, where=FIELDS, expect="refuted"
)(escape(*CLIPPED))
test_theorem_3_4_1_reading_squared_coupled = check(
    stated.theorem_3_4_1_reading_squared_coupled, opposed_descents, where=FIELDS, expect="refuted"
)(escape(CLIPPED[0]))


@check(stated.theorem_3_4_1_corrected, long_descents, where=FIELDS, expect="survived")
def test_theorem_3_4_1_corrected(instance: NoisyDescent, stream: Any) -> Law | Sample:
    """Enumerate all paths of a step or two, draw trials of long runs."""
    if instance.i_max < LONG:
        return escape(*CLIPPED)(instance)
    squares = sampled_greatest(
        instance.inputs,
        instance.labels,
        instance.start,
        instance.law,
        instance.root,
        instance.target,
        stream.uniform(instance.i_max),
    )
    known = setting(instance)
    fixed = {name: known[name] for name in (*CONSTANT, *CLIPPED)}
    return Sample({stated.greatest: array_namespace(squares).sqrt(squares)}, fixed=fixed)


test_proof_3_4_1_concentration = check(
    stated.proof_3_4_1_concentration, noisy_descents, where=FIELDS, expect="refuted"
)(climb())
test_proof_3_4_1_concentration_reading_squared = check(
    stated.proof_3_4_1_concentration_reading_squared, noisy_descents, where=FIELDS, expect="refuted"
)(climb())
test_proof_3_4_1_concentration_corrected = check(
    stated.proof_3_4_1_concentration_corrected, symmetric_descents, where=FIELDS, expect="survived"
)(climb(*CLIPPED))


test_proof_3_4_1_supermartingale = check(
    stated.proof_3_4_1_supermartingale, noisy_steps, where={C_L: "clip"}, expect="refuted"
)(only(*CONSTANT, stated.expected_rise))
test_proof_3_4_1_supermartingale_corrected = check(
    stated.proof_3_4_1_supermartingale_corrected,
    symmetric_steps,
    where={C_L: "clip"},
    expect="survived",
)(only(*CONSTANT, *CLIPPED, stated.expected_rise))
test_proof_3_4_1_gradient = check(
    stated.proof_3_4_1_gradient, noisy_descents, where={notation_3_4.r: "radius"}, expect="survived"
)(only(label_error, stated.gradient_norm, stated.mean_gap))

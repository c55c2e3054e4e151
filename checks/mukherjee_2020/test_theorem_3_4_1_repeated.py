"""Noise assisted gradient descent whose first noise is drawn once, for all steps."""

from array_api_compat import array_namespace

from checks.families.descent_records import NoisyDescent
from checks.families.repeated_descents import repeated_descents
from checks.mukherjee_2020.noisy_step import CLIPPED, CONSTANT, setting
from falsum import Law, check
from impl import noisy_descent
from theorems.mukherjee_2020 import notation_3_4
from theorems.mukherjee_2020 import theorem_3_4_1_repeated as stated
from theorems.mukherjee_2020.theorem_3_4_1 import greatest

FIELDS = {notation_3_4.C_L: "clip", notation_3_4.r: "radius", notation_3_4.lam: "level"}


@check(stated.theorem_3_4_1_reading_repeated, repeated_descents, where=FIELDS, expect="refuted")
def test_theorem_3_4_1_reading_repeated(instance: NoisyDescent) -> Law:
    """Follow one path for each outcome, with that outcome in every step."""
    xp = array_namespace(instance.inputs)
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
        found.append(xp.sqrt(walk.values[:, 0]))
    known = setting(instance)
    constant = {s: xp.expand_dims(known[s], axis=1) for s in (*CONSTANT, *CLIPPED)}
    return Law({greatest: xp.stack(found, axis=1), **constant}, law.chances)

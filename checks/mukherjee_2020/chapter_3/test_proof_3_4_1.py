"""One step of noise assisted descent for every outcome, and the laws of the delayed process."""

from array_api_compat import array_namespace

from checks.families.descents.descent_quantities import delayed_walk, drift, in_law
from checks.families.descents.descent_records import NoisyDescent
from checks.families.descents.edge_descents import edge_descents
from checks.families.descents.noisy_descents import (
    noisy_descents,
    noisy_steps,
    symmetric_descents,
    symmetric_steps,
)
from falsum import audits
from impl.gates.noisy_descent import Walk, squared_distances
from theorems.mukherjee_2020.chapter_3 import proof_3_4_1 as stated


def climb(instance: NoisyDescent) -> Walk:
    """Return the law of the rise of the compensated process after the last step."""
    walk = delayed_walk(instance, instance.i_max)
    before = squared_distances(instance.start, instance.target)
    rise = walk.values - (before + instance.i_max * drift(instance))[:, None]
    return Walk(rise, walk.chances)


def delayed(instance: NoisyDescent) -> Walk:
    """Return the law of the distance of the delayed process after the last step."""
    walk = delayed_walk(instance, instance.i_max)
    return Walk(array_namespace(walk.values).sqrt(walk.values), walk.chances)


one_step = audits(
    noisy_descents,
    {
        stated.expansion: "refuted",
        stated.expansion_corrected: "survived",
        stated.gradient: "survived",
        stated.one_step: "survived",
    },
)
skew = audits(noisy_steps, {stated.supermartingale: "refuted"})
symmetric = audits(symmetric_steps, {stated.supermartingale_corrected: "survived"})
at_the_edge = audits(edge_descents, {stated.union: "refuted", stated.union_corrected: "survived"})
rises, distances = in_law(stated.rise, climb), in_law(stated.delayed, delayed)
test_proof_3_4_1_concentration = rises(stated.concentration, noisy_descents, "refuted")
test_proof_3_4_1_concentration_reading_squared = rises(
    stated.concentration_squared, noisy_descents, "refuted"
)
test_proof_3_4_1_concentration_corrected = rises(
    stated.concentration_corrected, symmetric_descents, "survived"
)
test_proof_3_4_1_leaves = distances(stated.leaves, noisy_descents, "refuted")
test_proof_3_4_1_leaves_corrected = distances(
    stated.leaves_corrected, symmetric_descents, "survived"
)

"""One step of noise assisted descent for every outcome, and the laws of the delayed process."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.descents.descent_quantities import delayed_paths, drift, in_law
from checks.families.descents.descent_records import NoisyDescent
from checks.families.descents.noisy_descents import noisy_descents, noisy_steps, symmetric_steps
from checks.families.descents.walking_descents import centred_descents, walking_descents
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_4_1 as stated


def climb(instance: NoisyDescent, squares: Any) -> Any:
    """Return the rise of the compensated process after the last step."""
    start = instance.start_distance**2 + instance.i_max * drift(instance)
    return squares[:, :, -1] - start[:, None]


def last(instance: NoisyDescent, squares: Any) -> Any:
    """Return the distance after the last step."""
    return array_namespace(squares).sqrt(squares[:, :, -1])


one_step = audits(
    noisy_steps,
    {
        stated.expansion: "refuted",
        stated.expansion_corrected: "survived",
        stated.summed: "survived",
        stated.gradient: "survived",
        stated.one_step: "survived",
        stated.bounded: "survived",
        stated.supermartingale: "refuted",
    },
)
symmetric = audits(symmetric_steps, {stated.supermartingale_corrected: "survived"})
union = audits(
    walking_descents,
    {stated.chain: "survived", stated.union: "refuted", stated.union_corrected: "survived"},
)
rises = in_law(stated.rise, delayed_paths, climb)
distances = in_law(stated.delayed, delayed_paths, last)
test_proof_3_4_1_concentration = rises(stated.concentration, noisy_descents, "refuted")
test_proof_3_4_1_concentration_corrected = rises(
    stated.concentration_corrected, centred_descents, "survived"
)
test_proof_3_4_1_leaves = distances(stated.leaves, noisy_descents, "refuted")
test_proof_3_4_1_leaves_corrected = distances(stated.leaves_corrected, centred_descents, "survived")

"""The delayed process of Lemma 3.4.3 for every outcome of the noise."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.descent_records import NoisyDescent
from checks.families.noisy_descents import noisy_descents
from checks.mukherjee_2020.chapter_3.noisy_step import CONSTANT, only
from checks.mukherjee_2020.chapter_3.test_proof_3_4_1 import gradient
from falsum import check
from impl import noisy_descent
from impl.linear_algebra import euclidean_norm, lift
from theorems.mukherjee_2020.chapter_3 import proof_3_4_3 as stated
from theorems.mukherjee_2020.chapter_3.lemma_3_4_3 import greatest_change
from theorems.mukherjee_2020.chapter_3.notation_3_4 import C_L, label_error, r
from theorems.mukherjee_2020.chapter_3.theorem_3_4_1 import gradient_norm

STEP = {C_L: "clip", r: "radius"}


def falls(instance: NoisyDescent) -> Any:
    """Return how far the squared distance of the delayed process falls, (batch, A)."""
    xp = array_namespace(instance.inputs)
    moved = noisy_descent.delayed_moves(
        instance.inputs,
        instance.labels,
        xp.expand_dims(instance.start, axis=1),
        instance.law,
        instance.root,
        instance.target,
        instance.radius,
        instance.clip,
    )[:, 0]
    before = noisy_descent.squared_distances(instance.start, instance.target)
    return before[:, None] - noisy_descent.squared_distances(moved, instance.target)


test_proof_3_4_3_combined = check(
    stated.proof_3_4_3_combined, noisy_descents, where=STEP, expect="survived"
)(only(*CONSTANT, greatest_change))


def outcomes(instance: NoisyDescent) -> dict[Any, Any]:
    """Measure the fall and the product with the clipped noise for each outcome."""
    xp = array_namespace(instance.inputs)
    law, seen = instance.law, gradient(instance)
    here = (instance.start - instance.target)[:, None, :]
    direction = here - lift(instance.eta, 3) * (seen[:, None, :] + law.first)
    return {
        label_error: xp.max(xp.abs(instance.label_noise), axis=-1),
        stated.fall: falls(instance),
        stated.first_norm: euclidean_norm(law.first),
        gradient_norm: euclidean_norm(seen),
        stated.clipped_pull: xp.sum(law.clipped(instance.clip) * direction, axis=-1),
    }


test_proof_3_4_3_fall = check(
    stated.proof_3_4_3_fall, noisy_descents, where={r: "radius"}, expect="refuted"
)(outcomes)
test_proof_3_4_3_fall_corrected = check(
    stated.proof_3_4_3_fall_corrected, noisy_descents, where={r: "radius"}, expect="survived"
)(outcomes)

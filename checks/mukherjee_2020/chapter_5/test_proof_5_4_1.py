"""The steps of the proof of Theorem 5.4.1, along any gradients and along runs."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.bounded_replies import largest_norm
from checks.families.gradient_sequences import GradientSequence
from checks.families.kept_gradients import kept_gradients, room_sequences
from checks.families.rmsprop_runs import Path, rmsprop_paths
from checks.mukherjee_2020.chapter_5.test_theorem_5_4_1 import preconditioned
from falsum import check
from impl.linear_algebra import euclidean_norm
from impl.rmsprop import trajectory
from theorems.mukherjee_2020.chapter_5 import proof_5_4_1 as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_bound, gradient_norm, smoothness

test_proof_5_4_1_guaranteed = check(
    stated.proof_5_4_1_guaranteed, room_sequences, expect="ill_defined"
)(preconditioned)
test_proof_5_4_1_guaranteed_corrected = check(
    stated.proof_5_4_1_guaranteed_corrected, room_sequences, expect="survived"
)(preconditioned)


def kept(instance: GradientSequence) -> dict[Any, Any]:
    """Take the limit of gradients that are repeated, towards which the room falls."""
    largest = largest_norm(instance.gradients)
    xp = array_namespace(largest)
    return {
        stated.supremum_seen: largest,
        stated.least_room: 1 / xp.sqrt(largest * largest + instance.xi),
    }


test_proof_5_4_1_delta = check(stated.proof_5_4_1_delta, kept_gradients, expect="refuted")(kept)
test_proof_5_4_1_delta_corrected = check(
    stated.proof_5_4_1_delta_corrected, kept_gradients, expect="survived"
)(kept)


@check(stated.proof_5_4_1_summed, rmsprop_paths, expect="survived")
def test_proof_5_4_1_summed(instance: Path, alpha: Any) -> dict[Any, Any]:
    """Run the algorithm and collect the squared gradients."""
    f = instance.objective
    run = trajectory(f.gradient, instance.start, instance.beta2, alpha, instance.xi, instance.steps)
    norms = euclidean_norm(run.gradients)
    return {
        smoothness: f.smoothness(),
        gradient_bound: f.gradient_bound(),
        gradient_norm: norms,
        stated.least_square: array_namespace(norms).min(norms**2, axis=-1),
    }

"""Runs of RMSProp without a shift: the largest root of the average, and the sum over all steps."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.decaying_runs import DecayingRun, decaying_runs
from checks.mukherjee_2020.chapter_5.test_theorem_5_4_2 import increments
from falsum import check
from impl.linear_algebra import euclidean_norm
from impl.objectives import along_paths
from theorems.mukherjee_2020.chapter_5 import proof_5_4_2 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as theorem
from theorems.mukherjee_2020.chapter_5.notation import gradient_bound, gradient_norm, smoothness


def roots(instance: DecayingRun) -> dict[Any, Any]:
    """Measure the largest entry of the average's root after each step."""
    averages = instance.run(instance.steps).averages
    xp = array_namespace(averages)
    return {
        gradient_bound: instance.objective.gradient_bound(),
        theorem.root: xp.max(xp.sqrt(averages), axis=-1),
    }


test_proof_5_4_2_root_bound = check(stated.proof_5_4_2_root_bound, decaying_runs, expect="refuted")(
    roots
)
test_proof_5_4_2_root_bound_corrected = check(
    stated.proof_5_4_2_root_bound_corrected, decaying_runs, expect="survived"
)(roots)


@check(stated.proof_5_4_2_summed, decaying_runs, expect="survived")
def test_proof_5_4_2_summed(instance: DecayingRun) -> dict[Any, Any]:
    """Measure the gradients, the decreases and the increments of P along a run."""
    f, run = instance.objective, instance.run(instance.steps)
    return {
        smoothness: f.smoothness(),
        gradient_bound: f.gradient_bound(),
        gradient_norm: euclidean_norm(run.gradients),
        theorem.decrease: along_paths(f).decrease(run.points[:, :-1], run.displacements),
        theorem.increment: increments(instance),
    }

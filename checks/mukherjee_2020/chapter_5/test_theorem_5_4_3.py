"""ADAM run with the step sizes of the theorem, as many steps as it says."""

from typing import Any

from checks.families.adam_runs import AdamRun, adam_runs, explicit_adam_runs
from falsum import check
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_3 as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_bound, smoothness

HORIZON = 24  # runs that ask for more steps count only where they reach eps within these


def run(instance: AdamRun, T: Any) -> dict[Any, Any]:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    least = instance.algorithm.least_gradient_norm(
        instance.start, T, horizon=HORIZON, enough=instance.eps
    )
    return {
        smoothness: instance.objective.smoothness(),
        gradient_bound: instance.objective.gradient_bound(),
        stated.least_gradient: least.or_nan(),
    }


test_theorem_5_4_3_existence = check(stated.theorem_5_4_3_existence, adam_runs, expect="survived")(
    run
)
test_proof_5_4_3_t_existence = check(stated.proof_5_4_3_t_existence, adam_runs, expect="refuted")(
    run
)
test_proof_5_4_3_t_existence_reading_momentum = check(
    stated.proof_5_4_3_t_existence_reading_momentum, adam_runs, expect="refuted"
)(run)
test_proof_5_4_3_t_existence_corrected = check(
    stated.proof_5_4_3_t_existence_corrected, adam_runs, expect="survived"
)(run)
test_theorem_5_4_3_explicit = check(
    stated.theorem_5_4_3_explicit, explicit_adam_runs, expect="refuted"
)(run)
test_theorem_5_4_3_explicit_reading_ceiling = check(
    stated.theorem_5_4_3_explicit_reading_ceiling, explicit_adam_runs, expect="refuted"
)(run)
test_theorem_5_4_3_explicit_corrected = check(
    stated.theorem_5_4_3_explicit_corrected, explicit_adam_runs, expect="survived"
)(run)

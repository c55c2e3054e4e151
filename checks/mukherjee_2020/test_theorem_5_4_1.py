"""RMSProp run exactly as printed: the printed step size, the printed number of steps."""

from typing import Any

from checks.families.rmsprop_runs import Run, rmsprop_runs
from falsum import check
from impl.rmsprop import least_gradient_norm
from theorems.mukherjee_2020 import theorem_5_4_1 as stated
from theorems.mukherjee_2020.notation import gradient_bound, smoothness

HORIZON = 16  # runs that ask for more steps count only where they reach eps within these


def run(instance: Run, T: Any, alpha: Any) -> dict[Any, Any]:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    least = least_gradient_norm(
        instance.objective.gradient,
        instance.start,
        instance.beta2,
        alpha,
        instance.xi,
        T,
        horizon=HORIZON,
        enough=instance.eps,
    )
    return {
        smoothness: instance.objective.smoothness(),
        gradient_bound: instance.objective.gradient_bound(),
        stated.least_gradient: least.or_nan(),
    }


test_theorem_5_4_1 = check(stated.theorem_5_4_1, rmsprop_runs, expect="refuted")(run)
test_theorem_5_4_1_reading_at_least_one = check(
    stated.theorem_5_4_1_reading_at_least_one, rmsprop_runs, expect="refuted"
)(run)
test_theorem_5_4_1_reading_ceiling = check(
    stated.theorem_5_4_1_reading_ceiling, rmsprop_runs, expect="refuted"
)(run)
test_theorem_5_4_1_corrected = check(
    stated.theorem_5_4_1_corrected, rmsprop_runs, expect="survived"
)(run)

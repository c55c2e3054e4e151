"""GLM-Tron run for exactly the number of steps that is claimed to suffice."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gates import Gate, noisy_gates
from falsum import check
from impl.linear_algebra import euclidean_norm
from impl.relu_gate import least_effective_loss, predictions
from theorems.mukherjee_2020 import theorem_3_5_2 as stated
from theorems.mukherjee_2020.notation import input_norm, slope_greatest, slope_least

HORIZON = 12  # runs that ask for more steps are not evaluated, unless the loss reaches 0 before


def run(instance: Gate, T: Any) -> dict[Any, Any]:
    """Run at most T steps and keep the least effective loss; beyond the horizon it is unknown."""
    sigma, inputs = instance.sigma, instance.inputs
    least = least_effective_loss(
        sigma, inputs, instance.labels, instance.target, T, horizon=HORIZON
    )
    clean = predictions(sigma, inputs, instance.target)
    return {
        input_norm: euclidean_norm(inputs),
        slope_least: sigma.least_slope(),
        slope_greatest: sigma.lipschitz(),
        stated.noise: array_namespace(inputs).abs(instance.labels - clean),
        stated.least_loss: least.or_nan(),
    }


test_theorem_3_5_2 = check(stated.theorem_3_5_2, noisy_gates, expect="refuted")(run)
test_theorem_3_5_2_reading_ceiling = check(
    stated.theorem_3_5_2_reading_ceiling, noisy_gates, expect="refuted"
)(run)
test_theorem_3_5_2_corrected = check(
    stated.theorem_3_5_2_corrected, noisy_gates, expect="survived"
)(run)

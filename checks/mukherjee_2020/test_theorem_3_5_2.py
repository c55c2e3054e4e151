"""GLM-Tron run for exactly the number of steps that is claimed to suffice."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gates import Gate, noisy_gates, unfinished_gates
from falsum import check
from impl.linear_algebra import euclidean_norm
from impl.relu_gate import (
    effective_loss,
    glm_tron,
    least_effective_loss,
    mean_residual_norm,
    predictions,
)
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


def noise_and_inputs(instance: Gate) -> dict[Any, Any]:
    """Measure the inputs and the noise."""
    clean = predictions(instance.sigma, instance.inputs, instance.target)
    return {
        input_norm: euclidean_norm(instance.inputs),
        stated.noise: array_namespace(clean).abs(instance.labels - clean),
    }


@check(stated.proof_3_5_2_residual, noisy_gates, expect="survived")
def test_proof_3_5_2_residual(instance: Gate) -> dict[Any, Any]:
    """Measure the mean residual at the target."""
    sigma, inputs, labels = instance.sigma, instance.inputs, instance.labels
    residual = mean_residual_norm(sigma, inputs, labels, instance.target)
    return {**noise_and_inputs(instance), stated.residual: residual}


@check(stated.proof_3_5_2_descent, unfinished_gates, expect="survived")
def test_proof_3_5_2_descent(instance: Gate, config: Any) -> dict[Any, Any]:
    """Take step number t and measure both distances and the loss before it."""
    sigma, inputs = instance.sigma, instance.inputs
    path = glm_tron(sigma, inputs, instance.labels, config.t)
    before, after = path[:, config.t - 1], path[:, config.t]
    return {
        **noise_and_inputs(instance),
        slope_least: sigma.least_slope(),
        slope_greatest: sigma.lipschitz(),
        stated.distance: euclidean_norm(before - instance.target),
        stated.distance_after: euclidean_norm(after - instance.target),
        stated.loss: effective_loss(sigma, inputs, before, instance.target),
    }

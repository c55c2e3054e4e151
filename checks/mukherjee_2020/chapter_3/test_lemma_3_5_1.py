"""One step of GLM-Tron from the iterate that the algorithm has reached."""

from collections.abc import Callable
from typing import Any

from checks.families.gate_readings import gate_steps_from_first
from checks.families.gates import GateStep, gate_steps, gate_steps_or_constant
from falsum import check
from impl.linear_algebra import euclidean_norm
from impl.relu_gate import (
    alignment,
    effective_loss,
    glm_tron_step,
    mean_residual_norm,
    predictions,
)
from theorems.mukherjee_2020.chapter_3 import lemma_3_5_1 as stated
from theorems.mukherjee_2020.chapter_3.notation import input_norm, slope_greatest, slope_least


def step(instance: GateStep) -> dict[Any, Any]:
    """Take one step and measure both distances, the residual at w and the effective loss."""
    sigma, inputs, weights = instance.sigma, instance.inputs, instance.weights
    after = glm_tron_step(sigma, inputs, instance.labels, weights)
    return {
        input_norm: euclidean_norm(inputs),
        slope_least: sigma.least_slope(),
        slope_greatest: sigma.lipschitz(),
        stated.distance: euclidean_norm(weights - instance.w),
        stated.distance_after: euclidean_norm(after - instance.w),
        stated.residual: mean_residual_norm(sigma, inputs, instance.labels, instance.w),
        stated.effective_loss: effective_loss(sigma, inputs, weights, instance.w),
    }


test_lemma_3_5_1 = check(stated.lemma_3_5_1, gate_steps, expect="survived")(step)
test_lemma_3_5_1_reading_constant_gate = check(
    stated.lemma_3_5_1_reading_constant_gate, gate_steps_or_constant, expect="ill_defined"
)(step)


@check(stated.lemma_3_5_1_reading_first_distance, gate_steps_from_first, expect="refuted")
def test_lemma_3_5_1_reading_first_distance(instance: GateStep) -> dict[Any, Any]:
    """Take the step, and measure the distance of the first iterate in place of its own."""
    return {**step(instance), stated.first_distance: euclidean_norm(instance.w)}


def proof_step(instance: GateStep) -> dict[Any, Any]:
    """Measure what every step of the proof may speak of."""
    sigma, inputs, weights = instance.sigma, instance.inputs, instance.weights
    clean = predictions(sigma, inputs, instance.w)
    return {
        input_norm: euclidean_norm(inputs),
        slope_least: sigma.least_slope(),
        slope_greatest: sigma.lipschitz(),
        stated.distance: euclidean_norm(weights - instance.w),
        stated.residual: mean_residual_norm(sigma, inputs, instance.labels, instance.w),
        stated.effective_loss: effective_loss(sigma, inputs, weights, instance.w),
        stated.pull: mean_residual_norm(sigma, inputs, clean, weights),
        stated.alignment: alignment(sigma, inputs, instance.labels, weights, instance.w),
        stated.step_length: mean_residual_norm(sigma, inputs, instance.labels, weights),
    }


def only(*symbols: Any) -> Callable[[GateStep], dict[Any, Any]]:
    """Return the measurement of some of these symbols."""

    def measure(instance: GateStep) -> dict[Any, Any]:
        values = proof_step(instance)
        return {symbol: values[symbol] for symbol in symbols}

    return measure


test_proof_3_5_1_jensen = check(stated.proof_3_5_1_jensen, gate_steps, expect="survived")(
    only(input_norm, slope_greatest, stated.distance, stated.pull, stated.effective_loss)
)
test_proof_3_5_1_alignment = check(stated.proof_3_5_1_alignment, gate_steps, expect="survived")(
    only(
        slope_least,
        slope_greatest,
        stated.distance,
        stated.residual,
        stated.effective_loss,
        stated.alignment,
    )
)
test_proof_3_5_1_square = check(stated.proof_3_5_1_square, gate_steps, expect="survived")(
    only(
        input_norm,
        slope_greatest,
        stated.distance,
        stated.residual,
        stated.effective_loss,
        stated.step_length,
    )
)

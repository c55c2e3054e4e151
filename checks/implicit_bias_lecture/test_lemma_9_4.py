"""Gradient descent on a small ReLU network, against an arbitrary competitor Z."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.relu_descents import Descent, relu_descents, relu_descents_any_step
from falsum import check
from impl import relu_network
from impl.linear_algebra import euclidean_norm, frobenius_norm
from theorems.implicit_bias_lecture import lemma_9_4 as stated
from theorems.implicit_bias_lecture.notation import input_norm, label_size, sign_size


def descend(instance: Descent) -> dict[Any, Any]:
    """Run t steps and measure risks along the way, the last iterate left out."""
    inputs, labels, signs = instance.inputs, instance.labels, instance.output_signs
    xp = array_namespace(inputs)
    path = relu_network.gradient_descent(
        inputs, labels, signs, instance.start, instance.eta, instance.t
    )
    data = (inputs[:, None], labels[:, None], signs[:, None])
    before = path[:, : instance.t]
    return {
        input_norm: euclidean_norm(inputs),
        label_size: xp.abs(labels),
        sign_size: xp.abs(signs),
        stated.risk: relu_network.risk(*data, before),
        stated.linearised_risk: relu_network.linearised_risk(
            *data, before, instance.competitor[:, None]
        ),
        stated.first_distance: frobenius_norm(instance.start - instance.competitor),
        stated.last_distance: frobenius_norm(path[:, instance.t] - instance.competitor),
    }


test_lemma_9_4 = check(stated.lemma_9_4, relu_descents, expect="survived")(descend)
test_lemma_9_4_reading_any_step = check(
    stated.lemma_9_4_reading_any_step, relu_descents_any_step, expect="ill_defined"
)(descend)

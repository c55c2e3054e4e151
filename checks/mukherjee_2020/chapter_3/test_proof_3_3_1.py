"""The steps of the proof of Theorem 3.3.1, averaged over the data."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.data.data_laws import (
    GateLearning,
    expected_square,
    gate_learning,
    gate_runs,
    near_weights,
    plane_learning,
)
from falsum import audits
from impl.gates import modified_sgd
from theorems.mukherjee_2020.chapter_3 import proof_3_3_1 as stated


def averaged(instance: GateLearning, config: Any, step: Any) -> Any:
    """Average over all draws of a few steps of the printed size."""
    xp = array_namespace(step)
    law, start, alpha = instance.law, instance.start, instance.alpha
    last = xp.ones_like(step) * (1 + config.steps)
    paths = modified_sgd.all_paths(
        law, instance.target, start, alpha, step, last, horizon=config.steps
    )
    return xp.sum(paths.squares * paths.weights, axis=-1)


one_step = audits(
    gate_learning,
    {
        stated.term_1: "survived",
        stated.term_2: "survived",
        stated.contraction: "survived",
        stated.jensen: "survived",
        stated.strict: "refuted",
    },
)
upwards = audits(
    gate_learning,
    {stated.contraction_plus: "refuted"},
    measures={stated.expected_square: lambda instance, eta: expected_square(instance, -eta)},
)
several = audits(
    gate_runs, {stated.iterated: "survived"}, measures={stated.final_expectation: averaged}
)
in_the_plane = audits(plane_learning, {stated.strict_corrected: "survived"})
near = audits(near_weights, {stated.risk: "survived"})

"""Noise assisted gradient dynamics on a ReLU gate for drawn noise: one path for each trial.

Source: mukherjee_2020, section 3.4, algorithm 3.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.gates.noisy_descent import NoiseLaw, gradients, squared_distances
from impl.geometry.linear_algebra import lift
from impl.processes.drawing import drawn


def sampled_greatest(
    inputs: Array,
    labels: Array,
    start: Array,
    law: NoiseLaw,
    root: Array,
    target: Array,
    uniforms: Array,
) -> Array:
    """Return ``max |w_i - w_*|^2`` over the steps of each trial, ``(batch, trials)``.

    Args:
        inputs: ``(batch, S, n)``.
        labels: ``(batch, S)``.
        start: ``w_0``, ``(batch, n)``.
        law: the joint law of both noises of one step.
        root: the square root of the step length, ``(batch,)``.
        target: ``w_*``, ``(batch, n)``.
        uniforms: one number of [0, 1) for each step, ``(batch or 1, trials, steps)``.
    """
    xp = array_namespace(inputs)
    h = lift(root, 3)
    weights = xp.expand_dims(start, axis=1) + 0 * uniforms[:, :, :1]
    greatest = 0 * weights[:, :, 0]
    outcomes = drawn(law.chances, uniforms)
    first = xp.matmul(outcomes, xp.expand_dims(law.first, axis=1))
    second = xp.matmul(outcomes, xp.expand_dims(law.second, axis=1))
    for number in range(uniforms.shape[2]):
        noisy = gradients(inputs, labels, weights) + first[:, :, number]
        weights = weights - h * h * noisy + h * second[:, :, number]
        greatest = xp.maximum(greatest, squared_distances(weights, target))
    return greatest

"""The steps of the proof for one step of GLM-Tron."""

from checks.families.gates.gate_steps import gate_steps
from falsum import audits
from impl.gates.relu_gate import alignment, mean_residual_norm, predictions
from theorems.mukherjee_2020.chapter_3 import proof_3_5_1 as stated

checks = audits(
    gate_steps,
    {stated.jensen: "survived", stated.first_term: "survived", stated.second_term: "survived"},
    measures={
        stated.pull: lambda sigma, inputs, weights, w: mean_residual_norm(
            sigma, inputs, predictions(sigma, inputs, w), weights
        ),
        stated.alignment: lambda sigma, inputs, labels, weights, w: alignment(
            sigma, inputs, labels, weights, w
        ),
        stated.step_length: lambda sigma, inputs, labels, weights: mean_residual_norm(
            sigma, inputs, labels, weights
        ),
    },
)

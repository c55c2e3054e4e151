"""The cross term of a two-point noise, by an exact average over its outcomes."""

from checks.families.gates.noise_laws import average, centred_noise
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_5_3 as stated

checks = audits(
    centred_noise,
    {stated.vanishing: "refuted", stated.vanishing_corrected: "survived"},
    measures={
        stated.expected_loss: lambda error, weights: average(
            error[0] * error[0], weights, error[1]
        ),
        stated.cross_term: lambda error, noise, weights: average(
            noise * error[0], weights, error[1]
        ),
    },
)

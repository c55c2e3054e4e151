"""The steps of the proof of Theorem 5.4.1, along any gradients and along runs."""

from checks.families.gradients.gradient_sequences import gradient_sequences
from checks.families.optimisers.rmsprop_runs import rmsprop_paths
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import proof_5_4_1 as stated

along_runs = audits(rmsprop_paths, {stated.descent: "survived", stated.summed: "survived"})
along_gradients = audits(
    gradient_sequences,
    {
        stated.preconditioner: "survived",
        stated.guaranteed: "survived",
        stated.delta: "refuted",
        stated.delta_corrected: "survived",
    },
)

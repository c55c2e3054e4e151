"""The proof of Theorem 5.4.3: along any gradients, along runs of ADAM, as statements on numbers."""

from checks.families.gradients.adam_pasts import adam_pasts
from checks.families.gradients.gradient_sequences import gradient_sequences
from checks.families.optimisers.adam_runs import adam_runs, unfinished_adam_runs
from checks.families.scalars.adam_numbers import adam_numbers, chain_numbers, decrease_numbers
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as stated

along_gradients = audits(gradient_sequences, {stated.upper: "survived"})
not_small_yet = audits(adam_pasts, {stated.lower: "survived", stated.step_size: "survived"})
along_runs = audits(
    unfinished_adam_runs,
    {stated.decrease: "survived", stated.least: "refuted", stated.least_corrected: "survived"},
)
long_enough = audits(
    adam_runs,
    {
        stated.t_existence: "refuted",
        stated.t_existence_corrected: "survived",
    },
)
of_numbers = audits(
    adam_numbers,
    {
        stated.factored: "ill_defined",
        stated.factored_corrected: "survived",
        stated.thresholds: "survived",
        stated.t_condition: "refuted",
        stated.t_condition_corrected: "survived",
    },
)
of_chain = audits(
    chain_numbers,
    {
        stated.parameters: "survived",
        stated.t_chain: "refuted",
        stated.t_chain_corrected: "survived",
        stated.t_suffices: "refuted",
    },
)
of_decrease = audits(decrease_numbers, {stated.consistency: "proved"})

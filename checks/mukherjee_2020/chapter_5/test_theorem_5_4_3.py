"""ADAM run with the step sizes of the theorem, as many steps as it says."""

from checks.families.optimisers.adam_runs import adam_runs, explicit_adam_runs
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_3 as stated

some_steps = audits(adam_runs, {stated.existence: "survived"})
explicit = audits(
    explicit_adam_runs,
    {
        stated.explicit: "refuted",
        stated.explicit_corrected: "survived",
    },
)

"""RMSProp without a shift, run with a constant step and with decaying step sizes."""

from checks.families.optimisers.decaying_runs import caught_runs, decaying_runs, shrinking_steps
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as stated

as_printed = audits(caught_runs, {stated.printed: "refuted"})
with_constants = audits(decaying_runs, {stated.corrected: "survived"})
of_order = audits(
    shrinking_steps,
    {stated.of_order: "survived"},
    weak={stated.of_order: "runs on one well, which take O(1/eps^2) steps"},
)

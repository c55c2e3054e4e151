"""Stochastic RMSProp run exactly as printed, over every sequence of answers."""

from checks.families.optimisers.component_runs import component_runs
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_3 as stated

checks = audits(
    component_runs,
    {stated.printed: "refuted", stated.corrected: "survived"},
)

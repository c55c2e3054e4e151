"""RMSProp run exactly as printed: the printed step size, the printed number of steps."""

from checks.families.optimisers.rmsprop_runs import rmsprop_runs
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_1 as stated

checks = audits(rmsprop_runs, {stated.printed: "refuted", stated.corrected: "survived"})

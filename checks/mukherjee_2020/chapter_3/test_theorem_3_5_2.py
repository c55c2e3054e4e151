"""GLM-Tron run for exactly the number of steps that is claimed to suffice."""

from checks.families.gates.gates import noisy_gates
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_2 as stated

checks = audits(noisy_gates, {stated.printed: "refuted", stated.corrected: "survived"})

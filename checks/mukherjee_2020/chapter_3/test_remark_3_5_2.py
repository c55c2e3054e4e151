"""GLM-Tron on labels without noise, for exactly the number of steps."""

from checks.families.gates.gates import clean_gates
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import remark_3_5_2 as stated

checks = audits(clean_gates, {stated.printed: "refuted", stated.corrected: "survived"})

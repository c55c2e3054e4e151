"""One step of GLM-Tron from the iterate that the algorithm has reached."""

from checks.families.gates.gate_steps import gate_steps
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import lemma_3_5_1 as stated

checks = audits(gate_steps, {stated.printed: "survived"})

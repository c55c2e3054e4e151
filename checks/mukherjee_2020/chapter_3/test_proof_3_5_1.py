"""The steps of the proof for one step of GLM-Tron."""

from checks.families.gates import gate_steps
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_5_1 as stated

checks = audits(
    gate_steps,
    {stated.jensen: "survived", stated.first_term: "survived", stated.second_term: "survived"},
)

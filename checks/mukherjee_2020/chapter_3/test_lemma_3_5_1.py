"""One step of GLM-Tron from the iterate that the algorithm has reached."""

from checks.families.gates.gate_readings import gate_steps_from_first
from checks.families.gates.gates import gate_steps, gate_steps_or_constant
from falsum import audits
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import lemma_3_5_1 as stated

checks = audits(gate_steps, {stated.printed: "survived"})
with_constants = audits(gate_steps_or_constant, {stated.constant_gate: "ill_defined"})
from_first = audits(
    gate_steps_from_first,
    {stated.first_bound: "refuted"},
    measures={stated.first_distance: lambda w: euclidean_norm(w)},
)

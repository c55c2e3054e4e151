"""GLM-Tron for every outcome of the noise, expectations by exact averages."""

from checks.families.gates.noise_laws import centred_noise
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_3 as stated

checks = audits(
    centred_noise,
    {stated.printed: "refuted", stated.squared: "refuted", stated.corrected: "survived"},
)

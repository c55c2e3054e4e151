"""GLM-Tron for every outcome of a noise with outliers, given that there is none."""

from checks.families.gates.noise_laws import outlying_noise
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import corollary_3_5_4 as stated

checks = audits(
    outlying_noise,
    {stated.printed: "refuted", stated.squared: "refuted", stated.corrected: "survived"},
)

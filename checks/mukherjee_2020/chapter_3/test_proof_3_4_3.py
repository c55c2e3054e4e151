"""The delayed process of Lemma 3.4.3 inside the ball, for every outcome of the noise."""

from checks.families.descents.noisy_descents import noisy_descents
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_4_3 as stated

checks = audits(
    noisy_descents,
    {
        stated.upper: "survived",
        stated.lower: "survived",
        stated.combined: "survived",
        stated.fall: "refuted",
        stated.fall_corrected: "survived",
    },
)

"""One step of the compensated process, moving or at rest, over every outcome of the noise."""

from checks.families.descents.noisy_descents import noisy_steps
from falsum import audits
from theorems.mukherjee_2020.chapter_3.lemma_3_4_3 import printed

checks = audits(noisy_steps, {printed: "survived"})

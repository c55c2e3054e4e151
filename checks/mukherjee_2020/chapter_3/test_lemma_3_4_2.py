"""One gradient of a realisable ReLU gate."""

from checks.families.descents.noisy_descents import noisy_steps
from falsum import audits
from theorems.mukherjee_2020.chapter_3.lemma_3_4_2 import printed

checks = audits(noisy_steps, {printed: "survived"})

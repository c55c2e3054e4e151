"""One gradient of a realisable ReLU gate, and the loss of the active samples."""

from checks.families.descents.noisy_descents import noisy_steps
from falsum import audits
from theorems.mukherjee_2020.chapter_3.proof_3_4_2 import lower

checks = audits(noisy_steps, {lower: "survived"})

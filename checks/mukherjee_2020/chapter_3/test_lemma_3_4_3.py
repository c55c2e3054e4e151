"""One step of the compensated process, moving or at rest, over every outcome of the noise."""

from checks.families.noisy_descents import noisy_descents, noisy_steps
from checks.mukherjee_2020.chapter_3.noisy_step import CONSTANT, only
from falsum import check
from theorems.mukherjee_2020.chapter_3 import lemma_3_4_3 as stated
from theorems.mukherjee_2020.chapter_3.notation_3_4 import C_L, r

STEP = {C_L: "clip", r: "radius"}
test_lemma_3_4_3 = check(stated.lemma_3_4_3, noisy_steps, where=STEP, expect="survived")(
    only(*CONSTANT, stated.greatest_change)
)
test_lemma_3_4_3_reading_square = check(
    stated.lemma_3_4_3_reading_square, noisy_steps, where=STEP, expect="survived"
)(only(*CONSTANT, stated.greatest_change))
test_proof_3_4_3_upper = check(
    stated.proof_3_4_3_upper, noisy_descents, where=STEP, expect="survived"
)(only(*CONSTANT, stated.greatest_rise))
test_proof_3_4_3_lower = check(
    stated.proof_3_4_3_lower, noisy_descents, where=STEP, expect="survived"
)(only(*CONSTANT, stated.greatest_fall))

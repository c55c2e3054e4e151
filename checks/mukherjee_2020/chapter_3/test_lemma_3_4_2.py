"""One gradient of a realisable ReLU gate."""

from checks.families.noisy_descents import noisy_descents
from checks.mukherjee_2020.chapter_3.noisy_step import only
from falsum import check
from theorems.mukherjee_2020.chapter_3 import lemma_3_4_2 as stated
from theorems.mukherjee_2020.chapter_3.notation_3_4 import label_error

test_lemma_3_4_2 = check(stated.lemma_3_4_2, noisy_descents, expect="survived")(
    only(label_error, stated.inner_product)
)
test_proof_3_4_2_lower = check(stated.proof_3_4_2_lower, noisy_descents, expect="survived")(
    only(label_error, stated.inner_product, stated.active_loss)
)

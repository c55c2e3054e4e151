"""The recursion run for exactly the number of terms that is claimed to suffice."""

from checks.families.scalars.recursions import inner_recursions, offset_recursions, plain_recursions
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import lemma_3_e_1 as stated

without_offset = audits(
    plain_recursions,
    {
        stated.printed_1: "refuted",
        stated.rounded_1: "refuted",
        stated.absolute_1: "refuted",
        stated.corrected_1: "survived",
    },
)
with_offset = audits(
    offset_recursions, {stated.printed_2: "refuted", stated.number_2: "ill_defined"}
)
with_smaller_offset = audits(inner_recursions, {stated.corrected_2: "survived"})

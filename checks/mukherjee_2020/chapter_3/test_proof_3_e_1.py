"""The recursion run for as many terms as are solved for, and the scalars of case 2."""

from checks.families.scalars.recursions import free_recursions, offset_recursions, plain_recursions
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_e_1 as stated

any_length = audits(free_recursions, {stated.unrolled: "survived", stated.square: "proved"})
without_offset = audits(plain_recursions, {stated.count_1: "survived"})
with_offset = audits(
    offset_recursions,
    {
        stated.count_2: "ill_defined",
        stated.count_2_corrected: "survived",
        stated.power: "survived",
        stated.positive_printed: "refuted",
        stated.positive_corrected: "proved",
        stated.room: "refuted",
        stated.room_corrected: "proved",
        stated.substituted: "refuted",
        stated.substituted_corrected: "proved",
        stated.offset: "refuted",
        stated.offset_corrected: "proved",
    },
    given=stated.given_multiplier,
)

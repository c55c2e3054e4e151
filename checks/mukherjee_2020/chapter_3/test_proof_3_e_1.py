"""The recursion run for as many terms as are solved for, and the scalars of case 2."""

from checks.families.scalars.recursions import free_recursions, offset_recursions, plain_recursions
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_e_1 as stated

any_length = audits(free_recursions, {stated.unrolled: None, stated.square: None})
without_offset = audits(plain_recursions, {stated.count_1: None})
with_offset = audits(
    offset_recursions,
    {
        stated.count_2: None,
        stated.count_2_corrected: None,
        stated.power: None,
        stated.positive_printed: None,
        stated.positive_corrected: None,
        stated.room: None,
        stated.room_corrected: None,
        stated.substituted: None,
        stated.substituted_corrected: None,
        stated.offset: None,
        stated.offset_corrected: None,
    },
    given=stated.given_multiplier,
)

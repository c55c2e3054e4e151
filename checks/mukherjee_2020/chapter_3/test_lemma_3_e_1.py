"""The number of terms that a recursion takes to fall below ever lower levels."""

from checks.families.scalars.recursions import late_recursions
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import lemma_3_e_1 as stated

checks = audits(
    late_recursions,
    {stated.case_1: "survived", stated.case_2: "survived"},
)

"""The number of terms that a recursion takes to fall below ever lower levels."""

from checks.families.scalars.recursions import late_recursions
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import lemma_3_e_1 as stated

HIDDEN = "the constant that the O(.) hides leaves nothing to tighten"
checks = audits(
    late_recursions,
    {stated.case_1: "survived", stated.case_2: "survived"},
    weak=dict.fromkeys((stated.case_1, stated.case_2), HIDDEN),
)

"""The sign of the printed step size."""

from checks.families.data.data_laws import gate_learning
from falsum import audits
from theorems.mukherjee_2020.chapter_3.remark_3_3_1 import positive_step

checks = audits(
    gate_learning,
    {positive_step: "survived"},
    weak={positive_step: "a quotient of two positive numbers is compared with 0"},
)

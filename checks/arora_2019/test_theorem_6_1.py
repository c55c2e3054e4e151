"""Labels made by a polynomial, and their complexity under the Gram matrix."""

from checks.families.networks.unit_inputs import polynomials, polynomials_with_constants
from falsum import audits
from theorems.arora_2019 import theorem_6_1 as stated

positive = audits(polynomials, {stated.printed: "survived"})
with_constants = audits(polynomials_with_constants, {stated.degree_zero: "refuted"})

"""Labels made by a polynomial, and their complexity under the Gram matrix."""

from checks.families.networks.unit_inputs import polynomials
from falsum import audits
from theorems.arora_2019 import theorem_6_1 as stated

checks = audits(polynomials, {stated.printed: "survived"})

"""The expectation by the geometry of two half planes, against the printed arc cosine."""

from checks.families.networks.unit_inputs import unit_vectors
from falsum import audits
from theorems.arora_2019 import gram_matrix as stated

checks = audits(unit_vectors, {stated.printed: "survived"})

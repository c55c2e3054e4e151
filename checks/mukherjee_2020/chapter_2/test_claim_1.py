"""The agreement of a random Boolean function with one, by its exact law."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.learning.boolean_functions import excesses
from falsum import Law, check
from impl.learning.boolean_agreement import binomial_weights
from theorems.mukherjee_2020.chapter_2 import claim_1 as stated


def agree_with_one(n: int, eps: Any) -> Law:
    """Return the binomial law of the share of inputs on which two functions agree."""
    xp = array_namespace(eps)
    inputs = 2**n
    share = xp.stack([k * xp.ones_like(eps) / inputs for k in range(inputs + 1)], axis=1)
    return Law({stated.agreement: share}, binomial_weights(inputs, eps))


test_claim_1 = check(stated.printed, excesses, expect="refuted")(agree_with_one)
test_claim_1_corrected = check(stated.corrected, excesses, expect="survived")(agree_with_one)

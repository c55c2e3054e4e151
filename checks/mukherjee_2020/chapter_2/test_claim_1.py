"""The agreement of a random Boolean function by its exact law."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.boolean_functions import (
    classes,
    excesses,
    law_of_best,
    signed_classes,
    signed_excesses,
)
from falsum import Law, check
from impl.boolean_agreement import binomial_weights
from theorems.mukherjee_2020.chapter_2 import claim_1 as stated


def agree_with_one(n: int, eps: Any) -> Law:
    """Return the binomial law of the share of inputs on which two functions agree."""
    xp = array_namespace(eps)
    inputs = 2**n
    share = xp.stack([k * xp.ones_like(eps) / inputs for k in range(inputs + 1)], axis=1)
    return Law({stated.agreement: share}, binomial_weights(inputs, eps))


def agree_with_any(n: int, N: int, kind: str, eps: Any) -> Law:
    """Return the exact law of the greatest share over the class."""
    xp = array_namespace(eps)
    one = xp.ones_like(eps)
    atoms = law_of_best(kind, n, N if kind == "spread" else 1)
    share = xp.stack([k * one / 2**n for k, _, _ in atoms], axis=1)
    weights = xp.stack([p * one / q for _, p, q in atoms], axis=1)
    return Law({stated.best_agreement: share}, weights)


test_claim_1 = check(stated.claim_1, signed_excesses, expect="refuted")(agree_with_one)
test_claim_1_corrected = check(stated.claim_1_corrected, excesses, expect="survived")(
    agree_with_one
)
test_proof_2_5_4_union_bound = check(stated.union_bound, signed_classes, expect="refuted")(
    agree_with_any
)
test_proof_2_5_4_union_bound_corrected = check(
    stated.union_bound_corrected, classes, expect="survived"
)(agree_with_any)

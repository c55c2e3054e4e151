"""The agreement of a random Boolean function with the best of a class, by its exact law."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.learning.boolean_functions import classes, law_of_best, signed_classes
from falsum import Law, check
from theorems.mukherjee_2020.chapter_2 import proof_2_5_4 as stated


def agree_with_any(n: int, N: int, kind: str, eps: Any) -> Law:
    """Return the exact law of the greatest share over the class."""
    xp = array_namespace(eps)
    one = xp.ones_like(eps)
    atoms = law_of_best(kind, n, N if kind == "spread" else 1)
    share = xp.stack([k * one / 2**n for k, _, _ in atoms], axis=1)
    weights = xp.stack([p * one / q for _, p, q in atoms], axis=1)
    return Law({stated.best_agreement: share}, weights)


test_proof_2_5_4_union_bound = check(stated.printed, signed_classes, expect="refuted")(
    agree_with_any
)
test_proof_2_5_4_union_bound_corrected = check(stated.corrected, classes, expect="survived")(
    agree_with_any
)

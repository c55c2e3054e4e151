"""The agreement of a random Boolean function with the best of a class, by its exact law."""

from typing import Any

from checks.families.learning.boolean_functions import classes, shares_of_best
from falsum import Law, check
from theorems.mukherjee_2020.chapter_2 import proof_2_5_4 as stated


def agree_with_any(config: Any, eps: Any) -> Law:
    """Return the exact law of the greatest share over the class."""
    share, weights = shares_of_best(config, eps)
    return Law({stated.best_agreement: share}, weights)


test_proof_2_5_4_union_bound = check(stated.printed, classes, expect="refuted")(agree_with_any)
test_proof_2_5_4_union_bound_corrected = check(stated.corrected, classes, expect="survived")(
    agree_with_any
)

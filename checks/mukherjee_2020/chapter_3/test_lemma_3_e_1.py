"""The recursion run for exactly the number of terms that is claimed to suffice."""

from typing import Any

from checks.families.recursions import (
    Recursion,
    inner_recursions,
    offset_recursions,
    plain_recursions,
)
from checks.unmeasured import nothing
from falsum import check
from impl import recursion
from theorems.mukherjee_2020.chapter_3 import lemma_3_e_1 as stated

HORIZON = 48  # recursions that ask for more terms are not evaluated


def run(instance: Recursion, step: Any, T: Any) -> dict[Any, Any]:
    """Follow the recursion to the last term whose number is at most T."""
    reached = recursion.term(
        instance.C,
        recursion.multiplier(step, instance.b, instance.c1),
        recursion.increment(step, instance.c2),
        instance.drops,
        T,
        horizon=HORIZON,
    )
    return {stated.term: reached.or_nan()}


test_lemma_3_e_1_case_1 = check(stated.lemma_3_e_1_case_1, plain_recursions, expect="refuted")(run)
test_lemma_3_e_1_case_1_reading_ceiling = check(
    stated.lemma_3_e_1_case_1_reading_ceiling, plain_recursions, expect="refuted"
)(run)
test_lemma_3_e_1_case_1_reading_absolute = check(
    stated.lemma_3_e_1_case_1_reading_absolute, plain_recursions, expect="refuted"
)(run)
test_lemma_3_e_1_case_1_corrected = check(
    stated.lemma_3_e_1_case_1_corrected, plain_recursions, expect="survived"
)(run)
test_lemma_3_e_1_case_2 = check(stated.lemma_3_e_1_case_2, offset_recursions, expect="refuted")(run)
test_lemma_3_e_1_case_2_reading_number = check(
    stated.lemma_3_e_1_case_2_reading_number, offset_recursions, expect="ill_defined"
)(nothing)
test_lemma_3_e_1_case_2_corrected = check(
    stated.lemma_3_e_1_case_2_corrected, inner_recursions, expect="survived"
)(run)


def multiply(b: Any, c1: Any, eps: Any) -> dict[Any, Any]:
    """Compute the multiplier at the step length of case 2."""
    step = recursion.damped_step(b, c1, eps)
    return {stated.multiplier: recursion.multiplier(step, b, c1)}


test_proof_3_e_1_positive = check(
    stated.proof_3_e_1_positive, offset_recursions, given=stated.given_multiplier, expect="refuted"
)(multiply)
test_proof_3_e_1_positive_corrected = check(
    stated.proof_3_e_1_positive_corrected,
    inner_recursions,
    given=stated.given_multiplier,
    expect="proved",
)(multiply)
test_proof_3_e_1_room = check(stated.proof_3_e_1_room, offset_recursions, expect="refuted")(nothing)
test_proof_3_e_1_room_corrected = check(
    stated.proof_3_e_1_room_corrected, inner_recursions, expect="proved"
)(nothing)
test_proof_3_e_1_substituted = check(
    stated.proof_3_e_1_substituted, offset_recursions, expect="refuted"
)(nothing)
test_proof_3_e_1_substituted_corrected = check(
    stated.proof_3_e_1_substituted_corrected, inner_recursions, expect="proved"
)(nothing)
test_proof_3_e_1_offset = check(stated.proof_3_e_1_offset, offset_recursions, expect="refuted")(
    nothing
)
test_proof_3_e_1_offset_corrected = check(
    stated.proof_3_e_1_offset_corrected, inner_recursions, expect="proved"
)(nothing)

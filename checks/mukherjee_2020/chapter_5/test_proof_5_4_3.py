"""The steps of the proof of Theorem 5.4.3, along any gradients and as statements on numbers."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.adam_numbers import (
    bound_numbers,
    chain_numbers,
    decrease_numbers,
    factor_numbers,
)
from checks.families.adam_pasts import AdamPast, adam_pasts
from checks.families.gradient_sequences import GradientSequence, gradient_sequences
from checks.unmeasured import nothing
from falsum import check
from impl.adam import direction, moments
from impl.linear_algebra import euclidean_norm
from impl.running import least_so_far, most_so_far
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_norm


def preconditioned(past: AdamPast | GradientSequence) -> Any:
    """Return the preconditioned first moments (batch, T, d)."""
    first, second = moments(past.gradients, past.beta1), moments(past.gradients**2, past.beta2)
    return direction(first, second, past.zeta)


@check(stated.proof_5_4_3_upper, gradient_sequences, expect="survived")
def test_proof_5_4_3_upper(instance: GradientSequence) -> dict[Any, Any]:
    """Measure the direction after each gradient."""
    g = instance.gradients
    return {
        stated.seen_bound: most_so_far(euclidean_norm(g)),
        stated.seen_least: least_so_far(array_namespace(g).min(g**2, axis=-1)),
        stated.direction_norm: euclidean_norm(preconditioned(instance)),
    }


def aligned(instance: AdamPast) -> dict[Any, Any]:
    """Measure the inner products from the second gradient on."""
    g = instance.gradients
    products = array_namespace(g).sum(g * preconditioned(instance), axis=-1)
    norms = euclidean_norm(g)
    return {
        gradient_norm: norms,
        stated.late_norm: norms[:, 1:],
        stated.alignment: products[:, 1:],
    }


test_proof_5_4_3_lower = check(stated.proof_5_4_3_lower, adam_pasts, expect="ill_defined")(aligned)
test_proof_5_4_3_lower_corrected = check(
    stated.proof_5_4_3_lower_corrected, adam_pasts, expect="survived"
)(aligned)


test_proof_5_4_3_factored = check(
    stated.proof_5_4_3_factored, factor_numbers, expect="ill_defined"
)(nothing)
test_proof_5_4_3_factored_corrected = check(
    stated.proof_5_4_3_factored_corrected, factor_numbers, expect="survived"
)(nothing)
test_proof_5_4_3_t_condition = check(
    stated.proof_5_4_3_t_condition, bound_numbers, expect="refuted"
)(nothing)
test_proof_5_4_3_t_condition_corrected = check(
    stated.proof_5_4_3_t_condition_corrected, bound_numbers, expect="survived"
)(nothing)
test_proof_5_4_3_t_chain = check(stated.proof_5_4_3_t_chain, chain_numbers, expect="refuted")(
    nothing
)
test_proof_5_4_3_t_chain_corrected = check(
    stated.proof_5_4_3_t_chain_corrected, chain_numbers, expect="survived"
)(nothing)
test_proof_5_4_3_t_chain_links = check(
    stated.proof_5_4_3_t_chain_links, chain_numbers, expect="proved"
)(nothing)
test_proof_5_4_3_t_suffices = check(stated.proof_5_4_3_t_suffices, chain_numbers, expect="refuted")(
    nothing
)
test_proof_5_4_3_t_suffices_corrected = check(
    stated.proof_5_4_3_t_suffices_corrected, chain_numbers, expect="proved"
)(nothing)
test_proof_5_4_3_consistency = check(
    stated.proof_5_4_3_consistency, decrease_numbers, expect="proved"
)(nothing)

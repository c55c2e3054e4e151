"""The terms of one step of modified SGD, averaged over the data."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.data_laws import GateLearning, gate_learning
from falsum import check
from impl.linear_algebra import inner_products
from theorems.mukherjee_2020.chapter_3 import proof_3_3_1 as stated


def proxies(instance: GateLearning) -> Any:
    """Return g_t for each point of the data, (batch, m, n)."""
    law = instance.law
    xp = array_namespace(instance.start)
    shown, label = (inner_products(law.points, w) for w in (instance.start, instance.target))
    zero = xp.zeros_like(label)
    residual = xp.where(label > 0, xp.maximum(label, zero) - shown, zero)
    return (instance.alpha[:, None] * residual)[:, :, None] * law.points


@check(stated.proof_3_3_1_term_1, gate_learning, expect="survived")
def test_proof_3_3_1_term_1(instance: GateLearning) -> dict[Any, Any]:
    """Average the inner product with the gradient proxy."""
    products = inner_products(proxies(instance), instance.start - instance.target)
    return {stated.first_term: -2 * instance.eta * instance.law.mean(products)}


@check(stated.proof_3_3_1_term_2, gate_learning, expect="survived")
def test_proof_3_3_1_term_2(instance: GateLearning) -> dict[Any, Any]:
    """Average the squared norm of the gradient proxy."""
    xp = array_namespace(instance.start)
    squares = xp.sum(proxies(instance) ** 2, axis=-1)
    return {stated.second_term: instance.eta**2 * instance.law.mean(squares)}


@check(stated.remark_3_3_1_positive_step, gate_learning, expect="survived")
def test_remark_3_3_1_positive_step() -> dict[Any, Any]:
    """Measure nothing: the moments are properties of the instance."""
    return {}

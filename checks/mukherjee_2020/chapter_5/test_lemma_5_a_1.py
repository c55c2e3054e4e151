"""The expected inner product over k equally likely replies."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.bounded_replies import Next, largest_norm, next_replies
from falsum import check
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.rmsprop import averages, inverse_root, update_average
from theorems.mukherjee_2020.chapter_5 import lemma_5_a_1 as stated


@check(stated.printed, next_replies, expect="survived")
def test_lemma_5_a_1(instance: Next) -> dict[Any, Any]:
    """Average the preconditioned replies after a past."""
    a, beta2, xi = instance.components, instance.beta2, instance.xi
    xp = array_namespace(a)
    old = xp.zeros_like(a[:, :1])
    if instance.past.shape[1]:
        old = averages(instance.past, beta2, xi)[:, -1:]
    direction = xp.mean(inverse_root(update_average(old, a, beta2, xi)) * a, axis=1)
    gradient = xp.mean(a, axis=1)
    products = a[:, :, None, :] * a[:, None, :, :]
    return {
        stated.reply_bound: largest_norm(xp.concat([instance.past, a], axis=1)),
        stated.least_product: xp.min(xp.reshape(products, (a.shape[0], -1)), axis=1),
        stated.alignment: xp.sum(gradient * direction, axis=-1),
        stated.gradient_norm: euclidean_norm(gradient),
    }

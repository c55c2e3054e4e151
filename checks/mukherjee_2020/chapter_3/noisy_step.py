"""What is measured of one step of noise assisted gradient descent, and of its noise."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.descent_records import NoisyDescent
from impl import noisy_descent
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import lemma_3_4_2, lemma_3_4_3, notation_3_4, theorem_3_4_1


def setting(instance: NoisyDescent) -> dict[Any, Any]:
    """Measure the labels and the noise."""
    xp = array_namespace(instance.inputs)
    law, clipped = instance.law, instance.law.clipped(instance.clip)
    second = law.second
    return {
        notation_3_4.label_error: xp.max(xp.abs(instance.label_noise), axis=-1),
        notation_3_4.first_size: xp.max(euclidean_norm(law.first), axis=-1),
        notation_3_4.second_square: law.mean(xp.sum(second * second, axis=-1)),
        notation_3_4.clipped_bias: euclidean_norm(law.mean(clipped)),
        notation_3_4.coupling: law.mean(xp.sum(law.first * clipped, axis=-1)),
    }


CONSTANT = (notation_3_4.label_error, notation_3_4.first_size, notation_3_4.second_square)
CLIPPED = (notation_3_4.clipped_bias, notation_3_4.coupling)


def drift(instance: NoisyDescent) -> Any:
    """Return what the compensated process subtracts at each step, (batch,)."""
    return noisy_descent.compensation(
        instance.eta, instance.C, instance.radius, instance.S1, instance.n
    )


def delayed_walk(instance: NoisyDescent) -> noisy_descent.Walk:
    """Return the law of the squared distance of the delayed process after the last step."""
    return noisy_descent.delayed_distance(
        instance.inputs,
        instance.labels,
        instance.start,
        instance.law,
        instance.root,
        instance.target,
        instance.i_max,
        radius=instance.radius,
        clip=instance.clip,
    )


def one_step(instance: NoisyDescent) -> dict[Any, Any]:
    """Measure one step from the start, which may be any point."""
    xp = array_namespace(instance.inputs)
    inputs, target, start = instance.inputs, instance.target, instance.start
    here = xp.expand_dims(start, axis=1)
    gradient = noisy_descent.gradients(inputs, instance.labels, here)[:, 0]
    moved = noisy_descent.delayed_moves(
        inputs,
        instance.labels,
        here,
        instance.law,
        instance.root,
        target,
        instance.radius,
        instance.clip,
    )[:, 0]
    before = noisy_descent.squared_distances(start, target)
    after = noisy_descent.squared_distances(moved, target)
    change = after - (before + drift(instance))[:, None]
    old, new = (noisy_descent.relu_labels(inputs, w) for w in (target, start))
    shown = xp.matmul(inputs, start[:, :, None])[:, :, 0]
    gaps = xp.matmul(inputs, (target - start)[:, :, None])[:, :, 0]
    active = xp.where(shown >= 0, (old - new) ** 2, xp.zeros_like(old))
    return {
        theorem_3_4_1.expected_rise: instance.law.mean(change),
        lemma_3_4_3.greatest_change: xp.max(xp.abs(change), axis=-1),
        lemma_3_4_3.greatest_rise: xp.max(change, axis=-1),
        lemma_3_4_3.greatest_fall: xp.max(-change, axis=-1),
        lemma_3_4_2.inner_product: xp.sum((start - target) * gradient, axis=-1),
        lemma_3_4_2.active_loss: xp.mean(active, axis=-1),
        theorem_3_4_1.gradient_norm: euclidean_norm(gradient),
        theorem_3_4_1.mean_gap: xp.mean(xp.abs(gaps), axis=-1),
    }


def only(*symbols: Any) -> Callable[[NoisyDescent], dict[Any, Any]]:
    """Return the measurement of some symbols of one step."""

    def measure(instance: NoisyDescent) -> dict[Any, Any]:
        values = one_step(instance) | setting(instance)
        return {symbol: values[symbol] for symbol in symbols}

    return measure

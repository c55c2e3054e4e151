"""What is measured of noise assisted gradient descent: its noise, one step from the start, laws."""

from collections.abc import Callable
from functools import partial
from typing import Any

from array_api_compat import array_namespace

import falsum
from checks.families.descent_records import NoisyDescent
from falsum import Check, Claim, Family, Law, Quantities, Symbol, check
from impl import noisy_descent
from impl.linear_algebra import euclidean_norm, lift
from impl.noisy_descent import NoiseLaw, Walk, relu_labels, squared_distances
from theorems.mukherjee_2020.chapter_3 import lemma_3_4_2, lemma_3_4_3, proof_3_4_2, proof_3_4_3
from theorems.mukherjee_2020.chapter_3 import notation_3_4 as n
from theorems.mukherjee_2020.chapter_3 import proof_3_4_1 as proof

of_descents = Quantities()
family = partial(
    falsum.family,
    quantities=(of_descents,),
    where={n.C_L: "clip", n.r: "radius", n.lam: "level"},
)


def _square(values: Any) -> Any:
    return array_namespace(values).sum(values * values, axis=-1)


def _products(left: Any, right: Any) -> Any:
    return array_namespace(left).sum(left * right, axis=-1)


# The labels and the noise.
@of_descents.measures(n.label_error)
def _label_error(label_noise: Any) -> Any:
    xp = array_namespace(label_noise)
    return xp.max(xp.abs(label_noise), axis=-1)


@of_descents.measures(n.first_size)
def _first_size(law: NoiseLaw) -> Any:
    return array_namespace(law.first).max(euclidean_norm(law.first), axis=-1)


@of_descents.measures(n.second_square)
def _second_moment(law: NoiseLaw) -> Any:
    return law.mean(_square(law.second))


@of_descents.computes
def clipped(law: NoiseLaw, clip: Any) -> Any:
    """Return the outcomes of the clipped noise, (batch, A, n)."""
    return law.clipped(clip)


@of_descents.measures(n.clipped_bias)
def _clipped_bias(law: NoiseLaw, clipped: Any) -> Any:
    return euclidean_norm(law.mean(clipped))


@of_descents.measures(n.coupling)
def _coupling(law: NoiseLaw, clipped: Any) -> Any:
    return law.mean(_products(law.first, clipped))


# The gradient at the start, which may be any point.
@of_descents.computes
def offset(start: Any, target: Any) -> Any:
    """Return w_t - w_*, (batch, n)."""
    return start - target


@of_descents.computes
def gradient(inputs: Any, labels: Any, start: Any) -> Any:
    """Return g_t, (batch, n)."""
    here = array_namespace(start).expand_dims(start, axis=1)
    return noisy_descent.gradients(inputs, labels, here)[:, 0]


@of_descents.measures(n.gradient_norm)
def _gradient_norm(gradient: Any) -> Any:
    return euclidean_norm(gradient)


@of_descents.measures(lemma_3_4_2.inner_product)
def _inner_product(offset: Any, gradient: Any) -> Any:
    return _products(offset, gradient)


@of_descents.measures(proof_3_4_2.active_loss)
def _active_loss(inputs: Any, target: Any, start: Any) -> Any:
    xp = array_namespace(inputs)
    old, new = (relu_labels(inputs, w) for w in (target, start))
    shown = xp.matmul(inputs, start[:, :, None])[:, :, 0]
    return xp.mean(xp.where(shown >= 0, (old - new) ** 2, xp.zeros_like(old)), axis=-1)


@of_descents.measures(proof.mean_gap)
def _mean_gap(inputs: Any, target: Any, start: Any) -> Any:
    xp = array_namespace(inputs)
    return xp.mean(xp.abs(xp.matmul(inputs, (target - start)[:, :, None])[:, :, 0]), axis=-1)


# One step for each outcome of the noise.
@of_descents.computes
def noisy(gradient: Any, law: NoiseLaw) -> Any:
    """Return the noisy gradient, (batch, A, n)."""
    return gradient[:, None, :] + law.first


@of_descents.computes
def descent(eta: Any, noisy: Any) -> Any:
    """Return the step along the noisy gradient, (batch, A, n)."""
    return lift(eta, 3) * noisy


@of_descents.computes
def kick(root: Any, law: NoiseLaw) -> Any:
    """Return the step of the second noise, (batch, A, n)."""
    return lift(root, 3) * law.second


@of_descents.measures(proof.after)
def _after(instance: NoisyDescent) -> Any:
    law, here = instance.law, array_namespace(instance.start).expand_dims(instance.start, axis=1)
    moved = noisy_descent.moves(
        instance.inputs, instance.labels, here, law.first, law.second, instance.root
    )
    return squared_distances(moved[:, 0], instance.target)


@of_descents.measures(proof.added)
def _added(descent: Any, kick: Any) -> Any:
    return _square(descent + kick)


@of_descents.measures(proof.moved)
def _moved(descent: Any, kick: Any) -> Any:
    return _square(kick - descent)


@of_descents.measures(proof.along)
def _along(offset: Any, descent: Any, kick: Any) -> Any:
    return _products(offset[:, None, :], kick - descent)


@of_descents.measures(proof.noisy_square)
def _noisy_square(noisy: Any) -> Any:
    return _square(noisy)


@of_descents.measures(proof.second_square)
def _second_square(law: NoiseLaw) -> Any:
    return _square(law.second)


@of_descents.measures(proof.mixed)
def _mixed(noisy: Any, law: NoiseLaw) -> Any:
    return _products(noisy, law.second)


@of_descents.measures(proof.first_pull)
def _first_pull(offset: Any, law: NoiseLaw) -> Any:
    return _products(offset[:, None, :], law.first)


@of_descents.measures(proof.second_pull)
def _second_pull(offset: Any, law: NoiseLaw) -> Any:
    return _products(offset[:, None, :], law.second)


@of_descents.measures(proof_3_4_3.first_norm)
def _first_norm(law: NoiseLaw) -> Any:
    return euclidean_norm(law.first)


@of_descents.measures(proof_3_4_3.clipped_pull)
def _clipped_pull(offset: Any, clipped: Any, descent: Any) -> Any:
    return _products(clipped, offset[:, None, :] - descent)


# One step of the delayed process.
@of_descents.computes
def before(start: Any, target: Any) -> Any:
    """Return the squared distance from the start to the target, (batch,)."""
    return squared_distances(start, target)


@of_descents.computes
def delayed_after(instance: NoisyDescent) -> Any:
    """Return the squared distance after one step of the delayed process, (batch, A)."""
    moved = noisy_descent.delayed_moves(
        instance.inputs,
        instance.labels,
        array_namespace(instance.start).expand_dims(instance.start, axis=1),
        instance.law,
        instance.root,
        instance.target,
        instance.radius,
        instance.clip,
    )
    return squared_distances(moved[:, 0], instance.target)


def drift(descent: NoisyDescent) -> Any:
    """Return what the compensated process subtracts at each step, (batch,)."""
    return noisy_descent.compensation(descent.eta, descent.C, descent.radius, descent.S1, descent.n)


@of_descents.computes
def change(instance: NoisyDescent, before: Any, delayed_after: Any) -> Any:
    """Return the change of the compensated process, (batch, A)."""
    return delayed_after - (before + drift(instance))[:, None]


@of_descents.measures(proof.expected_rise)
def _expected_rise(law: NoiseLaw, change: Any) -> Any:
    return law.mean(change)


@of_descents.measures(lemma_3_4_3.greatest_change)
def _greatest_change(change: Any) -> Any:
    xp = array_namespace(change)
    return xp.max(xp.abs(change), axis=-1)


@of_descents.measures(proof_3_4_3.greatest_rise)
def _greatest_rise(change: Any) -> Any:
    return array_namespace(change).max(change, axis=-1)


@of_descents.measures(proof_3_4_3.greatest_fall)
def _greatest_fall(change: Any) -> Any:
    return array_namespace(change).max(-change, axis=-1)


@of_descents.measures(proof_3_4_3.fall_of_square)
def _fall(before: Any, delayed_after: Any) -> Any:
    return before[:, None] - delayed_after


# Laws over all paths.
def delayed_walk(descent: NoisyDescent, steps: int) -> Walk:
    """Return the law of the squared distance of the delayed process after some steps."""
    return noisy_descent.delayed_distance(
        descent.inputs,
        descent.labels,
        descent.start,
        descent.law,
        descent.root,
        descent.target,
        steps,
        radius=descent.radius,
        clip=descent.clip,
    )


def free_walk(descent: NoisyDescent, law: NoiseLaw) -> Walk:
    """Return the law of the greatest squared distance of the iterates for a law of the noise."""
    return noisy_descent.greatest_distance(
        descent.inputs,
        descent.labels,
        descent.start,
        law,
        descent.root,
        descent.target,
        descent.i_max,
    )


def setting(claim: Claim, descent: NoisyDescent) -> dict[Symbol, Any]:
    """Measure what a claim says of the labels and the noise, which no randomness touches."""
    known = of_descents.measurement(s for s in claim.symbols if of_descents.find(s))
    return known(**{name: getattr(descent, name) for name in known.arguments})


def in_law(symbol: Symbol, walk: Callable[[Any], Walk]) -> Callable[[Claim, Family, str], Check]:
    """Return how to bind a claim on the law of one symbol, which ``walk`` gives for an instance."""

    def bind(claim: Claim, family: Family, expect: str) -> Check:
        @check(claim, family, expect=expect)
        def measure(instance: NoisyDescent) -> Law:
            found = walk(instance)
            return Law({symbol: found.values}, found.chances, fixed=setting(claim, instance))

        return measure

    return bind

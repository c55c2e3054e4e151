"""What is measured of noise assisted gradient descent: its noise, one step from the start, laws."""

from collections.abc import Callable
from functools import partial
from typing import Any

from array_api_compat import array_namespace

import falsum
from checks.families.descents.descent_records import NoisyDescent
from falsum import Check, Claim, Family, Law, Quantities, Symbol, check
from impl.gates import noisy_descent
from impl.gates.noisy_descent import Histories, NoiseLaw, relu_labels, squared_distances
from impl.geometry.linear_algebra import euclidean_norm, lift
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


@of_descents.measures(n.label_error)
def _label_error(label_noise: Any) -> Any:
    xp = array_namespace(label_noise)
    return xp.max(xp.abs(label_noise), axis=-1)


@of_descents.measures(n.first_size, n.second_square)
def _sizes(law: NoiseLaw) -> tuple[Any, Any]:
    first = array_namespace(law.first).max(euclidean_norm(law.first), axis=-1)
    return first, law.mean(_square(law.second))


@of_descents.measures(n.clipped_bias, n.coupling)
def _clipped(law: NoiseLaw, clip: Any) -> tuple[Any, Any]:
    clipped = law.clipped(clip)
    return euclidean_norm(law.mean(clipped)), law.mean(_products(law.first, clipped))


@of_descents.computes
def here(start: Any) -> Any:
    """Return the start, which may be any point, as one path."""
    return array_namespace(start).expand_dims(start, axis=1)


@of_descents.computes
def gradient(inputs: Any, labels: Any, here: Any) -> Any:
    """Return g_t at the start, (batch, n)."""
    return noisy_descent.gradients(inputs, labels, here)[:, 0]


@of_descents.measures(n.gradient_norm, lemma_3_4_2.inner_product)
def _of_gradient(start: Any, target: Any, gradient: Any) -> tuple[Any, Any]:
    return euclidean_norm(gradient), _products(start - target, gradient)


@of_descents.measures(proof_3_4_2.active_loss, proof.mean_gap)
def _of_labels(inputs: Any, target: Any, start: Any) -> tuple[Any, Any]:
    xp = array_namespace(inputs)
    old, new = (relu_labels(inputs, w) for w in (target, start))
    shown, gaps = (xp.matmul(inputs, w[:, :, None])[:, :, 0] for w in (start, target - start))
    active = xp.where(shown >= 0, (old - new) ** 2, xp.zeros_like(old))
    return xp.mean(active, axis=-1), xp.mean(xp.abs(gaps), axis=-1)


@of_descents.measures(proof.after)
def _after(instance: NoisyDescent, here: Any) -> Any:
    law, labels = instance.law, instance.labels
    moved = noisy_descent.moves(instance.inputs, labels, here, law.first, law.second, instance.root)
    return squared_distances(moved[:, 0], instance.target)


@of_descents.measures(
    proof.added,
    proof.moved,
    proof.along,
    proof.noisy_square,
    proof.second_norm,
    proof.mixed,
    proof.first_pull,
    proof.second_pull,
    proof_3_4_3.first_norm,
    proof_3_4_3.clipped_pull,
    proof_3_4_3.clipped_square,
)
def _outcomes(instance: NoisyDescent, gradient: Any) -> tuple[Any, ...]:
    """Take one step for each outcome of the noise, (batch, A) each."""
    law, offset = instance.law, (instance.start - instance.target)[:, None, :]
    noisy, clipped = gradient[:, None, :] + law.first, law.clipped(instance.clip)
    descent, kick = lift(instance.eta, 3) * noisy, lift(instance.root, 3) * law.second
    return (
        _square(descent + kick),
        _square(kick - descent),
        _products(offset, kick - descent),
        _square(noisy),
        _square(law.second),
        _products(noisy, law.second),
        _products(offset, law.first),
        _products(offset, law.second),
        euclidean_norm(law.first),
        _products(clipped, offset - descent),
        _square(clipped),
    )


def drift(descent: NoisyDescent) -> Any:
    """Return what the compensated process subtracts at each step, (batch,)."""
    return noisy_descent.compensation(descent.eta, descent.C, descent.radius, descent.S1, descent.n)


@of_descents.measures(
    proof.expected_growth,
    proof_3_4_3.change,
    lemma_3_4_3.greatest_change,
    proof_3_4_3.greatest_rise,
    proof_3_4_3.greatest_fall,
    proof_3_4_3.fall_of_square,
)
def _delayed(instance: NoisyDescent, here: Any) -> tuple[Any, ...]:
    """Take one step of the delayed process, compensated or not, for each outcome of the noise."""
    xp, target = array_namespace(here), instance.target
    moved = noisy_descent.delayed_moves(
        instance.inputs,
        instance.labels,
        here,
        instance.law,
        instance.root,
        target,
        instance.radius,
        instance.clip,
    )
    before, after = (
        squared_distances(instance.start, target),
        squared_distances(moved[:, 0], target),
    )
    change = after - (before + drift(instance))[:, None]
    return (
        instance.law.mean(after - before[:, None]),
        change,
        xp.max(xp.abs(change), axis=-1),
        xp.max(change, axis=-1),
        xp.max(-change, axis=-1),
        before[:, None] - after,
    )


def free_paths(descent: NoisyDescent) -> Histories:
    """Return all paths of the algorithm."""
    return _paths(descent, None)


def delayed_paths(descent: NoisyDescent) -> Histories:
    """Return all paths of the delayed process."""
    return _paths(descent, descent.radius)


def _paths(descent: NoisyDescent, radius: Any) -> Histories:
    return noisy_descent.histories(
        descent.inputs,
        descent.labels,
        descent.start,
        descent.law,
        descent.root,
        descent.target,
        descent.i_max,
        clip=descent.clip,
        radius=radius,
    )


@of_descents.measures(
    proof.chance,
    proof.clipped,
    proof.first_exit,
    proof.delayed_exit,
    proof.outside,
    proof.at_least,
)
def _exits(instance: NoisyDescent) -> tuple[Any, ...]:
    """Ask of all paths after which steps they are out, or on the edge, and when for the first time.

    The indicators of events on paths are numbers, 0 or 1.
    """
    free, late = free_paths(instance), delayed_paths(instance)
    xp, edge = array_namespace(free.squares), lift(instance.radius * instance.radius, 2)
    one, none = free.chances * 0 + 1, free.chances * 0
    escaped = rested = none
    exits: list[tuple[Any, ...]] = []
    for t in range(instance.i_max):
        out = xp.where(free.squares[:, :, t] > edge, one, none)
        beyond = xp.where(late.squares[:, :, t] > edge, one, none)
        reached = xp.where(late.squares[:, :, t] >= edge, one, none)
        exits.append((out * (1 - escaped), reached * (1 - rested), beyond, reached))
        escaped, rested = xp.maximum(escaped, out), xp.maximum(rested, reached)
    events = [xp.stack(event, axis=2) for event in zip(*exits, strict=True)]
    chances, clipped = xp.expand_dims(free.chances, axis=2), xp.where(free.beyond, one, none)
    return (
        xp.sum(free.chances * escaped, axis=1),
        xp.sum(free.chances * clipped, axis=1),
        *(xp.sum(chances * event, axis=1) for event in events),
    )


def setting(claim: Claim, descent: NoisyDescent) -> dict[Symbol, Any]:
    """Measure what a claim says of the labels and the noise, which no randomness touches."""
    known = of_descents.measurement(s for s in claim.symbols if of_descents.find(s))
    return known(**{name: getattr(descent, name) for name in known.arguments})


def in_law(
    symbol: Symbol,
    paths_of: Callable[[NoisyDescent], Histories],
    value: Callable[[NoisyDescent, Any], Any],
) -> Callable[[Claim, Family, str | None], Check]:
    """Return how to bind a claim on the law of a symbol: its value for the squares on paths."""

    def bind(claim: Claim, family: Family, expect: str | None) -> Check:
        @check(claim, family, expect=expect)
        def measure(instance: NoisyDescent) -> Law:
            paths, fixed = paths_of(instance), setting(claim, instance)
            return Law({symbol: value(instance, paths.squares)}, paths.chances, fixed=fixed)

        return measure

    return bind

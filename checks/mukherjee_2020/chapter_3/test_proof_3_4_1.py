"""One step of noise assisted descent for every outcome, and the escapes of both processes."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.descent_records import NoisyDescent
from checks.families.edge_descents import edge_descents
from checks.families.noisy_descents import noisy_descents, symmetric_descents
from checks.mukherjee_2020.chapter_3.noisy_step import CLIPPED, CONSTANT, delayed_walk, setting
from falsum import Law, check
from impl import noisy_descent
from impl.linear_algebra import euclidean_norm, lift
from theorems.mukherjee_2020.chapter_3 import notation_3_4
from theorems.mukherjee_2020.chapter_3 import proof_3_4_1 as stated
from theorems.mukherjee_2020.chapter_3 import theorem_3_4_1 as theorem

FIELDS = {notation_3_4.C_L: "clip", notation_3_4.r: "radius", notation_3_4.lam: "level"}


def _square(values: Any) -> Any:
    return array_namespace(values).sum(values * values, axis=-1)


def gradient(instance: NoisyDescent) -> Any:
    """Return the gradient at the start, (batch, n)."""
    here = array_namespace(instance.start).expand_dims(instance.start, axis=1)
    return noisy_descent.gradients(instance.inputs, instance.labels, here)[:, 0]


def outcomes(instance: NoisyDescent) -> dict[Any, Any]:
    """Measure one step for each outcome of the noise."""
    xp = array_namespace(instance.inputs)
    law, offset = instance.law, (instance.start - instance.target)[:, None, :]
    noisy = gradient(instance)[:, None, :] + law.first
    descent, kick = lift(instance.eta, 3) * noisy, lift(instance.root, 3) * law.second
    here = xp.expand_dims(instance.start, axis=1)
    moved = noisy_descent.moves(
        instance.inputs, instance.labels, here, law.first, law.second, instance.root
    )[:, 0]
    return {
        stated.after: noisy_descent.squared_distances(moved, instance.target),
        stated.added: _square(descent + kick),
        stated.moved: _square(kick - descent),
        stated.along: xp.sum(offset * (kick - descent), axis=-1),
        stated.noisy_square: _square(noisy),
        stated.second_square: _square(law.second),
        stated.mixed: xp.sum(noisy * law.second, axis=-1),
    }


def measured_outcomes(*symbols: Any) -> Callable[[NoisyDescent], dict[Any, Any]]:
    """Return the measurement of some symbols of all outcomes."""

    def measure(instance: NoisyDescent) -> dict[Any, Any]:
        values = outcomes(instance)
        return {symbol: values[symbol] for symbol in symbols}

    return measure


EXPANSION = (
    stated.after,
    stated.along,
    stated.noisy_square,
    stated.second_square,
    stated.mixed,
)
test_proof_3_4_1_expansion = check(stated.proof_3_4_1_expansion, noisy_descents, expect="refuted")(
    measured_outcomes(*EXPANSION, stated.added)
)
test_proof_3_4_1_expansion_corrected = check(
    stated.proof_3_4_1_expansion_corrected, noisy_descents, expect="survived"
)(measured_outcomes(*EXPANSION, stated.moved))


@check(
    stated.proof_3_4_1_one_step, noisy_descents, where={notation_3_4.r: "radius"}, expect="survived"
)
def test_proof_3_4_1_one_step(instance: NoisyDescent) -> dict[Any, Any]:
    """Measure what the noise adds for each outcome."""
    xp = array_namespace(instance.inputs)
    law, offset = instance.law, (instance.start - instance.target)[:, None, :]
    values, known = outcomes(instance), setting(instance)
    return {
        **{s: known[s] for s in (notation_3_4.label_error, notation_3_4.first_size)},
        **{s: values[s] for s in (stated.after, stated.second_square, stated.mixed)},
        theorem.gradient_norm: euclidean_norm(gradient(instance)),
        stated.first_pull: xp.sum(offset * law.first, axis=-1),
        stated.second_pull: xp.sum(offset * law.second, axis=-1),
    }


def chance(holds: Any, walk: noisy_descent.Walk) -> Any:
    """Return the probability of an event that is given for each path, (batch,)."""
    xp = array_namespace(walk.chances)
    return xp.sum(xp.where(holds, walk.chances, xp.zeros_like(walk.chances)), axis=-1)


def escapes(instance: NoisyDescent, *, sphere: bool) -> dict[Any, Any]:
    """Measure by all paths how likely either process is to be outside."""
    xp = array_namespace(instance.inputs)
    data = (instance.inputs, instance.labels, instance.start, instance.law, instance.root)
    edge = lift(instance.radius * instance.radius, 2)
    free = noisy_descent.greatest_distance(*data, instance.target, instance.i_max)
    left = []
    for number in range(1, instance.i_max + 1):
        late = noisy_descent.delayed_distance(
            *data, instance.target, number, radius=instance.radius, clip=instance.clip
        )
        left.append(chance(late.values >= edge if sphere else late.values > edge, late))
    known = setting(instance)
    symbol = stated.delayed_at_least if sphere else stated.delayed_outside
    return {
        **{s: known[s] for s in CONSTANT},
        stated.chance: chance(free.values > edge, free),
        symbol: xp.stack(left, axis=1),
    }


@check(stated.proof_3_4_1_union, edge_descents, where=FIELDS, expect="refuted")
def test_proof_3_4_1_union(instance: NoisyDescent) -> dict[Any, Any]:
    """Count the delayed process as out only beyond the sphere."""
    return escapes(instance, sphere=False)


@check(stated.proof_3_4_1_union_corrected, edge_descents, where=FIELDS, expect="survived")
def test_proof_3_4_1_union_corrected(instance: NoisyDescent) -> dict[Any, Any]:
    """Count the delayed process as out on the sphere too."""
    return escapes(instance, sphere=True)


def delayed(*extra: Any) -> Callable[[NoisyDescent], Law]:
    """Return the law of the distance of the delayed process after the last step."""

    def measure(instance: NoisyDescent) -> Law:
        xp = array_namespace(instance.inputs)
        late = delayed_walk(instance)
        known = setting(instance)
        constant = {s: xp.expand_dims(known[s], axis=1) for s in (*CONSTANT, *extra)}
        return Law({stated.delayed: xp.sqrt(late.values), **constant}, late.chances)

    return measure


test_proof_3_4_1_leaves = check(
    stated.proof_3_4_1_leaves, noisy_descents, where=FIELDS, expect="refuted"
)(delayed())
test_proof_3_4_1_leaves_corrected = check(
    stated.proof_3_4_1_leaves_corrected, symmetric_descents, where=FIELDS, expect="survived"
)(delayed(*CLIPPED))

"""RMSProp without a shift, run with decaying step sizes."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.decaying_runs import DecayingRun, decaying_runs
from checks.families.gradient_sequences import GradientSequence, gradient_sequences
from falsum import Space, check, family, sizes
from falsum.maps import wide
from impl.least import Least
from impl.linear_algebra import euclidean_norm
from impl.rmsprop import averages, inverse_root
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_bound, gradient_norm, smoothness

HORIZON = 24  # runs that ask for more steps count only where they reach eps within these


def assumed(instance: DecayingRun) -> dict[Any, Any]:
    """Return the objective's constants."""
    f = instance.objective
    return {
        smoothness: f.smoothness(),
        gradient_bound: f.gradient_bound(),
        stated.least_of_f: f.minimum(),
        stated.supremum_of_f: f.supremum(),
    }


@check(stated.theorem_5_4_2, decaying_runs, expect="survived")
def test_theorem_5_4_2(instance: DecayingRun, T: Any) -> dict[Any, Any]:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    xp = array_namespace(T)
    norms = euclidean_norm(instance.run(HORIZON).gradients)
    least = norms[:, 0]
    for number in range(2, HORIZON + 1):
        least = xp.where(number <= T, xp.minimum(least, norms[:, number - 1]), least)
    found = Least(least, xp.logical_or(T < HORIZON + 1, least <= instance.eps))
    return {**assumed(instance), stated.least_gradient: found.or_nan()}


@dataclass(frozen=True)
class Count:
    """A number of steps; ``one`` is 1, (batch,)."""

    steps: int
    one: Any


@family(space=Space(steps=sizes(1, 1000)), latent=lambda c: {})
def counts(config: Any, z: Any, xp: Any) -> Count:
    """Enumerate numbers of steps."""
    return Count(config.steps, xp.ones((1,), dtype=xp.float64))


@check(stated.proof_5_4_2_inverse_root_sum, counts, expect="refuted")
def test_proof_5_4_2_inverse_root_sum() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}


@check(stated.proof_5_4_2_inverse_root_sum_corrected, counts, expect="survived")
def test_proof_5_4_2_inverse_root_sum_corrected() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}


@dataclass(frozen=True)
class Levels:
    """Values of f along a path, (batch, T + 1), their bounds and alpha, (batch,)."""

    steps: int
    values: Any
    B_low: Any
    B_up: Any
    alpha: Any


def unbounded_below(levels: Levels, z: Any, xp: Any) -> Levels:
    """Raise B_low above some values."""
    return replace(levels, B_low=levels.B_low + wide(z, xp))


def unbounded_above(levels: Levels, z: Any, xp: Any) -> Levels:
    """Lower B_up below some values."""
    return replace(levels, B_up=levels.B_up - wide(z, xp))


@family(
    space=Space(steps=sizes(1, 80)),
    latent=lambda c: {"values": (c.steps + 1,), "low": (), "height": (), "alpha": ()},
    relax={"f is at least B_low": unbounded_below, "f is at most B_up": unbounded_above},
)
def levels(config: Any, z: Any, xp: Any) -> Levels:
    """Decode any values between the bounds, often at one of them."""
    share = xp.minimum(xp.maximum(z.values, xp.zeros_like(z.values)), xp.ones_like(z.values))
    height = wide(z.height, xp)
    return Levels(
        steps=config.steps,
        values=z.low[:, None] + height[:, None] * share,
        B_low=z.low,
        B_up=z.low + height,
        alpha=wide(z.alpha, xp),
    )


@check(stated.proof_5_4_2_telescoped, levels, expect="survived")
def test_proof_5_4_2_telescoped(values: Any) -> dict[Any, Any]:
    """Measure the decreases between any values."""
    xp = array_namespace(values)
    return {
        stated.least_of_f: xp.min(values, axis=-1),
        stated.supremum_of_f: xp.max(values, axis=-1),
        stated.decrease: values[:, :-1] - values[:, 1:],
    }


@check(stated.proof_5_4_2_norm, decaying_runs, expect="refuted")
def test_proof_5_4_2_norm(instance: DecayingRun) -> dict[Any, Any]:
    """Measure the largest entry of the average's root."""
    averages = instance.run(instance.steps).averages
    xp = array_namespace(averages)
    return {stated.root: xp.max(xp.sqrt(averages), axis=-1)}


@check(stated.proof_5_4_2_norm_corrected, decaying_runs, expect="survived")
def test_proof_5_4_2_norm_corrected(instance: DecayingRun) -> dict[Any, Any]:
    """Measure the preconditioned inner product."""
    run = instance.run(instance.steps)
    xp = array_namespace(run.gradients)
    return {
        gradient_bound: instance.objective.gradient_bound(),
        gradient_norm: euclidean_norm(run.gradients),
        stated.alignment: xp.sum(run.gradients**2 * inverse_root(run.averages), axis=-1),
    }


def increments(instance: DecayingRun) -> Any:
    """Return ``alpha_t |V_t^(-1/2) g_t|^2`` along a run as (batch, T)."""
    run = instance.run(instance.steps)
    xp = array_namespace(run.gradients)
    return xp.sum(run.displacements * run.gradients * inverse_root(run.averages), axis=-1)


@check(stated.proof_5_4_2_increment, gradient_sequences, expect="survived")
def test_proof_5_4_2_increment(instance: GradientSequence) -> dict[Any, Any]:
    """Measure the increments of P along any gradients, whether a run meets them or not."""
    g = instance.gradients
    xp = array_namespace(g)
    direction = inverse_root(averages(g, instance.beta2, 0 * instance.xi)) * g
    lengths = [instance.alpha / xp.sqrt(0 * instance.alpha + t) for t in range(1, g.shape[1] + 1)]
    return {stated.increment: xp.stack(lengths, axis=1) * xp.sum(direction**2, axis=-1)}


def mean_square(instance: DecayingRun) -> dict[Any, Any]:
    """Measure the mean squared gradient norm along a run."""
    norms = euclidean_norm(instance.run(instance.steps).gradients)
    return {
        **assumed(instance),
        stated.mean_square: array_namespace(norms).mean(norms**2, axis=-1),
        stated.first_term: increments(instance)[:, 0],
    }


test_proof_5_4_2_final = check(stated.proof_5_4_2_final, decaying_runs, expect="refuted")(
    mean_square
)
test_proof_5_4_2_final_reading_four_steps = check(
    stated.proof_5_4_2_final_reading_four_steps, decaying_runs, expect="refuted"
)(mean_square)
test_proof_5_4_2_final_corrected = check(
    stated.proof_5_4_2_final_corrected, decaying_runs, expect="survived"
)(mean_square)

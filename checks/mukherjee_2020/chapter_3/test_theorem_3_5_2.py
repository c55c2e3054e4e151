"""GLM-Tron run for exactly the number of steps that is claimed to suffice."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gate_readings import clean_gates
from checks.families.gates import Gate, noisy_gates, unfinished_gates
from falsum import Space, check, family, sizes
from falsum.maps import unit, wide
from impl.linear_algebra import euclidean_norm
from impl.relu_gate import (
    effective_loss,
    glm_tron,
    least_effective_loss,
    mean_residual_norm,
    predictions,
)
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_2 as stated
from theorems.mukherjee_2020.chapter_3.notation import input_norm, slope_greatest, slope_least

HORIZON = 12  # runs that ask for more steps are not evaluated, unless the loss reaches 0 before


def run(instance: Gate, T: Any) -> dict[Any, Any]:
    """Run at most T steps and keep the least effective loss; beyond the horizon it is unknown."""
    sigma, inputs = instance.sigma, instance.inputs
    least = least_effective_loss(
        sigma, inputs, instance.labels, instance.target, T, horizon=HORIZON
    )
    clean = predictions(sigma, inputs, instance.target)
    return {
        input_norm: euclidean_norm(inputs),
        slope_least: sigma.least_slope(),
        slope_greatest: sigma.lipschitz(),
        stated.noise: array_namespace(inputs).abs(instance.labels - clean),
        stated.least_loss: least.or_nan(),
    }


test_theorem_3_5_2 = check(stated.theorem_3_5_2, noisy_gates, expect="refuted")(run)
test_theorem_3_5_2_reading_ceiling = check(
    stated.theorem_3_5_2_reading_ceiling, noisy_gates, expect="refuted"
)(run)
test_theorem_3_5_2_corrected = check(
    stated.theorem_3_5_2_corrected, noisy_gates, expect="survived"
)(run)


def noise_and_inputs(instance: Gate) -> dict[Any, Any]:
    """Measure the inputs and the noise."""
    clean = predictions(instance.sigma, instance.inputs, instance.target)
    return {
        input_norm: euclidean_norm(instance.inputs),
        stated.noise: array_namespace(clean).abs(instance.labels - clean),
    }


@check(stated.proof_3_5_2_residual, noisy_gates, expect="survived")
def test_proof_3_5_2_residual(instance: Gate) -> dict[Any, Any]:
    """Measure the mean residual at the target."""
    sigma, inputs, labels = instance.sigma, instance.inputs, instance.labels
    residual = mean_residual_norm(sigma, inputs, labels, instance.target)
    return {**noise_and_inputs(instance), stated.residual: residual}


@check(stated.proof_3_5_2_descent, unfinished_gates, expect="survived")
def test_proof_3_5_2_descent(instance: Gate, config: Any) -> dict[Any, Any]:
    """Take step number t and measure both distances and the loss before it."""
    sigma, inputs = instance.sigma, instance.inputs
    path = glm_tron(sigma, inputs, instance.labels, config.t)
    before, after = path[:, config.t - 1], path[:, config.t]
    return {
        **noise_and_inputs(instance),
        slope_least: sigma.least_slope(),
        slope_greatest: sigma.lipschitz(),
        stated.distance: euclidean_norm(before - instance.target),
        stated.distance_after: euclidean_norm(after - instance.target),
        stated.loss: effective_loss(sigma, inputs, before, instance.target),
    }


test_remark_3_5_2_realisable = check(stated.remark_3_5_2_realisable, clean_gates, expect="refuted")(
    run
)
test_remark_3_5_2_realisable_corrected = check(
    stated.remark_3_5_2_realisable_corrected, clean_gates, expect="survived"
)(run)


@dataclass(frozen=True)
class Fall:
    """Squared distances (batch, N + 1) that fall by at least eps, from that of the start."""

    N: int
    squares: Any
    target_norm: Any
    eps: Any


def slower(fall: Fall, z: Any, xp: Any) -> Fall:
    """Raise eps above the decreases."""
    return replace(fall, eps=fall.eps * (1 + wide(z, xp)))


def farther(fall: Fall, z: Any, xp: Any) -> Fall:
    """Shrink the norm below the first distance."""
    return replace(fall, target_norm=fall.target_norm * unit(z, xp))


@family(
    space=Space(N=sizes(1, 6)),
    latent=lambda c: {"norm": (), "left": (), "extra": (c.N,)},
    relax={
        "the weights start from 0": farther,
        "each step lowers the squared distance": slower,
    },
)
def falls(config: Any, z: Any, xp: Any) -> Fall:
    """Decode decreases in proportion to the first square, often all of them eps and 2^-40 of it."""
    norm = wide(z.norm, xp)
    zero = xp.zeros_like(z.norm)
    parts = 1 + xp.maximum(z.extra, xp.zeros_like(z.extra))
    unit_of_fall = norm**2 / (xp.sum(parts, axis=1) + xp.maximum(z.left, zero))
    squares = [norm**2]
    for k in range(config.N):
        squares.append(squares[-1] - unit_of_fall * parts[:, k])
    return Fall(config.N, xp.stack(squares, axis=1), norm, unit_of_fall * (2**40 - 1) / 2**40)


def counted(squares: Any) -> dict[Any, Any]:
    """Measure the squares before and after each step."""
    return {
        stated.first_square: squares[:, 0],
        stated.square_before: squares[:, :-1],
        stated.square_after: squares[:, 1:],
    }


test_proof_3_5_2_count = check(stated.proof_3_5_2_count, falls, expect="refuted")(counted)
test_proof_3_5_2_count_corrected = check(
    stated.proof_3_5_2_count_corrected, falls, expect="survived"
)(counted)

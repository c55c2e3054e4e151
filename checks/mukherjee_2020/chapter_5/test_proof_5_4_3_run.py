"""Runs of ADAM with the best step sizes before a small gradient, and the explicit step size."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.adam_numbers import FactorNumbers, chain_numbers, factor_numbers
from checks.families.adam_runs import larger_momentum, smaller_shift
from checks.families.unfinished_adam_runs import (
    ExplicitPast,
    UnfinishedAdamRun,
    explicit_pasts,
    no_momentum,
    unfinished_adam_runs,
)
from checks.unmeasured import nothing
from falsum import Space, check, family, sizes
from falsum.maps import unit, wide
from impl.adam import direction, moments
from impl.linear_algebra import euclidean_norm
from impl.objectives import along_paths
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3_run as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_norm, smoothness


def norms(instance: UnfinishedAdamRun) -> Any:
    """Return the norms of the gradients at the iterates 1 to T, (batch, T)."""
    return euclidean_norm(along_paths(instance.objective).gradient(instance.points[:, :-1]))


@check(stated.proof_5_4_3_decrease, unfinished_adam_runs, expect="survived")
def test_proof_5_4_3_decrease(instance: UnfinishedAdamRun) -> dict[Any, Any]:
    """Run the algorithm and measure each decrease from the second step on."""
    points = instance.points
    decreases = along_paths(instance.objective).decrease(
        points[:, :-1], points[:, :-1] - points[:, 1:]
    )
    found = norms(instance)
    return {
        smoothness: instance.objective.smoothness(),
        gradient_norm: found,
        stated.late_norm: found[:, 1:],
        stated.late_decrease: decreases[:, 1:],
    }


def least(instance: UnfinishedAdamRun) -> dict[Any, Any]:
    """Run the algorithm and keep the least gradient from the second iterate on."""
    found = norms(instance)
    return {
        smoothness: instance.objective.smoothness(),
        gradient_norm: found,
        stated.least_fourth: array_namespace(found).min(found[:, 1:] ** 4, axis=-1),
    }


test_proof_5_4_3_least = check(stated.proof_5_4_3_least, unfinished_adam_runs, expect="refuted")(
    least
)
test_proof_5_4_3_least_corrected = check(
    stated.proof_5_4_3_least_corrected, unfinished_adam_runs, expect="survived"
)(least)


@dataclass(frozen=True)
class ThresholdNumbers(FactorNumbers):
    """The same numbers and an accuracy below the norm of the gradient, (batch,)."""

    eps: Any


def larger_eps(numbers: ThresholdNumbers, z: Any, xp: Any) -> ThresholdNumbers:
    """Raise the accuracy above the norm."""
    return replace(numbers, eps=numbers.g * (1 + wide(z, xp)))


def first_step(numbers: ThresholdNumbers, z: Any, xp: Any) -> ThresholdNumbers:
    """Look at the first step."""
    return replace(numbers, t=1)


@family(
    relax={
        "beta_1 is positive": no_momentum,
        "beta_1 is small": larger_momentum,
        "the shift is large": smaller_shift,
        "it is not the first step": first_step,
        "the gradient is not small yet": larger_eps,
    },
    space=Space(t=sizes(2, 4)),
    latent=lambda c: {**factor_numbers.shapes(c), "eps": ()},
)
def threshold_numbers(config: Any, z: Any, xp: Any) -> ThresholdNumbers:
    """Choose beta_1 and the shift within the theorem's bounds."""
    numbers = factor_numbers.decode(config, z, xp)
    eps, sigma = numbers.g * unit(z.eps, xp), numbers.sigma
    beta1 = unit(z.beta1, xp) * eps / (eps + sigma)
    least_shift = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    zeta = least_shift * (1 + wide(z.zeta, xp))
    return ThresholdNumbers(**{**vars(numbers), "beta1": beta1, "zeta": zeta}, eps=eps)


test_proof_5_4_3_thresholds = check(
    stated.proof_5_4_3_thresholds, threshold_numbers, expect="survived"
)(nothing)
test_proof_5_4_3_parameters = check(
    stated.proof_5_4_3_parameters, chain_numbers, expect="survived"
)(nothing)


@check(stated.proof_5_4_3_step_size, explicit_pasts, expect="survived")
def test_proof_5_4_3_step_size(instance: ExplicitPast, beta1: Any, zeta: Any) -> dict[Any, Any]:
    """Measure the best step size after each gradient but the first."""
    g = instance.gradients
    xp = array_namespace(g)
    towards = direction(moments(g, beta1), moments(g**2, instance.beta2), zeta)
    best = xp.sum(g * towards, axis=-1) / (instance.L[:, None] * xp.sum(towards**2, axis=-1))
    found = euclidean_norm(g)
    return {gradient_norm: found, stated.late_norm: found[:, 1:], stated.best_step: best[:, 1:]}

"""Runs of ADAM on objectives whose constants are known exactly."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    RELAX,
    SHAPES,
    decay,
    objective_blocks,
    objective_of,
    of_objectives,
    widened,
)
from checks.families.optimisers.runs import Bounded
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.optimisers.adam import Adam, optimal_step, printed_step
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_3 as theorem
from theorems.mukherjee_2020.chapter_5.notation import least_gradient

HORIZON = 24  # runs that ask for more steps count only where they reach eps within these


@dataclass(frozen=True)
class AdamRun(Bounded):
    """A run of ADAM: a start and the algorithm's parameters (batch,)."""

    beta2: Any
    eps: Any

    @property
    def f2(self) -> Any:
        """Return the objective's value at the second iterate."""
        algorithm = self.algorithm
        return self.objective.value(algorithm.advance(algorithm.begin(self.start))[0])

    @property
    def algorithm(self) -> Adam:
        """Return ADAM with the explicit parameters and step sizes of the theorem."""
        beta1 = self.eps / (self.eps + 2 * self.sigma)
        policy = printed_step(self.L, self.eps, self.sigma, beta1)
        return Adam(self.objective.gradient, beta1, self.beta2, 2 * self.sigma, policy)


@dataclass(frozen=True)
class FreeAdamRun(AdamRun):
    """A run with any beta_1 and shift, (batch,) each."""

    beta1: Any
    zeta: Any

    @property
    def algorithm(self) -> Adam:
        """Return ADAM with the step sizes alpha*_t."""
        return Adam(
            self.objective.gradient, self.beta1, self.beta2, self.zeta, optimal_step(self.L)
        )


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    parameters = ("L", "sigma", "beta1", "beta2", "zeta", "eps")
    return {**objective_blocks(c), **dict.fromkeys(parameters, ())}


def larger_momentum(run: Any, z: Any, xp: Any) -> Any:
    """Raise beta_1 towards 1."""
    return replace(run, beta1=run.beta1 + (1 - run.beta1) * unit(z, xp))


def smaller_shift(run: Any, z: Any, xp: Any) -> Any:
    """Lower the shift."""
    return replace(run, zeta=run.zeta * unit(z, xp) ** 3)


NUMBERS = {theorem.small_momentum: larger_momentum, theorem.large_shift: smaller_shift}


def some_momentum(config: Any, z: Any, xp: Any) -> Any:
    """Return a share of the largest momentum: 0 itself only where the configuration says so."""
    if config.momentum == "none":
        return 0 * z.beta1
    return unit(z.beta1, xp)


def _start(config: Any, objective: Any, z: Any) -> tuple[Any, Any]:
    """Return a start where the objective bends, and about the largest slope of each term."""
    if config.shape == "well":
        return z.start * 2, objective.scale / 2
    return z.start * 2 * objective.width, objective.scale * objective.width


of_runs = Quantities((of_objectives,))


@of_runs.measures(least_gradient)
def _least_gradient(instance: AdamRun, T: Any) -> Any:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    least = instance.algorithm.least_gradient_norm(
        instance.start, T, horizon=HORIZON, enough=instance.eps
    )
    return least.or_nan()


@family(
    relax={**RELAX, **NUMBERS},
    space=Space(d=sizes(1, 3), shape=SHAPES, momentum=choice("some", "none")),
    latent=_latent,
    grants=(HAS_MINIMISER,),
    quantities=(of_runs,),
)
def adam_runs(config: Any, z: Any, xp: Any) -> FreeAdamRun:
    """Choose eps near sigma, beta_1 and the shift within the theorem's bounds."""
    objective = objective_of(config, z, xp)
    start, steep = _start(config, objective, z)
    slack = widened(z.sigma, xp)
    sigma = objective.gradient_bound() * slack
    eps = xp.max(steep, axis=-1) * (1 - unit(z.eps, xp) ** 2)
    beta1 = some_momentum(config, z, xp) * eps / (eps + sigma)
    least = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    return FreeAdamRun(
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=slack,
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=least + xp.max(steep, axis=-1) * wide(z.zeta, xp),
        eps=eps,
    )


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), shape=SHAPES),
    latent=lambda c: {**objective_blocks(c), **dict.fromkeys(("L", "sigma", "beta2", "eps"), ())},
    grants=(HAS_MINIMISER,),
    quantities=(of_runs,),
)
def explicit_adam_runs(config: Any, z: Any, xp: Any) -> AdamRun:
    """Choose eps over many orders of magnitude; the rest is the theorem's choice."""
    objective = objective_of(config, z, xp)
    start, steep = _start(config, objective, z)
    return AdamRun(
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=widened(z.sigma, xp),
        beta2=decay(z.beta2, xp),
        eps=xp.max(steep, axis=-1) * 2 * unit(z.eps, xp),
    )

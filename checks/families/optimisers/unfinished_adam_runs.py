"""Runs of ADAM of a few steps that have not met a small gradient yet, and gradients for them."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.adam_pasts import SIZES, AdamPast
from checks.families.gradients.gradient_sequences import of_gradients
from checks.families.optimisers.adam_runs import NUMBERS, FreeAdamRun
from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    decay,
    of_objectives,
    smaller_sigma,
    smaller_smoothness,
    widened,
)
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.objectives import SeparableHuber, along_paths
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as proof


@dataclass(frozen=True)
class UnfinishedAdamRun(FreeAdamRun):
    """A run of a fixed number of steps, with the step sizes alpha*_t."""

    steps: int

    @property
    def points(self) -> Any:
        """Return the iterates x_1, ..., x_{T+1}, (batch, T + 1, d)."""
        return self.algorithm.path(self.start, self.steps)


def no_momentum(run: Any, z: Any, xp: Any) -> Any:
    """Set beta_1 to 0."""
    return replace(run, beta1=0 * run.beta1)


def lower_slopes(run: Any, z: Any, xp: Any) -> Any:
    """Raise eps above the slopes."""
    return replace(run, eps=run.eps * (1 + wide(z, xp)))


@family(
    space=Space(d=sizes(1, 2), steps=sizes(2, 4)),
    latent=lambda c: {
        **dict.fromkeys(("scale", "width", "start"), (c.d,)),
        **dict.fromkeys(("L", "sigma", "beta1", "beta2", "zeta", "eps"), ()),
    },
    grants=(HAS_MINIMISER,),
    quantities=(of_objectives,),
    relax={
        **NUMBERS,
        n.smooth_objective: smaller_smoothness,
        proof.bounded: smaller_sigma,
        proof.not_yet: lower_slopes,
        proof.momentum: no_momentum,
    },
)
def unfinished_adam_runs(config: Any, z: Any, xp: Any) -> UnfinishedAdamRun:
    """Start on the slope of a Huber function, from where a step with L is as long as the kink.

    At the latent 0 the last step arrives at the minimum of the first coordinate.
    """
    scale, width = wide(z.scale, xp, 1), wide(z.width, xp, 1)
    if config.d > 1:  # the others are flat beside the first, so that the slope is that of one
        flat = xp.concat([xp.ones_like(width[:, :1]), xp.ones_like(width[:, 1:]) / 64], axis=1)
        width = width * flat
    objective = SeparableHuber(scale, width)
    slack = widened(z.sigma, xp)
    steep = scale[:, 0] * width[:, 0]
    eps = steep * (1 - unit(z.eps, xp) ** 2 / 4)
    sigma = objective.gradient_bound() * slack
    share = xp.minimum(unit(z.beta1, xp), 1 - xp.ones_like(z.beta1) / 2**20)
    beta1 = share * eps / (eps + sigma) / 2
    least = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    return UnfinishedAdamRun(
        objective=objective,
        start=config.steps * width * (1 + z.start * xp.abs(z.start)),
        L=objective.smoothness() * widened(z.L, xp),
        slack=slack,
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=least + steep * wide(z.zeta, xp),
        eps=eps,
        steps=config.steps,
    )


@unfinished_adam_runs.computes
def norms(instance: UnfinishedAdamRun) -> Any:
    """Return the norms of the gradients at the iterates 1 to T, (batch, T)."""
    return euclidean_norm(along_paths(instance.objective).gradient(instance.points[:, :-1]))


@unfinished_adam_runs.measures(n.gradient_norm)
def _norms(norms: Any) -> Any:
    return norms


@unfinished_adam_runs.measures(proof.late_norm, proof.late_decrease)
def _late(objective: Any, points: Any, norms: Any) -> tuple[Any, Any]:
    decreases = along_paths(objective).decrease(points[:, :-1], points[:, :-1] - points[:, 1:])
    return norms[:, 1:], decreases[:, 1:]


@unfinished_adam_runs.measures(proof.least_fourth)
def _least_fourth(norms: Any) -> Any:
    return array_namespace(norms).min(norms[:, 1:] ** 4, axis=-1)


@dataclass(frozen=True)
class ExplicitPast(AdamPast):
    """Gradients and a smoothness constant; momentum and shift are the theorem's."""

    L: Any


@family(
    space=Space(d=sizes(1, 3), steps=choice(2, 3, 5)),
    latent=lambda c: {
        "gradients": (c.steps, c.d),
        "size": (c.steps,),
        **dict.fromkeys(("slack", "eps", "beta2", "L"), ()),
    },
    relax=SIZES,
    quantities=(of_gradients,),
)
def explicit_pasts(config: Any, z: Any, xp: Any) -> ExplicitPast:
    """Decode gradients that turn and change their length."""
    gradients = z.gradients * (1 + xp.abs(z.size))[:, :, None]
    norms = euclidean_norm(gradients)
    first = xp.ones_like(gradients) / gradients.shape[-1]
    gradients = xp.where(xp.min(norms, axis=-1)[:, None, None] > 0, gradients, first)
    zero = 0 * z.eps
    return ExplicitPast(
        steps=config.steps,
        gradients=gradients,
        slack=widened(z.slack, xp),
        share=unit(z.eps, xp),
        beta1=zero,
        beta2=decay(z.beta2, xp),
        zeta=zero,
        L=wide(z.L, xp),
    )


@explicit_pasts.measures(proof.best_step)
def _best_step(gradients: Any, towards: Any, L: Any) -> Any:
    xp = array_namespace(gradients)
    products, squares = gradients * towards, towards**2
    return (xp.sum(products, axis=-1) / (L[:, None] * xp.sum(squares, axis=-1)))[:, 1:]

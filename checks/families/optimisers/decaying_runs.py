"""RMSProp without a shift on bounded objectives: steps alpha / sqrt(t), and a constant step."""

from dataclasses import dataclass, replace
from math import isqrt
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.hills import objective_blocks, objective_of
from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    RELAX,
    decay,
    of_objectives,
    of_trajectories,
    settled,
    widened,
)
from checks.families.optimisers.runs import Bounded
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.mesa import Mesa
from impl.objectives.objectives import RationalWell
from impl.optimisers.lanes import first_critical
from impl.optimisers.rmsprop import RmsProp, Trajectory, inverse_root, least_forever, trajectory
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_4_2 as proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as theorem

HORIZON = 128  # most steps of a run; with more it counts only where it soon reaches eps
LONG = 2048  # steps in which every run of `shrinking_steps` reaches its eps


@dataclass(frozen=True)
class BoundedRun(Bounded):
    """A start on a bounded objective and the algorithm's parameters (batch,)."""

    alpha: Any
    beta2: Any
    eps: Any
    B_low: Any
    B_up: Any

    @property
    def fading(self) -> RmsProp:
        """Return the algorithm with the step sizes alpha / sqrt(t)."""
        return RmsProp(self.objective, self.beta2, self.alpha, 0 * self.alpha, fading=True)


def higher_floor(run: BoundedRun, z: Any, xp: Any) -> BoundedRun:
    """Raise B_low above the minimum."""
    return replace(run, B_low=run.B_low + (run.B_up - run.B_low) * unit(z, xp))


def lower_ceiling(run: BoundedRun, z: Any, xp: Any) -> BoundedRun:
    """Lower B_up below the supremum."""
    return replace(run, B_up=run.B_low + (run.B_up - run.B_low) * unit(z, xp))


BOUNDED = {**RELAX, theorem.bounded_below: higher_floor, theorem.bounded_above: lower_ceiling}
of_bounded = Quantities((of_objectives,))


@of_bounded.measures(theorem.least_of_f, theorem.supremum_of_f)
def _extremes(objective: Any) -> tuple[Any, Any]:
    return objective.minimum(), objective.supremum()


def bounded_run(objective: Any, start: Any, z: Any, xp: Any, **rest: Any) -> dict[str, Any]:
    """Return a run's parts, with bounds at or beyond the extremes of f, in units of its height."""
    height = objective.supremum()
    return {
        "objective": objective,
        "start": start,
        "L": objective.smoothness() * widened(z.L, xp),
        "slack": widened(z.sigma, xp),
        "B_low": -height * (widened(z.low, xp) - 1),
        "B_up": height * widened(z.up, xp),
        **rest,
    }


PARAMETERS = ("L", "sigma", "alpha", "beta2", "eps", "low", "up")


@dataclass(frozen=True)
class DecayingRun(BoundedRun):
    """A run of a fixed number of steps."""

    steps: int


of_decaying = Quantities((of_trajectories, of_bounded))


@family(
    relax=BOUNDED,
    space=Space(
        d=sizes(1, 2), shape=choice("plateau", "well", "mesa"), steps=choice(1, 2, 4, 8, 64)
    ),
    latent=lambda c: {
        **objective_blocks(c),
        **dict.fromkeys(("fall", "hold"), (c.d,)),
        **dict.fromkeys(PARAMETERS, ()),
    },
    grants=(HAS_MINIMISER,),
    quantities=(of_decaying,),
)
def decaying_runs(config: Any, z: Any, xp: Any) -> DecayingRun:
    """Decode a run; on a mesa, the slope is held for about as long as the run takes."""
    objective: Any = objective_of(config, z, xp)
    if config.shape == "well":
        start, width = z.start * 2, xp.ones_like(z.start)
    else:
        start, width = z.start * 2 * objective.width, objective.width
    length = xp.max(width, axis=-1)
    alpha = length * wide(z.alpha, xp)
    if config.shape == "mesa":
        hold = isqrt(4 * config.steps) * alpha[:, None] * wide(z.hold, xp)
        fall = objective.scale * wide(z.fall, xp)
        objective = Mesa(objective.scale, objective.width, fall, hold)
        start = (1 + z.start) * (width + hold)
    steep = xp.max(objective.scale * width, axis=-1)
    eps, beta2 = steep * (1 - unit(z.eps, xp) ** 3), decay(z.beta2, xp)
    parts = bounded_run(objective, start, z, xp, alpha=alpha, beta2=beta2, eps=eps)
    return DecayingRun(**parts, steps=config.steps)


@decaying_runs.computes
def run(instance: DecayingRun) -> Trajectory:
    """Run as many steps as the configuration says."""
    xp = array_namespace(instance.start)
    one = 0 * instance.alpha
    sizes_of_steps = [instance.alpha / xp.sqrt(one + t) for t in range(1, instance.steps + 1)]
    return trajectory(
        instance.objective.gradient,
        instance.start,
        instance.beta2,
        xp.stack(sizes_of_steps, axis=1),
        one,
        instance.steps,
    )


@decaying_runs.measures(n.least_gradient)
def _least_gradient(instance: DecayingRun, T: Any) -> Any:
    return settled(instance.fading, instance, T, HORIZON)


@decaying_runs.measures(proof.root, proof.inverse_root)
def _roots(run: Trajectory) -> tuple[Any, Any]:
    xp = array_namespace(run.averages)
    return xp.max(xp.sqrt(run.averages), axis=-1), xp.max(inverse_root(run.averages), axis=-1)


@decaying_runs.measures(proof.alignment)
def _alignment(run: Trajectory) -> Any:
    xp = array_namespace(run.gradients)
    return xp.sum(run.gradients**2 * inverse_root(run.averages), axis=-1)


@decaying_runs.measures(proof.increment, proof.first_term)
def _increments(run: Trajectory) -> tuple[Any, Any]:
    xp = array_namespace(run.gradients)
    found = xp.sum(run.displacements * run.gradients * inverse_root(run.averages), axis=-1)
    return found, found[:, 0]


@decaying_runs.measures(proof.mean_square)
def _mean_square(run: Trajectory) -> Any:
    norms = euclidean_norm(run.gradients)
    return array_namespace(norms).mean(norms**2, axis=-1)


@family(
    relax=BOUNDED,
    space=Space(d=sizes(1, 3)),
    latent=lambda c: {
        **dict.fromkeys(("scale", "width", "fall", "hold", "start"), (c.d,)),
        **dict.fromkeys(PARAMETERS, ()),
    },
    grants=(HAS_MINIMISER,),
    quantities=(of_bounded,),
)
def caught_runs(config: Any, z: Any, xp: Any) -> BoundedRun:
    """Decode a start from which the first step, alpha / r, leads to the other wall, and so on.

    With beta_2 = 1 - r^2 and r above 1/2 there is room for it between the kinks.
    """
    r, alpha = (1 + unit(z.beta2, xp)) / 2, wide(z.alpha, xp)
    half, room = (alpha / (2 * r))[:, None], (alpha * (2 - 1 / r) / 2)[:, None]
    scale, width = wide(z.scale, xp), room * unit(z.width, xp)
    fall, hold = scale * wide(z.fall, xp), half + room + width * wide(z.hold, xp)
    start = half + (room - width) * squash(z.start, xp)
    eps = xp.max(scale * width, axis=-1) * unit(z.eps, xp)
    objective = Mesa(scale, width, fall, hold)
    parts = bounded_run(objective, start, z, xp, alpha=alpha, beta2=1 - r**2, eps=eps)
    return BoundedRun(**parts)


@caught_runs.measures(theorem.least_ever)
def _least_ever(objective: Mesa, start: Any, beta2: Any, alpha: Any) -> Any:
    ends, slope = objective.width + objective.hold, objective.scale * objective.width
    return least_forever(start, beta2, alpha, objective.width, ends, slope)


@family(
    relax=BOUNDED,
    space=Space(inverse=choice(2, 3, 4, 6, 8, 12)),
    latent=lambda c: {"start": (2,)},
    grants=(HAS_MINIMISER,),
    quantities=(of_bounded,),
)
def shrinking_steps(config: Any, z: Any, xp: Any) -> BoundedRun:
    """Decode a start; the objective is a well in two coordinates, and eps is 1/inverse."""
    one = 1 + 0 * z.start[:, 0]
    objective = RationalWell(xp.stack([one, one / 2], axis=1))
    return BoundedRun(
        objective=objective,
        start=2 * z.start,
        L=objective.smoothness(),
        slack=2 * one,
        alpha=one / 2,
        beta2=one / 2,
        eps=one / config.inverse,
        B_low=0 * one,
        B_up=objective.supremum(),
    )


@shrinking_steps.measures(theorem.first_critical)
def _first_critical(instance: BoundedRun) -> Any:
    """Run until the gradient is small; within the horizon it always is."""
    return first_critical(instance.fading, instance.start, instance.eps, horizon=LONG)

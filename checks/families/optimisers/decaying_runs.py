"""RMSProp without a shift and with the step sizes alpha / sqrt(t), on bounded objectives."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    RELAX,
    decay,
    objective_blocks,
    objective_of,
    of_trajectories,
    widened,
)
from checks.families.optimisers.runs import Bounded
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.rmsprop import Trajectory, inverse_root, trajectory
from theorems.mukherjee_2020.chapter_5 import proof_5_4_2 as proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as theorem


@dataclass(frozen=True)
class DecayingRun(Bounded):
    """A start on a bounded objective and the algorithm's parameters (batch,)."""

    steps: int
    alpha: Any
    beta2: Any
    eps: Any
    B_low: Any
    B_up: Any

    def run(self, steps: int) -> Trajectory:
        """Run the algorithm with the shift 0."""
        xp = array_namespace(self.start)
        sizes_of_steps = [self.alpha / xp.sqrt(0 * self.alpha + t) for t in range(1, steps + 1)]
        return trajectory(
            self.objective.gradient,
            self.start,
            self.beta2,
            xp.stack(sizes_of_steps, axis=1),
            0 * self.alpha,
            steps,
        )


def higher_floor(run: DecayingRun, z: Any, xp: Any) -> DecayingRun:
    """Raise B_low above the minimum."""
    return replace(run, B_low=run.B_low + (run.B_up - run.B_low) * unit(z, xp))


def lower_ceiling(run: DecayingRun, z: Any, xp: Any) -> DecayingRun:
    """Lower B_up below the supremum."""
    return replace(run, B_up=run.B_low + (run.B_up - run.B_low) * unit(z, xp))


BOUNDED = {**RELAX, theorem.bounded_below: higher_floor, theorem.bounded_above: lower_ceiling}
of_decaying = Quantities((of_trajectories,))


@of_decaying.measures(theorem.least_of_f, theorem.supremum_of_f)
def _extremes(objective: Any) -> tuple[Any, Any]:
    return objective.minimum(), objective.supremum()


@of_decaying.computes
def run(instance: DecayingRun) -> Trajectory:
    """Run as many steps as the configuration says."""
    return instance.run(instance.steps)


@family(
    relax=BOUNDED,
    space=Space(d=sizes(1, 4), shape=choice("plateau", "well"), steps=sizes(1, 8)),
    latent=lambda c: {
        **objective_blocks(c),
        **dict.fromkeys(("L", "sigma", "alpha", "beta2", "eps", "low", "up"), ()),
    },
    grants=(HAS_MINIMISER,),
    quantities=(of_decaying,),
)
def decaying_runs(config: Any, z: Any, xp: Any) -> DecayingRun:
    """Choose the bounds at or beyond the extremes of f, in units of its height."""
    objective: Any = objective_of(config, z, xp)
    start = z.start * 2 if config.shape == "well" else z.start * 2 * objective.width
    height = objective.supremum()
    length = xp.max(objective.width, axis=-1) if config.shape == "plateau" else 1 + 0 * z.alpha
    steep = xp.max(objective.scale, axis=-1) * length
    return DecayingRun(
        steps=config.steps,
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=widened(z.sigma, xp),
        alpha=length * wide(z.alpha, xp),
        beta2=decay(z.beta2, xp),
        eps=steep * wide(z.eps, xp),
        B_low=-height * (widened(z.low, xp) - 1),
        B_up=height * widened(z.up, xp),
    )


@decaying_runs.measures(proof.root)
def _root(run: Trajectory) -> Any:
    xp = array_namespace(run.averages)
    return xp.max(xp.sqrt(run.averages), axis=-1)


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

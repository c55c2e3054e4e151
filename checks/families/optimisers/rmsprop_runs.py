"""Runs of RMSProp on objectives whose constants are known exactly."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.hills import (
    TEETH,
    objective_blocks,
    objective_of,
    started,
    striding,
)
from checks.families.optimisers.runs import Bounded
from falsum import Grant, Quantities, Space, Symmetry, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.objectives import (
    Objective,
    RationalWell,
    SeparablePlateau,
    along_paths,
)
from impl.objectives.sawtooth import Sawtooth
from impl.optimisers.lanes import least_gradient_norm
from impl.optimisers.rmsprop import RmsProp, Trajectory, trajectory
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_4_1 as steps_of_proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_1 as theorem


@dataclass(frozen=True)
class Run(Bounded):
    """A run of RMSProp: a start and the algorithm's parameters (batch,)."""

    xi: Any
    beta2: Any
    eps: Any


def widened(z: Any, xp: Any) -> Any:
    """Return a factor from 1 up to 2, with 1 itself for half of all latents."""
    return 1 + xp.maximum(squash(z, xp), xp.zeros_like(z))


def decay(z: Any, xp: Any) -> Any:
    """Return a decay in [0, 1), with 0 itself for half of all latents."""
    return xp.where(z > 0, unit(z, xp) * 2 - 1, xp.zeros_like(z))


def minimiser_probe(run: Any, xp: Any) -> Any:
    """Compare the value at the start with the minimum, and the minimum with the value at 0."""
    at_zero = run.objective.value(xp.zeros_like(run.start))
    return (run.f_star <= run.f1) & (at_zero <= run.f_star)


HAS_MINIMISER = Grant(
    "f has a minimiser",
    "each objective is a sum of terms that are least, and zero, at the origin",
    minimiser_probe,
)


def smaller_smoothness(run: Any, z: Any, xp: Any) -> Any:
    """Shrink L below the objective's smoothness."""
    return replace(run, L=run.L * unit(z, xp))


def smaller_sigma(run: Any, z: Any, xp: Any) -> Any:
    """Shrink sigma below the gradient's bound."""
    return replace(run, slack=run.slack * unit(z, xp))


def other_values(run: Run, z: Any, xp: Any) -> Run:
    """Change the unit of the objective's values."""
    unit = wide(z, xp)
    objective = replace(run.objective, scale=run.objective.scale * unit[:, None])
    if isinstance(objective, SeparablePlateau | Sawtooth):
        objective = replace(objective, fall=objective.fall * unit[:, None])
    if isinstance(objective, Sawtooth):
        heights, floor = objective.heights * unit[:, None, None], objective.floor * unit[:, None]
        objective = replace(objective, heights=heights, floor=floor)
    return replace(
        run, objective=objective, L=run.L * unit, xi=run.xi * unit**2, eps=run.eps * unit
    )


def other_lengths(run: Run, z: Any, xp: Any) -> Run:
    """Change the unit of length, which a rational well fixes."""
    if isinstance(run.objective, RationalWell):
        return run
    unit = wide(z, xp)
    objective = replace(run.objective, scale=run.objective.scale / (unit**2)[:, None])
    if isinstance(objective, SeparablePlateau | Sawtooth):
        objective = replace(objective, fall=objective.fall / (unit**2)[:, None])
    if isinstance(objective, Sawtooth):
        heights, floor = objective.heights / unit[:, None, None], objective.floor / unit[:, None]
        objective = replace(objective, heights=heights, floor=floor)
    else:
        objective = replace(objective, width=objective.width * unit[:, None])
    return replace(
        run,
        objective=objective,
        start=run.start * unit[:, None],
        L=run.L / unit**2,
        xi=run.xi / unit**2,
        eps=run.eps / unit,
    )


RELAX = {n.smooth_objective: smaller_smoothness, n.bounded_gradient: smaller_sigma}
of_objectives = Quantities()


@of_objectives.measures(n.smoothness)
def _smoothness(objective: Objective) -> Any:
    return objective.smoothness()


@of_objectives.measures(n.gradient_bound)
def _gradient_bound(objective: Objective) -> Any:
    return objective.gradient_bound()


of_trajectories = Quantities((of_objectives,))  # of a family that computes its ``run``


@of_trajectories.measures(n.gradient_norm)
def _gradient_norm(run: Trajectory) -> Any:
    return euclidean_norm(run.gradients)


@of_trajectories.measures(steps_of_proof.decrease)
def _decrease(objective: Objective, run: Trajectory) -> Any:
    return along_paths(objective).decrease(run.points[:, :-1], run.displacements)


SHAPES = choice("huber", "well", "plateau", *TEETH)
PATIENCE = 16  # iterates of a run whose number of steps is beyond the horizon
HORIZON = 64  # most steps of a run; with more it counts only where it soon reaches eps


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    return {**objective_blocks(c), "L": (), "sigma": (), "xi": (), "beta2": (), "eps": ()}


def settled(algorithm: Any, run: Any, T: Any, horizon: int) -> Any:
    """Return the least gradient norm of T steps; unknown beyond the horizon, unless it is small."""
    limits = {"horizon": horizon, "patience": PATIENCE, "enough": run.eps}
    return least_gradient_norm(algorithm, run.start, T, **limits).or_nan()


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), shape=SHAPES),
    latent=_latent,
    grants=(HAS_MINIMISER,),
    symmetries=(
        Symmetry("unit of value", other_values),
        Symmetry("unit of length", other_lengths),
    ),
    quantities=(of_objectives,),
)
def rmsprop_runs(config: Any, z: Any, xp: Any) -> Run:
    """Decode an objective with a minimum at 0, and everything the theorem names.

    The teeth of a sawtooth are as long as the steps of a long run.
    """
    objective = objective_of(config, z, xp)
    slopes = started(objective, z, xp)[1]
    steep = xp.max(slopes, axis=-1)
    slack, beta2 = widened(z.sigma, xp), decay(z.beta2, xp)
    xi = steep**2 * wide(z.xi, xp, 5)
    if isinstance(objective, Sawtooth):
        bound = xp.sum(slopes**2, axis=-1) * slack**2  # the square of sigma
        objective = striding(objective, (1 - beta2) * xi / (bound + xi))
    return Run(
        objective=objective,
        start=started(objective, z, xp)[0],
        L=objective.smoothness() * widened(z.L, xp),
        slack=slack,
        xi=xi,
        beta2=beta2,
        eps=steep * (1 - unit(z.eps, xp) ** 2),
    )


@rmsprop_runs.measures(theorem.least_gradient)
def _least_gradient(instance: Run, T: Any, alpha: Any) -> Any:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    algorithm = RmsProp(instance.objective, instance.beta2, alpha, instance.xi)
    return settled(algorithm, instance, T, HORIZON)


@dataclass(frozen=True)
class Path(Run):
    """A run of a fixed number of steps."""

    steps: int


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), shape=SHAPES, steps=sizes(1, 6)),
    latent=_latent,
    grants=(HAS_MINIMISER,),
    quantities=(of_trajectories,),
)
def rmsprop_paths(config: Any, z: Any, xp: Any) -> Path:
    """Decode a run of ``config.steps`` steps that starts where the objective bends."""
    return Path(**vars(rmsprop_runs.decode(config, z, xp)), steps=config.steps)


@rmsprop_paths.computes
def run(instance: Path, alpha: Any) -> Trajectory:
    """Run the printed number of steps."""
    f = instance.objective
    return trajectory(
        f.gradient, instance.start, instance.beta2, alpha, instance.xi, instance.steps
    )


@rmsprop_paths.measures(steps_of_proof.least_square)
def _least_square(run: Trajectory) -> Any:
    squares = euclidean_norm(run.gradients) ** 2
    return array_namespace(squares).min(squares, axis=-1)

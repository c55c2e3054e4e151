"""RMSProp with an oracle that answers with the gradient of one of k components."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    Run,
    decay,
    of_objectives,
    smaller_sigma,
    smaller_smoothness,
    widened,
)
from falsum import Grant, Quantities, Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.component_objectives import ComponentHuber
from impl.optimisers.finite_oracles import Step, all_steps, expectation, joined, least_mean
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_3_3 as proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_3 as theorem

HORIZON = {1: 8, 2: 5, 3: 4}  # by the number of components; longer runs count where they reach eps


@dataclass(frozen=True)
class ComponentRun(Run):
    """A run on an average of components, whose bound is that of every component's gradient."""

    objective: ComponentHuber

    @property
    def sigma(self) -> Any:
        """Return a bound of the components' gradients: the least one, widened by ``slack``."""
        return self.objective.component_bound() * self.slack

    @property
    def horizon(self) -> int:
        """Return the most steps that are looked at."""
        return HORIZON[self.objective.scale.shape[1]]


def _same_signs(run: ComponentRun, xp: Any) -> Any:
    """Compare the components' signs at the start, at its mirror image and at the minimum."""
    points = xp.stack([run.start, -run.start, 0 * run.start], axis=1)
    a = run.objective.components(points)
    products = a[:, :, :, None, :] * a[:, :, None, :, :]
    return xp.min(xp.reshape(products, (a.shape[0], -1)), axis=1) >= 0


def tilted(run: ComponentRun, z: Any, xp: Any) -> ComponentRun:
    """Tilt the first two components against each other, which leaves f as it is."""
    f = run.objective
    if f.tilt.shape[1] < 2:
        return run
    tilt = wide(z, xp)[:, None] * f.scale[:, 0] * f.width[:, 0]
    tilts = [tilt, -tilt, *(0 * tilt for _ in range(f.tilt.shape[1] - 2))]
    return replace(run, objective=replace(f, tilt=xp.stack(tilts, axis=1)))


BOUNDS = {n.smooth_objective: smaller_smoothness, theorem.bounded_components: smaller_sigma}
RELAX = {**BOUNDS, theorem.same_signs: tilted}
GRANTS = (
    HAS_MINIMISER,
    Grant(
        theorem.same_signs.name,
        "every component is a sum of even functions that increase away from 0",
        _same_signs,
    ),
)


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    parameters = ("L", "sigma", "xi", "beta2", "eps", "steps")
    components = {"scale": (c.components, c.d), "width": (c.components, c.d)}
    return {**components, "start": (c.d,), **dict.fromkeys(parameters, ())}


of_components = Quantities((of_objectives,))


@of_components.computes
def every_step(instance: ComponentRun, alpha: Any) -> list[Step]:
    """Take the steps of the run over all sequences of components."""
    f, run = instance.objective, instance
    weights = array_namespace(f.scale).ones_like(f.scale[:, :, 0]) / f.scale.shape[1]
    return all_steps(f.components, weights, run.start, run.beta2, alpha, run.xi, run.horizon)


@of_components.computes
def norms(objective: ComponentHuber, every_step: list[Step]) -> list[Any]:
    """Return the norms of the gradients at every state, a list over the steps."""
    return [euclidean_norm(objective.gradient(s.before.points)) for s in every_step]


@of_components.measures(theorem.component_bound)
def _component_bound(objective: ComponentHuber) -> Any:
    return objective.component_bound()


@of_components.measures(theorem.least_mean)
def _least_mean(norms: list[Any], every_step: list[Step], T: Any, eps: Any) -> Any:
    weights = [s.before.weights for s in every_step]
    return least_mean([a**2 for a in norms], weights, T, eps**2).or_nan()


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), components=sizes(1, 3)),
    latent=_latent,
    grants=GRANTS,
    quantities=(of_components,),
)
def component_runs(config: Any, z: Any, xp: Any) -> ComponentRun:
    """Decode components; half of all runs have an L for which the theorem allows a few steps."""
    scale, width = wide(z.scale, xp), wide(z.width, xp)
    objective = ComponentHuber(scale, width, 0 * scale)
    start = z.start * xp.max(width, axis=1)
    xi, beta2, slack = wide(z.xi, xp), decay(z.beta2, xp), widened(z.sigma, xp)
    values = objective.value(start)
    largest = xp.max(xp.max(xp.abs(objective.gradient(start[:, None, :])), axis=-1), axis=-1)
    eps = xp.where(largest > 0, largest, xp.ones_like(largest)) * 2 * unit(z.eps, xp)
    free = objective.smoothness() * widened(z.L, xp)
    sigma = objective.component_bound() * slack
    room = 2 * sigma**2 * (sigma**2 + xi) * xp.where(values > 0, values, xp.ones_like(values))
    fitting = wide(xp.abs(z.steps), xp, 1) * eps**4 * (1 - beta2) * xi / room
    chosen = xp.where(z.L > 0, xp.maximum(objective.smoothness(), fitting), free)
    return ComponentRun(objective, start, chosen, slack, xi, beta2, eps)


@dataclass(frozen=True)
class ComponentPath(ComponentRun):
    """A run of a fixed number of steps with any step size ``alpha``, (batch,)."""

    steps: int
    alpha: Any

    @property
    def queries(self) -> int:
        """Return the number of points that may be queried in all steps."""
        return sum(int(self.objective.scale.shape[1]) ** t for t in range(self.steps))

    @property
    def horizon(self) -> int:
        """Return the number of steps."""
        return self.steps

    @property
    def T(self) -> Any:
        """Return the number of steps as (batch,)."""
        return self.steps * array_namespace(self.alpha).ones_like(self.alpha)


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), components=choice(2, 1, 3), steps=sizes(1, 3)),
    latent=_latent,
    grants=GRANTS,
    quantities=(of_components,),
)
def component_paths(config: Any, z: Any, xp: Any) -> ComponentPath:
    """Choose a step size in units of the objective's length."""
    run: ComponentRun = component_runs.decode(config, z, xp)
    length = xp.max(xp.max(run.objective.width, axis=-1), axis=-1)
    return ComponentPath(**vars(run), steps=config.steps, alpha=length * wide(z.steps, xp))


@component_paths.measures(proof.gradient_norm)
def _gradient_norm(norms: list[Any]) -> Any:
    return joined(norms)


@component_paths.measures(proof.mean_decrease)
def _mean_decrease(objective: ComponentHuber, every_step: list[Step]) -> Any:
    xp, scale = array_namespace(objective.scale), objective.scale
    weights = xp.ones_like(scale[:, :, 0]) / scale.shape[1]
    decreases = []
    for s in every_step:
        batch, n, m, d = s.answers.shape
        points = xp.repeat(s.before.points, m, axis=1)
        drops = objective.decrease(points, xp.reshape(s.displacements, (batch, n * m, d)))
        decreases.append(expectation(xp.reshape(drops, (batch, n, m)), weights))
    return joined(decreases)

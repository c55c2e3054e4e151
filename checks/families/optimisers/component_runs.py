"""RMSProp with an oracle that answers with the gradient of one of k components.

A long run has one component, and steps from tooth to tooth as in ``growth_runs``.  With one
coordinate, w and s for the width and the scale, e for the start's distance below a top, g = s (w -
e) for the gradient met there and p for the pitch, of which a share h is the teeth's depth, it
starts at the value ``F = s ((w - e)^2 / 2 + n w p - n h p^2 / 2)`` for n = T - 1.  The printed step
goes on by p if ``p^2 = K F`` with ``K = 2 xi (1 - beta_2) g^2 / (sigma^2 L T (g^2 + xi))``: a
quadratic equation for p.
"""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.growth_runs import BELOW, slow_decay
from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    Run,
    of_objectives,
    smaller_sigma,
    smaller_smoothness,
    widened,
)
from falsum import Grant, Quantities, Space, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.component_objectives import ComponentHuber
from impl.optimisers.finite_oracles import Step, all_steps, least_mean
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_3_3 as proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_3 as theorem

HORIZON = {1: 16, 2: 6, 3: 4, 5: 3}  # by components; longer runs count where they reach eps


@dataclass(frozen=True)
class ComponentRun(Run):
    """A run on an average of components, whose bound is that of every component's gradient."""

    objective: ComponentHuber
    horizon: int  # most steps that are looked at

    @property
    def sigma(self) -> Any:
        """Return a bound of the components' gradients: the least one, widened by ``slack``."""
        return self.objective.component_bound() * self.slack


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
    parameters = dict.fromkeys(("L", "sigma", "xi", "beta2", "eps", "steps"), ())
    blocks = dict.fromkeys(("scale", "width", "depth", "ramp"), (c.components, c.d))
    return {**blocks, "start": (c.d,), **parameters}


of_components = Quantities((of_objectives,))


@of_components.computes
def every_step(instance: ComponentRun, alpha: Any, T: Any) -> list[Step]:
    """Take the steps of the run over all sequences of components."""
    f, run = instance.objective, instance
    weights = array_namespace(f.scale).ones_like(f.scale[:, :, 0]) / f.scale.shape[1]
    return all_steps(f.components, weights, run.start, run.beta2, alpha, run.xi, run.horizon, T)


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


def _long(run: ComponentRun, T: int, z: Any, xp: Any) -> ComponentRun:
    """Cut teeth as long as the printed step, and ask for an accuracy that takes T steps."""
    s, w = run.objective.scale[:, 0, 0], run.objective.width[:, 0, 0]
    share, n = unit(z.depth[:, 0, 0], xp), T - 1
    inner, xi, square = w * (1 - BELOW), run.xi, run.sigma**2
    g2 = (s * inner) ** 2
    K = 2 * xi * (1 - run.beta2) * g2 / (square * run.L * T * (g2 + xi)) * s
    a, b = 1 + K * n * share / 2, K * n * w
    p = (b + xp.sqrt(b**2 + 2 * a * K * inner**2)) / (2 * a)
    depth = (share * p)[:, None, None]
    f = replace(run.objective, depth=depth, ramp=p[:, None, None] - depth)
    run = replace(run, objective=f, start=(inner + n * p)[:, None])
    asked = 2 * run.L * square * (square + xi) * run.f1 / ((1 - run.beta2) * xi)
    return replace(run, eps=xp.sqrt(xp.sqrt(asked / (T - unit(z.eps, xp)))))


def _alone(c: Any) -> bool:
    return bool(c.long == 0 or c.d * c.components == 1)


@family(
    relax=RELAX,
    space=Space(
        d=sizes(1, 3), components=choice(1, 2, 3, 5), long=choice(0, 2, 16, 256), where=_alone
    ),
    latent=_latent,
    grants=GRANTS,
    quantities=(of_components,),
)
def component_runs(config: Any, z: Any, xp: Any) -> ComponentRun:
    """Decode components; half of all short runs have an L for which few steps are allowed."""
    scale, width = wide(z.scale, xp), wide(z.width, xp)
    depth = width * xp.maximum(squash(z.depth, xp), 0 * width)  # no teeth for half of all latents
    objective = ComponentHuber(scale, width, depth, width * wide(z.ramp, xp), 0 * scale)
    start = z.start * xp.max(width, axis=1) * wide(xp.abs(z.start), xp, 1)
    xi, beta2, slack = wide(z.xi, xp), slow_decay(z.beta2, xp), widened(z.sigma, xp)
    values = objective.value(start)
    largest = xp.max(xp.max(xp.abs(objective.gradient(start[:, None, :])), axis=-1), axis=-1)
    eps = xp.where(largest > 0, largest, xp.ones_like(largest)) * 2 * unit(z.eps, xp)
    free = objective.smoothness() * widened(z.L, xp)
    sigma = objective.component_bound() * slack
    room = 2 * sigma**2 * (sigma**2 + xi) * xp.where(values > 0, values, xp.ones_like(values))
    fitting = wide(xp.abs(z.steps), xp, 1) * eps**4 * (1 - beta2) * xi / room
    chosen = xp.where(z.L > 0, xp.maximum(objective.smoothness(), fitting), free)
    if config.long:
        run = ComponentRun(objective, start, free, slack, xi, beta2, eps, config.long)
        return _long(run, config.long, z, xp)
    most = HORIZON[config.components]
    return ComponentRun(objective, start, chosen, slack, xi, beta2, eps, most)


@dataclass(frozen=True)
class ComponentPath(ComponentRun):
    """A run of a fixed number of steps with any step size ``alpha``, (batch,)."""

    alpha: Any

    @property
    def steps(self) -> int:
        """Return the number of steps."""
        return self.horizon

    @property
    def T(self) -> Any:
        """Return the number of steps as (batch,)."""
        return self.steps * array_namespace(self.alpha).ones_like(self.alpha)


def _few_paths(c: Any) -> bool:
    return bool(c.components ** (c.steps - 1) <= 64)


@family(
    relax=RELAX,
    space=Space(
        d=sizes(1, 3),
        components=choice(2, 1, 3, 5),
        steps=choice(1, 2, 3, 4, 6, 16),
        long=choice(0),
        where=_few_paths,
    ),
    latent=_latent,
    grants=GRANTS,
    quantities=(of_components,),
)
def component_paths(config: Any, z: Any, xp: Any) -> ComponentPath:
    """Choose a step size in units of the objective's length."""
    run: ComponentRun = component_runs.decode(config, z, xp)
    length = xp.max(xp.max(run.objective.width, axis=-1), axis=-1)
    run = replace(run, horizon=config.steps)
    return ComponentPath(**vars(run), alpha=length * wide(z.steps, xp))


@component_paths.measures(proof.mean_square)
def _mean_square(norms: list[Any], every_step: list[Step]) -> Any:
    xp = array_namespace(norms[0])
    pairs = zip(norms, every_step, strict=True)
    return xp.stack([xp.sum(s.before.weights * a**2, axis=-1) for a, s in pairs], axis=1)


@component_paths.measures(proof.mean_fall)
def _mean_fall(objective: ComponentHuber, every_step: list[Step]) -> Any:
    xp, falls = array_namespace(objective.scale), []
    for s in every_step:
        batch, n, m, d = s.answers.shape
        points = xp.repeat(s.before.points, m, axis=1)
        drops = objective.decrease(points, xp.reshape(s.displacements, (batch, n * m, d)))
        by_state = xp.mean(xp.reshape(drops, (batch, n, m)), axis=-1)
        falls.append(xp.sum(s.before.weights * by_state, axis=-1))
    return xp.stack(falls, axis=1)


@component_paths.measures(proof.mean_alignment)
def _mean_alignment(objective: ComponentHuber, every_step: list[Step], alpha: Any) -> Any:
    xp, found = array_namespace(alpha), []
    for s in every_step:
        moved = xp.mean(s.displacements, axis=2)
        by_state = xp.sum(objective.gradient(s.before.points) * moved, axis=-1)
        found.append(xp.sum(s.before.weights * by_state, axis=-1) / alpha)
    return xp.stack(found, axis=1)

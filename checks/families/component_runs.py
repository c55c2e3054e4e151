"""RMSProp with an oracle that answers with the gradient of one of k components."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.rmsprop_runs import (
    HAS_MINIMISER,
    Run,
    decay,
    smaller_sigma,
    smaller_smoothness,
    widened,
)
from falsum import Grant, Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.component_objectives import ComponentHuber


@dataclass(frozen=True)
class ComponentRun(Run):
    """A run on an average of components, whose bound is that of every component's gradient."""

    objective: ComponentHuber

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


RELAX = {
    "f is L-smooth": smaller_smoothness,
    "the gradients of the components have norms of at most sigma_f": smaller_sigma,
    "the gradients of the components have the same signs": tilted,
}
GRANTS = (
    HAS_MINIMISER,
    Grant(
        "the gradients of the components have the same signs",
        "every component is a sum of even functions that increase away from 0",
        _same_signs,
    ),
)


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    parameters = ("L", "sigma", "xi", "beta2", "eps", "steps")
    components = {"scale": (c.components, c.d), "width": (c.components, c.d)}
    return {**components, "start": (c.d,), **dict.fromkeys(parameters, ())}


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), components=sizes(1, 3)),
    latent=_latent,
    grants=GRANTS,
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


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), components=choice(2, 1, 3), steps=sizes(1, 3)),
    latent=_latent,
    grants=GRANTS,
)
def component_paths(config: Any, z: Any, xp: Any) -> ComponentPath:
    """Choose a step size in units of the objective's length."""
    run: ComponentRun = component_runs.decode(config, z, xp)
    length = xp.max(xp.max(run.objective.width, axis=-1), axis=-1)
    return ComponentPath(**vars(run), steps=config.steps, alpha=length * wide(z.steps, xp))

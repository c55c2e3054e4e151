"""Signs of components at a point, and RMSProp where they agree at the points visited only."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.component_runs import (
    BOUNDS,
    ComponentRun,
    component_runs,
    of_components,
)
from checks.families.optimisers.rmsprop_runs import HAS_MINIMISER
from falsum import Space, audits, choice, family, sizes
from falsum.maps import signs, squash, unit, wide
from impl.optimisers.finite_oracles import Step
from theorems.mukherjee_2020.chapter_5 import remark_5_3_3 as stated


def steeper_tilt(run: ComponentRun, z: Any, xp: Any) -> ComponentRun:
    """Tilt the components further, so that their signs differ at more points."""
    f = run.objective
    return replace(run, objective=replace(f, tilt=f.tilt * wide(z, xp)[:, None, None]))


@family(
    relax={**BOUNDS, stated.same_signs: steeper_tilt},
    quantities=(of_components,),
    space=Space(d=sizes(1, 2), components=choice(2, 3, 5), long=choice(0)),
    latent=lambda c: {**component_runs.shapes(c), "tilt": (c.d,)},
    grants=(HAS_MINIMISER,),
)
def tilted_runs(config: Any, z: Any, xp: Any) -> ComponentRun:
    """Tilt the first two components against each other, by less than the slope of either."""
    run: ComponentRun = component_runs.decode(config, z, xp)
    f = run.objective
    slopes = f.scale * f.width
    tilt = squash(z.tilt, xp) * xp.minimum(slopes[:, 0], slopes[:, 1])
    tilts = [tilt, -tilt, *(0 * tilt for _ in range(config.components - 2))]
    return replace(run, objective=replace(f, tilt=xp.stack(tilts, axis=1)))


@tilted_runs.measures(stated.visited_product)
def _visited_product(objective: Any, every_step: list[Step], T: Any) -> Any:
    """Compare the signs at every state of the first T steps."""
    xp, products = array_namespace(T), []
    for number, s in enumerate(every_step, start=1):
        a = objective.components(s.before.points)
        pairs = a[:, :, :, None, :] * a[:, :, None, :, :]
        lowest = xp.min(xp.reshape(pairs, (a.shape[0], -1)), axis=1)
        products.append(xp.where(number <= T, lowest, xp.zeros_like(lowest)))
    return xp.min(xp.stack(products, axis=1), axis=1)


along_runs = audits(
    tilted_runs,
    {stated.visited: "survived"},
    weak={stated.visited: "too few steps are summed to notice signs that differ where a run goes"},
)


@dataclass(frozen=True)
class Components:
    """The gradients of k components at a point, (batch, k, d)."""

    gradients: Any

    @property
    def k(self) -> int:
        """Return the number of components."""
        return int(self.gradients.shape[1])

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.gradients.shape[2])


def turned(components: Components, z: Any, xp: Any) -> Components:
    """Turn the first component round where z > 0."""
    g = components.gradients
    first = xp.where(z[:, None, None] > 0, -g[:, :1], g[:, :1])
    return replace(components, gradients=xp.concat([first, g[:, 1:]], axis=1))


@family(
    space=Space(d=sizes(1, 3), k=sizes(1, 4)),
    latent=lambda c: {"entries": (c.k, c.d), "size": (c.k,), "signs": (c.d,)},
    relax={stated.one_orthant: turned},
)
def same_orthant(config: Any, z: Any, xp: Any) -> Components:
    """Decode entries of one sign a coordinate; entries of the positive sign may vanish."""
    sign = signs(z.signs, xp)[:, None, :]
    size = wide(z.size, xp)[:, :, None]
    kept = xp.maximum(z.entries, xp.zeros_like(z.entries))
    return Components(xp.where(sign > 0, kept * size, -unit(z.entries, xp) * size))


@same_orthant.measures(stated.equal_signs, stated.mean_entry, stated.largest_entry)
def _entries(gradients: Any) -> tuple[Any, Any, Any]:
    g, xp = gradients, array_namespace(gradients)
    sign = xp.where(g >= 0, xp.ones_like(g), -xp.ones_like(g))
    least = xp.min(sign, axis=1) * xp.max(sign, axis=1)
    return least, xp.abs(xp.mean(g, axis=1)), xp.max(xp.abs(g), axis=1)


at_a_point = audits(same_orthant, {stated.vanishing: "survived"})

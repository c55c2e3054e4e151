"""Signs of components at a point, and RMSProp where they agree at the points visited only."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.component_runs import ComponentRun, component_runs
from checks.families.rmsprop_runs import HAS_MINIMISER, smaller_sigma, smaller_smoothness
from checks.mukherjee_2020.chapter_5.test_theorem_5_3_3 import every_step
from falsum import Space, check, choice, family, sizes
from falsum.maps import signs, squash, unit, wide
from impl.finite_oracles import least_mean
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import remark_5_3_3 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_3 as theorem
from theorems.mukherjee_2020.chapter_5.notation import smoothness


def steeper_tilt(run: ComponentRun, z: Any, xp: Any) -> ComponentRun:
    """Tilt the components further, so that their signs differ at more points."""
    f = run.objective
    return replace(run, objective=replace(f, tilt=f.tilt * wide(z, xp)[:, None, None]))


@family(
    relax={
        "f is L-smooth": smaller_smoothness,
        "the gradients of the components have norms of at most sigma_f": smaller_sigma,
        "the signs agree at the points visited": steeper_tilt,
    },
    space=Space(d=sizes(1, 2), components=choice(2, 3)),
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


@check(stated.remark_5_3_3_visited, tilted_runs, expect="survived")
def test_remark_5_3_3_visited(instance: ComponentRun, T: Any, alpha: Any) -> dict[Any, Any]:
    """Compute the expected squared gradients, and compare the signs at every state."""
    f, found = instance.objective, every_step(instance, alpha)
    xp = array_namespace(instance.start)
    squares = [euclidean_norm(f.gradient(s.before.points)) ** 2 for s in found]
    least = least_mean(squares, [s.before.weights for s in found], T, instance.eps**2)
    products = []
    for number, s in enumerate(found, start=1):
        a = f.components(s.before.points)
        pairs = a[:, :, :, None, :] * a[:, :, None, :, :]
        lowest = xp.min(xp.reshape(pairs, (a.shape[0], -1)), axis=1)
        products.append(xp.where(number <= T, lowest, xp.zeros_like(lowest)))
    return {
        smoothness: f.smoothness(),
        theorem.component_bound: f.component_bound(),
        stated.visited_product: xp.min(xp.stack(products, axis=1), axis=1),
        theorem.least_mean: least.or_nan(),
    }


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
    relax={"the components have the same signs": turned},
)
def same_orthant(config: Any, z: Any, xp: Any) -> Components:
    """Decode entries of one sign a coordinate; entries of the positive sign may vanish."""
    sign = signs(z.signs, xp)[:, None, :]
    size = wide(z.size, xp)[:, :, None]
    kept = xp.maximum(z.entries, xp.zeros_like(z.entries))
    return Components(xp.where(sign > 0, kept * size, -unit(z.entries, xp) * size))


@check(stated.remark_5_3_3_vanishing, same_orthant, expect="survived")
def test_remark_5_3_3_vanishing(instance: Components) -> dict[Any, Any]:
    """Compare the signs of all pairs, and the mean with the largest entry."""
    g = instance.gradients
    xp = array_namespace(g)
    sign = xp.where(g >= 0, xp.ones_like(g), -xp.ones_like(g))
    return {
        stated.equal_signs: xp.min(sign, axis=1) * xp.max(sign, axis=1),
        stated.mean_entry: xp.abs(xp.mean(g, axis=1)),
        stated.largest_entry: xp.max(xp.abs(g), axis=1),
    }

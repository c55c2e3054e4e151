"""The end of the proof of Theorem 5.3.3: runs at any step size, numbers, signs of components."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.component_runs import ComponentPath, component_paths
from checks.families.rmsprop_runs import decay
from falsum import Space, check, choice, family, sizes
from falsum.maps import signs, unit, wide
from impl.finite_oracles import all_steps, least_mean
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020 import proof_5_3_3 as stated
from theorems.mukherjee_2020 import theorem_5_3_3 as theorem
from theorems.mukherjee_2020.notation import smoothness


@check(stated.proof_5_3_3_averaged, component_paths, expect="survived")
def test_proof_5_3_3_averaged(instance: ComponentPath) -> dict[Any, Any]:
    """Compute the expected squared gradient norms over all answers."""
    f, xp = instance.objective, array_namespace(instance.start)
    weights = xp.ones_like(f.scale[:, :, 0]) / f.scale.shape[1]
    found = all_steps(
        f.components,
        weights,
        instance.start,
        instance.beta2,
        instance.alpha,
        instance.xi,
        instance.steps,
    )
    squares = [euclidean_norm(f.gradient(s.before.points)) ** 2 for s in found]
    probabilities = [s.before.weights for s in found]
    count = instance.steps * xp.ones_like(instance.alpha)
    return {
        smoothness: f.smoothness(),
        theorem.component_bound: f.component_bound(),
        theorem.least_mean: least_mean(squares, probabilities, count, 0 * count).value,
    }


@dataclass(frozen=True)
class Numbers:
    """What the step size is made of, and any other step size alpha, (batch,) each."""

    sigma: Any
    L: Any
    xi: Any
    beta2: Any
    fall: Any
    T: Any
    alpha: Any


@family(
    space=Space(spread=choice("near", "far")),
    latent=lambda c: dict.fromkeys(("sigma", "L", "xi", "beta2", "fall", "T", "alpha"), ()),
)
def numbers(config: Any, z: Any, xp: Any) -> Numbers:
    """Decode numbers over many orders of magnitude; the other step size near the chosen one."""
    sigma, L, xi, fall = (wide(s, xp) for s in (z.sigma, z.L, z.xi, z.fall))
    beta2, T = decay(z.beta2, xp), wide(z.T, xp)
    chosen = xp.sqrt(2 * xi * (1 - beta2) * fall / (sigma**2 * L * T))
    alpha = chosen * wide(z.alpha, xp, 1) if config.spread == "near" else wide(z.alpha, xp)
    return Numbers(sigma, L, xi, beta2, fall, T, alpha)


@check(stated.proof_5_3_3_step_size, numbers, expect="survived")
def test_proof_5_3_3_step_size() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}


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

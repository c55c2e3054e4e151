"""The end of the proof of Theorem 5.3.3: runs at any step size, numbers, signs of components."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from checks.families.component_runs import ComponentPath, component_paths
from checks.families.rmsprop_runs import decay
from checks.mukherjee_2020.chapter_5.test_theorem_5_3_3 import every_step
from falsum import Space, check, choice, family
from falsum.maps import wide
from impl.finite_oracles import least_mean
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import proof_5_3_3 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_3 as theorem
from theorems.mukherjee_2020.chapter_5.notation import smoothness


@check(stated.proof_5_3_3_averaged, component_paths, expect="survived")
def test_proof_5_3_3_averaged(instance: ComponentPath) -> dict[Any, Any]:
    """Compute the expected squared gradient norms over all answers."""
    f, xp = instance.objective, array_namespace(instance.start)
    found = every_step(instance, instance.alpha, instance.steps)
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

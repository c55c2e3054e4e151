"""RMSProp on separable Huber functions with a multiplicative oracle that interpolates.

The oracle answers with the gradient times a vector of multipliers, one of m with fixed
probabilities, whose mean is 1 in every coordinate. Starts are so far out that the gradient does
not vanish on the way, which Definition 19 rules out near the minimum. With k = max |multiplier|,
``sqrt(c) >= k + sqrt(xi) / min_i |grad_i f|`` is enough for the definition.
"""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.rmsprop_runs import HAS_MINIMISER, smaller_smoothness, widened
from checks.families.runs import Started
from falsum import Grant, Space, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.finite_oracles import expectation
from impl.objectives import SeparableHuber, along_paths


@dataclass(frozen=True)
class InterpolatingRun(Started):
    """An objective, an oracle, a start and the algorithm's parameters.

    ``weights`` are (batch, m), ``multipliers`` (batch, m, d); the rest has shape (batch,).
    """

    objective: SeparableHuber
    steps: int
    multipliers: Any
    weights: Any
    L: Any
    sigma: Any
    c: Any
    xi: Any
    beta2: Any

    @property
    def queries(self) -> int:
        """Return the number of points that may be queried in all steps."""
        return sum(int(self.weights.shape[-1]) ** t for t in range(self.steps))

    @property
    def later(self) -> int:
        """Return the number of points that may be queried after the first step."""
        return self.queries - 1

    @property
    def half_shift(self) -> Any:
        """Return ``sqrt(d xi) / 2``, the shift in the oracle's condition."""
        return array_namespace(self.xi).sqrt(self.d * self.xi) / 2

    def gradient(self, points: Any) -> Any:
        """Return the gradients at points (batch, n, d)."""
        return along_paths(self.objective).gradient(points)

    def answers(self, points: Any) -> Any:
        """Return the oracle's answers at points (batch, n, d) as (batch, n, m, d)."""
        return self.gradient(points)[:, :, None, :] * self.multipliers[:, None, :, :]


def _unbiased(run: InterpolatingRun, xp: Any) -> Any:
    """Compare the mean of the multipliers with 1."""
    by_coordinate = xp.permute_dims(run.multipliers, (0, 2, 1))
    mean = expectation(by_coordinate, run.weights)
    return xp.all(10**9 * xp.abs(mean - 1) <= 1, axis=-1)


def larger_partials(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Shrink sigma below the partial derivatives."""
    return replace(run, sigma=run.sigma * unit(z, xp))


def weaker_oracle(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Shrink c below what the oracle needs."""
    return replace(run, c=run.c * unit(z, xp))


def oracle_of(z: Any, xp: Any) -> tuple[Any, Any]:
    """Return weights (batch, m) and multipliers (batch, m, d) of at least 0, with mean 1."""
    if z.multipliers.shape[1] == 1:
        return xp.ones_like(z.weights), xp.ones_like(z.multipliers)
    share = xp.where(z.weights[:, 0] >= 0, xp.ones_like(z.L) / 2, unit(z.weights[:, 0], xp))
    wiggle = squash(z.multipliers[:, 0, :], xp) * xp.minimum(share, 1 - share)[:, None]
    pair = [1 + wiggle / share[:, None], 1 - wiggle / (1 - share)[:, None]]
    return xp.stack([share, 1 - share], axis=1), xp.stack(pair, axis=1)


RELAX = {
    "f is L-smooth": smaller_smoothness,
    "each partial derivative is at most sigma": larger_partials,
    "the oracle is interpolating at the points queried": weaker_oracle,
}
GRANTS = (
    HAS_MINIMISER,
    Grant(
        "the oracle is unbiased",
        "the multipliers of each coordinate have the mean 1",
        _unbiased,
    ),
)


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    return {
        "multipliers": (c.answers, c.d),
        "weights": (c.answers,),
        "scale": (c.d,),
        "slope": (c.d,),
        "start": (c.d,),
        "L": (),
        "sigma": (),
        "root_xi": (),
        "c": (),
        "beta2": (),
    }


def _few_paths(c: Any) -> bool:
    return bool(c.answers == 1 or c.steps <= 4)


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=sizes(1, 6), where=_few_paths),
    latent=_latent,
    grants=GRANTS,
)
def interpolating_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Choose sigma so large that the printed conditions hold, which fixes a unit of slope."""
    weights, multipliers = oracle_of(z, xp)
    beta2 = unit(z.beta2, xp)
    relative = 1 / (1 + xp.maximum(z.slope, xp.zeros_like(z.slope)))  # |grad_i f| / sigma
    rho = wide(z.root_xi, xp)  # sqrt(xi) / sigma
    largest = xp.max(xp.reshape(xp.abs(multipliers), (z.L.shape[0], -1)), axis=-1)
    root_c = (largest + rho / xp.min(relative, axis=-1)) * widened(z.c, xp)
    least = (root_c / rho) ** 2 / (2 * beta2 * (1 - beta2))
    root_sigma = least * (1 + unit(z.sigma, xp))
    sigma = root_sigma**2
    scale = wide(z.scale, xp)
    width = relative * sigma[:, None] / scale
    objective = SeparableHuber(scale, width)
    return InterpolatingRun(
        steps=config.steps,
        objective=objective,
        multipliers=multipliers,
        weights=weights,
        start=width * (1 + xp.abs(z.start) * wide(z.start, xp)),
        L=objective.smoothness() * widened(z.L, xp),
        sigma=sigma,
        c=root_c**2,
        xi=(rho * sigma) ** 2,
        beta2=beta2,
    )


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=sizes(2, 6), where=_few_paths),
    latent=_latent,
    grants=GRANTS,
)
def later_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Decode a run of two steps or more."""
    run: InterpolatingRun = interpolating_runs.decode(config, z, xp)
    return run


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=choice(1)),
    latent=_latent,
    grants=GRANTS,
)
def single_queries(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Decode a run of one step, for what is claimed of each query alone."""
    run: InterpolatingRun = interpolating_runs.decode(config, z, xp)
    return run

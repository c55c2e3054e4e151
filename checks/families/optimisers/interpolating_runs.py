"""RMSProp on separable Huber functions with a multiplicative oracle that interpolates.

The oracle answers with the gradient times a vector of multipliers, one of m with fixed
probabilities, whose mean is 1 in every coordinate. Starts are so far out that the gradient does
not vanish on the way, which Definition 19 rules out near the minimum. With k = max |multiplier|,
``sqrt(c) >= k + sqrt(xi) / min_i |grad_i f|`` is enough for the definition.
"""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.rmsprop_runs import HAS_MINIMISER, of_objectives, widened
from checks.families.optimisers.runs import Started
from checks.families.relaxing import smaller
from falsum import Grant, Quantities, Space, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.objectives import SeparableHuber, along_paths
from impl.optimisers.finite_oracles import (
    Step,
    all_steps,
    expectation,
    interpolation_moment,
    joined,
    mean_least,
)
from impl.optimisers.rmsprop import inverse_root
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_3_1 as proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem


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


def oracle_of(z: Any, xp: Any) -> tuple[Any, Any]:
    """Return weights (batch, m) and multipliers (batch, m, d) of at least 0, with mean 1."""
    if z.multipliers.shape[1] == 1:
        return xp.ones_like(z.weights), xp.ones_like(z.multipliers)
    share = xp.where(z.weights[:, 0] >= 0, xp.ones_like(z.L) / 2, unit(z.weights[:, 0], xp))
    wiggle = squash(z.multipliers[:, 0, :], xp) * xp.minimum(share, 1 - share)[:, None]
    pair = [1 + wiggle / share[:, None], 1 - wiggle / (1 - share)[:, None]]
    return xp.stack([share, 1 - share], axis=1), xp.stack(pair, axis=1)


GRANTS = (
    HAS_MINIMISER,
    Grant(theorem.unbiased.name, "the multipliers of each coordinate have the mean 1", _unbiased),
)
of_answers = Quantities((of_objectives,))


@of_answers.computes
def found(instance: InterpolatingRun, alpha: Any) -> list[Step]:
    """Run the algorithm over every sequence of answers."""
    run = instance
    return all_steps(run.answers, run.weights, run.start, run.beta2, alpha, run.xi, run.steps)


@of_answers.computes
def queried(found: list[Step]) -> Any:
    """Return the points of all queries, (batch, n, d), the start first."""
    return joined([s.before.points for s in found])


@of_answers.computes
def replied(found: list[Step]) -> Any:
    """Return the answers there, (batch, n, m, d)."""
    return joined([s.answers for s in found])


@of_answers.computes
def slopes(instance: InterpolatingRun, queried: Any) -> Any:
    """Return the gradients there, (batch, n, d)."""
    return instance.gradient(queried)


@of_answers.measures(theorem.partial_bound)
def _partial_bound(objective: Any) -> Any:
    return objective.partial_bound()


@of_answers.measures(theorem.gradient_norm, proof.later_norm)
def _norms(slopes: Any) -> Any:
    norms = euclidean_norm(slopes)
    return norms, norms[:, 1:]


@of_answers.measures(theorem.oracle_moment)
def _oracle_moment(replied: Any, weights: Any, half_shift: Any) -> Any:
    return interpolation_moment(replied, weights, half_shift)


@of_answers.measures(theorem.second_moment)
def _second_moment(replied: Any, weights: Any) -> Any:
    return expectation(euclidean_norm(replied) ** 2, weights)


@of_answers.measures(theorem.largest_reply)
def _largest_entry(replied: Any) -> Any:
    xp = array_namespace(replied)
    return xp.max(xp.reshape(xp.abs(replied), (replied.shape[0], -1)), axis=1)


@of_answers.measures(theorem.mean_least)
def _mean_least(instance: InterpolatingRun, found: list[Step], weights: Any) -> Any:
    squares = [euclidean_norm(instance.gradient(s.before.points)) ** 2 for s in found]
    return mean_least(squares, weights)


@of_answers.measures(proof.weighted)
def _weighted(slopes: Any, found: list[Step]) -> Any:
    old = joined([s.before.averages for s in found[1:]])
    return array_namespace(old).sum(slopes[:, 1:] ** 2 * inverse_root(old), axis=-1)


@of_answers.measures(proof.mean_decrease, proof.later_decrease)
def _mean_decrease(objective: Any, queried: Any, found: list[Step], weights: Any) -> Any:
    xp = array_namespace(queried)
    moves = joined([s.displacements for s in found])
    batch, states, m, d = moves.shape
    points, flat = xp.repeat(queried, m, axis=1), xp.reshape(moves, (batch, states * m, d))
    by_answer = xp.reshape(along_paths(objective).decrease(points, flat), (batch, states, m))
    mean = expectation(by_answer, weights)
    return mean, mean[:, 1:]


def oracle_blocks(c: Any) -> dict[str, tuple[int, ...]]:
    """Return the latent blocks of an oracle, of an objective and of a start."""
    blocks = {"multipliers": (c.answers, c.d), "weights": (c.answers,)}
    return {**blocks, **dict.fromkeys(("scale", "slope", "start"), (c.d,))}


def few_paths(c: Any) -> bool:
    """Tell whether the sequences of answers are few enough to sum over."""
    return bool(c.answers == 1 or c.steps <= 4)


@family(
    relax={
        n.smooth_objective: smaller("L"),
        theorem.bounded_partials: smaller("sigma"),
        theorem.interpolating: smaller("c"),
    },
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=sizes(1, 6), where=few_paths),
    latent=lambda c: {
        **oracle_blocks(c),
        **dict.fromkeys(("L", "sigma", "root_xi", "c", "beta2"), ()),
    },
    grants=GRANTS,
    quantities=(of_answers,),
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


later_runs = replace(  # two steps or more
    interpolating_runs,
    name="later_runs",
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=sizes(2, 6), where=few_paths),
)
single_queries = replace(  # one step, for what is claimed of each query alone
    interpolating_runs,
    name="single_queries",
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=choice(1)),
)

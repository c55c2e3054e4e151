"""The steps of the proof of Theorem 5.3.1, alone and along runs over all answers."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.interpolating_runs import (
    InterpolatingRun,
    interpolating_runs,
    later_runs,
    single_queries,
)
from checks.mukherjee_2020.chapter_5.test_theorem_5_3_1 import assumed, norms, steps_of
from falsum import Space, check, choice, family, sizes
from falsum.maps import unit, wide
from impl.finite_oracles import Step, expectation, interpolation_moment, joined
from impl.linear_algebra import euclidean_norm
from impl.objectives import along_paths
from impl.rmsprop import inverse_root
from theorems.mukherjee_2020.chapter_5 import proof_5_3_1 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem


@dataclass(frozen=True)
class Reply:
    """One coordinate of a reply, the average before it and the parameters, (batch,) each."""

    g: Any
    v: Any
    xi: Any
    beta2: Any


@family(
    space=Space(time=choice("first", "second", "later")),
    latent=lambda c: {"g": (), "v": (), "xi": (), "beta2": ()},
)
def one_reply(config: Any, z: Any, xp: Any) -> Reply:
    """Start with the average 0, or with one that holds the shift already."""
    xi, beta2 = wide(z.xi, xp), unit(z.beta2, xp)
    beyond = {"first": 0 * xi, "second": xp.abs(z.v), "later": wide(z.v, xp)}[config.time]
    start = 0 if config.time == "first" else 1
    return Reply(z.g * wide(z.g, xp), start * (1 - beta2) * xi + beyond, xi, beta2)


@check(stated.proof_5_3_1_difference, one_reply, expect="ill_defined")
def test_proof_5_3_1_difference() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}


@check(stated.proof_5_3_1_difference_corrected, one_reply, expect="survived")
def test_proof_5_3_1_difference_corrected() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}


@dataclass(frozen=True)
class Vector:
    """A reply (batch, d) and a shift (batch,)."""

    reply: Any
    xi: Any

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.reply.shape[-1])


@family(space=Space(d=sizes(1, 5)), latent=lambda c: {"reply": (c.d,), "size": (), "xi": ()})
def vectors(config: Any, z: Any, xp: Any) -> Vector:
    """Decode a reply of any size."""
    return Vector(z.reply * wide(z.size, xp)[:, None], wide(z.xi, xp))


@check(stated.proof_5_3_1_sum_root, vectors, expect="survived")
def test_proof_5_3_1_sum_root(reply: Any) -> dict[Any, Any]:
    """Measure a reply."""
    xp = array_namespace(reply)
    return {stated.entry: xp.abs(reply), stated.reply_norm: euclidean_norm(reply)}


def largest_entry(found: list[Step]) -> Any:
    """Return the largest entry of any reply, (batch,)."""
    xp = array_namespace(found[0].answers)
    batch = found[0].answers.shape[0]
    return xp.max(joined([xp.reshape(xp.abs(s.answers), (batch, -1)) for s in found]), axis=1)


def weighted(run: InterpolatingRun, step: Step) -> Any:
    """Return the sum of squared partial derivatives over roots of the old average."""
    xp = array_namespace(run.start)
    square = run.gradient(step.before.points) ** 2
    return xp.sum(square * inverse_root(step.before.averages), axis=-1)


@check(stated.proof_5_3_1_preconditioner, later_runs, expect="refuted")
def test_proof_5_3_1_preconditioner(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Measure every state from the second query on."""
    found = steps_of(instance, alpha)
    return {
        **assumed(instance, found),
        stated.later_norm: joined([norms(instance, s) for s in found[1:]]),
        stated.weighted: joined([weighted(instance, s) for s in found[1:]]),
    }


@check(stated.proof_5_3_1_preconditioner_corrected, later_runs, expect="survived")
def test_proof_5_3_1_preconditioner_corrected(
    instance: InterpolatingRun, alpha: Any
) -> dict[Any, Any]:
    """Measure the largest reply too."""
    found = steps_of(instance, alpha)
    return {
        **assumed(instance, found),
        stated.later_norm: joined([norms(instance, s) for s in found[1:]]),
        stated.weighted: joined([weighted(instance, s) for s in found[1:]]),
        stated.reply_bound: largest_entry(found),
    }


@check(stated.proof_5_3_1_oracle, single_queries, expect="survived")
def test_proof_5_3_1_oracle(instance: InterpolatingRun) -> dict[Any, Any]:
    """Compute the expectation of the mixed term at a query."""
    xp = array_namespace(instance.start)
    points = instance.start[:, None, :]
    answers, weights = instance.answers(points), instance.weights
    mixed = xp.sum(xp.sqrt(answers**4 + instance.xi[:, None, None, None] * answers**2), axis=-1)
    return {
        theorem.oracle_moment: interpolation_moment(answers, weights, instance.half_shift),
        theorem.gradient_norm: euclidean_norm(instance.gradient(points)),
        stated.mean_mixed: expectation(mixed, weights),
    }


@dataclass(frozen=True)
class StepNumbers:
    """The numbers that the step size is made of, (batch,) each."""

    sigma: Any
    L: Any
    c: Any
    xi: Any
    beta2: Any


def smaller_xi(numbers: StepNumbers, z: Any, xp: Any) -> StepNumbers:
    """Shrink xi below what the decay asks for."""
    return replace(numbers, xi=numbers.xi * unit(z, xp) ** 3)


@family(
    relax={"the decay is suitable": smaller_xi},
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("sigma", "L", "c", "xi", "beta2"), ()),
)
def step_numbers(config: Any, z: Any, xp: Any) -> StepNumbers:
    """Choose xi so large that the decay is suitable: 2 b <= sqrt(b) for b = beta2 (1 - beta2)."""
    root, c, beta2 = wide(z.sigma, xp), wide(z.c, xp), unit(z.beta2, xp)
    least = c * root**3 / (2 * beta2 * (1 - beta2))
    return StepNumbers(root**2, wide(z.L, xp), c, least * (1 + wide(z.xi, xp)), beta2)


@check(stated.proof_5_3_1_optimum, step_numbers, expect="survived")
def test_proof_5_3_1_optimum() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}


def mean_decrease(run: InterpolatingRun, step: Step) -> Any:
    """Return the expected decrease of the objective from each state, (batch, n)."""
    xp = array_namespace(run.start)
    batch, n, m, d = step.answers.shape
    points = xp.repeat(step.before.points, m, axis=1)
    moves = xp.reshape(step.displacements, (batch, n * m, d))
    decreases = along_paths(run.objective).decrease(points, moves)
    return expectation(xp.reshape(decreases, (batch, n, m)), run.weights)


@check(stated.proof_5_3_1_descent, interpolating_runs, expect="refuted")
def test_proof_5_3_1_descent(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Compute the expected decrease from every state."""
    found = steps_of(instance, alpha)
    decreases = joined([mean_decrease(instance, s) for s in found])
    return {**assumed(instance, found), stated.mean_decrease: decreases}


@check(stated.proof_5_3_1_descent_corrected, later_runs, expect="survived")
def test_proof_5_3_1_descent_corrected(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Compute the expected decrease from every state after the first."""
    found = steps_of(instance, alpha)
    return {
        **assumed(instance, found),
        stated.later_norm: joined([norms(instance, s) for s in found[1:]]),
        stated.later_decrease: joined([mean_decrease(instance, s) for s in found[1:]]),
        stated.reply_bound: largest_entry(found),
    }

"""The steps of the proof of Theorem 5.3.1, alone and along runs over all answers."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.reply_pasts import free_pasts
from checks.families.optimisers.growth_runs import growth_runs
from checks.families.optimisers.interpolating_runs import (
    InterpolatingRun,
    interpolating_runs,
    later_runs,
    single_queries,
)
from checks.families.scalars.step_numbers import other_steps, step_numbers
from falsum import Space, audits, check, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.finite_oracles import expectation, interpolation_moment
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
    latent=lambda c: dict.fromkeys(("g", "v", "xi", "beta2"), ()),
)
def one_reply(config: Any, z: Any, xp: Any) -> Reply:
    """Start with the average 0, or with one that holds the shift already."""
    xi, beta2 = wide(z.xi, xp), unit(z.beta2, xp)
    beyond = {"first": 0 * xi, "second": xp.abs(z.v), "later": wide(z.v, xp)}[config.time]
    start = 0 if config.time == "first" else 1
    return Reply(z.g * wide(z.g, xp), start * (1 - beta2) * xi + beyond, xi, beta2)


@dataclass(frozen=True)
class Vector:
    """A reply (batch, d) and a shift (batch,)."""

    d: int
    reply: Any
    xi: Any


@family(space=Space(d=sizes(1, 5)), latent=lambda c: {"reply": (c.d,), "size": (), "xi": ()})
def vectors(config: Any, z: Any, xp: Any) -> Vector:
    """Decode a reply of any size."""
    return Vector(config.d, z.reply * wide(z.size, xp)[:, None], wide(z.xi, xp))


@vectors.measures(stated.entry, stated.reply_norm)
def _sizes(reply: Any) -> Any:
    return array_namespace(reply).abs(reply), euclidean_norm(reply)


@check(stated.oracle, single_queries, expect="survived")
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


replied = audits(
    one_reply, {stated.difference: "ill_defined", stated.difference_corrected: "survived"}
)
averaged = audits(free_pasts, {stated.average: "survived"})
squared = audits(vectors, {stated.sum_root: "survived"})
chosen = audits(step_numbers, {stated.positive_step: "proved", stated.optimum: "survived"})
compared = audits(other_steps, {stated.best_step: "survived"})
along_runs = audits(interpolating_runs, {stated.bound: "refuted"})
later = audits(
    later_runs,
    {
        stated.preconditioner: "refuted",
        stated.preconditioner_corrected: "survived",
        stated.descent: "refuted",
    },
)
repaired = audits(
    growth_runs, {stated.descent_corrected: "survived", stated.bound_corrected: "survived"}
)

"""The proof of Theorem 5.4.2: runs of RMSProp without a shift, any gradients, any values, sums."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.gradient_sequences import gradient_sequences
from checks.families.optimisers.decaying_runs import decaying_runs
from falsum import Space, audits, family, sizes
from falsum.maps import wide
from theorems.mukherjee_2020.chapter_5 import proof_5_4_2 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as theorem

along_runs = audits(
    decaying_runs,
    {
        stated.norm: "refuted",
        stated.norm_corrected: "survived",
        stated.aligned: "survived",
        stated.root_bound: "refuted",
        stated.root_bound_corrected: "survived",
        stated.summed: "survived",
        stated.final: "refuted",
        stated.final_corrected: "survived",
    },
)
along_gradients = audits(gradient_sequences, {stated.increment_bound: "survived"})


@dataclass(frozen=True)
class Count:
    """A number of steps; ``one`` is 1, (batch,)."""

    steps: int
    one: Any


@family(space=Space(steps=sizes(1, 1000)), latent=lambda c: {})
def counts(config: Any, z: Any, xp: Any) -> Count:
    """Enumerate numbers of steps."""
    return Count(config.steps, xp.ones((1,), dtype=xp.float64))


of_counts = audits(
    counts, {stated.inverse_root_sum: "refuted", stated.inverse_root_sum_corrected: "survived"}
)


@dataclass(frozen=True)
class Levels:
    """Values of f along a path, (batch, T + 1), their bounds and alpha, (batch,)."""

    steps: int
    values: Any
    B_low: Any
    B_up: Any
    alpha: Any


def unbounded_below(levels: Levels, z: Any, xp: Any) -> Levels:
    """Raise B_low above some values."""
    return replace(levels, B_low=levels.B_low + wide(z, xp))


def unbounded_above(levels: Levels, z: Any, xp: Any) -> Levels:
    """Lower B_up below some values."""
    return replace(levels, B_up=levels.B_up - wide(z, xp))


@family(
    space=Space(steps=sizes(1, 80)),
    latent=lambda c: {"values": (c.steps + 1,), "low": (), "height": (), "alpha": ()},
    relax={theorem.bounded_below: unbounded_below, theorem.bounded_above: unbounded_above},
)
def levels(config: Any, z: Any, xp: Any) -> Levels:
    """Decode any values between the bounds, often at one of them."""
    share = xp.minimum(xp.maximum(z.values, xp.zeros_like(z.values)), xp.ones_like(z.values))
    height = wide(z.height, xp)
    return Levels(
        steps=config.steps,
        values=z.low[:, None] + height[:, None] * share,
        B_low=z.low,
        B_up=z.low + height,
        alpha=wide(z.alpha, xp),
    )


@levels.measures(theorem.least_of_f, theorem.supremum_of_f, stated.decrease)
def _path(values: Any) -> tuple[Any, Any, Any]:
    xp = array_namespace(values)
    return xp.min(values, axis=-1), xp.max(values, axis=-1), values[:, :-1] - values[:, 1:]


along_values = audits(levels, {stated.telescoped: "survived"})

"""RMSProp with multiplicative oracles whose second moment grows with the gradient."""

from dataclasses import replace
from typing import Any

from checks.families.optimisers.interpolating_runs import (
    GRANTS,
    InterpolatingRun,
    few_paths,
    of_answers,
    oracle_blocks,
    oracle_of,
)
from checks.families.optimisers.rmsprop_runs import decay, widened
from checks.families.relaxing import smaller
from falsum import Space, family, sizes
from falsum.maps import wide
from impl.objectives.objectives import SeparableHuber
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem


def wrong_signs(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Exaggerate the oracle's noise, so that some replies point away from the gradient."""
    noise = 1 + (run.multipliers - 1) * (1 + wide(z, xp))[:, None, None]
    scale = 1 + wide(z, xp)
    return replace(run, multipliers=noise, c=run.c * scale**2, sigma=run.sigma * scale)


RELAX = {
    n.smooth_objective: smaller("L"),
    theorem.bounded_replies: smaller("sigma"),
    theorem.right_signs: wrong_signs,
}


@family(
    relax={**RELAX, theorem.growing: smaller("c")},
    space=Space(d=sizes(1, 3), answers=sizes(1, 2), steps=sizes(1, 6), where=few_paths),
    latent=lambda c: {**oracle_blocks(c), **dict.fromkeys(("L", "sigma", "xi", "c", "beta2"), ())},
    grants=GRANTS,
    quantities=(of_answers,),
)
def growth_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Decode Huber functions, starts near and far, and nonnegative multipliers."""
    weights, multipliers = oracle_of(z, xp)
    scale, slope = wide(z.scale, xp), wide(z.slope, xp)
    objective = SeparableHuber(scale, slope / scale)
    largest = xp.max(xp.reshape(multipliers, (z.L.shape[0], -1)), axis=-1)
    square = xp.max(xp.sum(weights[:, :, None] * multipliers**2, axis=1), axis=-1)
    return InterpolatingRun(
        steps=config.steps,
        objective=objective,
        multipliers=multipliers,
        weights=weights,
        start=slope / scale * z.start * 2,
        L=objective.smoothness() * widened(z.L, xp),
        sigma=largest * xp.max(slope, axis=-1) * widened(z.sigma, xp),
        c=square * widened(z.c, xp),
        xi=wide(z.xi, xp, 5),
        beta2=decay(z.beta2, xp),
    )

"""RMSProp with multiplicative oracles whose second moment grows with the gradient.

Multipliers may be negative: some replies point away from the gradient. With ``xi >= k (c sigma)^2 /
(1 - beta2)`` and k = 13/8 the step size is positive: that asks for (k - 1) k c^2 > 1 - beta2.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.interpolating_runs import (
    GRANTS,
    InterpolatingRun,
    few_paths,
    of_answers,
    oracle_blocks,
    oracle_of,
)
from checks.families.optimisers.rmsprop_runs import widened
from checks.families.relaxing import scaled, smaller
from falsum import Space, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.objectives.rippled_huber import RippledHuber
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem

BELOW = 2.0**-10  # of a tooth's largest slope: how far below the top a run crosses it
RELAX = {
    n.smooth_objective: smaller("L"),
    theorem.bounded_replies: scaled("sigma", lambda z, xp: unit(z, xp) ** 4),
    theorem.positive_gain: smaller("xi"),
}


def slow_decay(z: Any, xp: Any) -> Any:
    """Return a decay in [0, 1), 0 for half of all latents and above .9 for a third."""
    return xp.where(z > 0, 1 - 1 / wide(z, xp), xp.zeros_like(z))


def step_size(run: InterpolatingRun) -> Any:
    """Return the step size of the repaired theorem."""
    xp = array_namespace(run.xi)
    lost = run.c * run.sigma / (run.xi * xp.sqrt(1 - run.beta2))
    gain = 1 / xp.sqrt(run.sigma**2 + run.xi) - lost
    return run.xi * (1 - run.beta2) / (run.c * run.L) * gain


def crossing(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Cut teeth as long as a step, and start just below the top of one of them.

    Without decay a run with exact gradients meets the same gradient at every step: it goes from
    tooth to tooth, to a point from which it is not driven away.
    """
    f = run.objective
    slope = f.scale * f.width * (1 - BELOW)
    pitch = step_size(run)[:, None] * slope / xp.sqrt(slope**2 + run.xi[:, None])
    depth = pitch * unit(z.depth, xp)
    aside = xp.maximum(xp.abs(z.start) - 1, 0 * z.start)
    start = f.width * (1 + aside - BELOW) + (run.steps - 1) * pitch
    return replace(run, objective=RippledHuber(f.scale, f.width, depth, pitch - depth), start=start)


def growing_run(config: Any, z: Any, xp: Any, growth: Callable[..., Any]) -> InterpolatingRun:
    """Decode a run; ``growth(square, largest)`` is its growth constant.

    Its arguments are the largest mean square and the largest size of a multiplier.
    """
    weights, multipliers = oracle_of(z, xp)
    beyond = 1 + 2 * xp.maximum(squash(z.noise, xp), 0 * z.noise)
    multipliers = 1 + (multipliers - 1) * beyond[:, None, None]
    scale, slope = wide(z.scale, xp), wide(z.slope, xp)
    largest = xp.max(xp.reshape(xp.abs(multipliers), (z.L.shape[0], -1)), axis=-1)
    square = xp.max(xp.sum(weights[:, :, None] * multipliers**2, axis=1), axis=-1)
    c, beta2 = growth(square, largest), slow_decay(z.beta2, xp)
    sigma = largest * xp.max(scale * (slope / scale), axis=-1) * widened(z.sigma, xp)
    run = InterpolatingRun(
        steps=config.steps,
        objective=RippledHuber(scale, slope / scale, 0 * scale, 1 + 0 * scale),
        multipliers=multipliers,
        weights=weights,
        start=slope / scale * z.start * wide(xp.abs(z.start), xp),
        L=xp.max(scale, axis=-1) * widened(z.L, xp),
        sigma=sigma,
        c=c,
        xi=(wide(z.xi, xp, 5) + xp.ones_like(sigma) * 13 / 8) * c**2 * sigma**2 / (1 - beta2),
        beta2=beta2,
    )
    return crossing(run, z, xp) if config.shape == "teeth" else run


SPACE = Space(
    d=sizes(1, 3),
    answers=sizes(1, 2),
    steps=choice(1, 2, 3, 4, 6, 16, 64),
    shape=choice("huber", "teeth"),
    where=few_paths,
)


def blocks(c: Any) -> dict[str, tuple[int, ...]]:
    """Return the latent blocks of a run."""
    numbers = ("L", "sigma", "xi", "c", "beta2", "noise")
    teeth = {"depth": (c.d,)} if c.shape == "teeth" else {}
    return {**oracle_blocks(c), **dict.fromkeys(numbers, ()), **teeth}


@family(
    relax={**RELAX, theorem.growing: smaller("c")},
    space=SPACE,
    latent=blocks,
    grants=GRANTS,
    quantities=(of_answers,),
)
def growth_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Decode the least growth constant, or up to twice that."""
    return growing_run(config, z, xp, lambda square, largest: square * widened(z.c, xp))

"""RMSProp with multiplicative oracles whose second moment grows with the gradient."""

from dataclasses import replace
from typing import Any

from checks.families.interpolating_runs import GRANTS, InterpolatingRun, oracle_of
from checks.families.rmsprop_runs import decay, smaller_smoothness, widened
from falsum import Space, family, sizes
from falsum.maps import unit, wide
from impl.objectives import SeparableHuber


def wrong_signs(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Exaggerate the oracle's noise, so that some replies point away from the gradient."""
    noise = 1 + (run.multipliers - 1) * (1 + wide(z, xp))[:, None, None]
    scale = 1 + wide(z, xp)
    return replace(run, multipliers=noise, c=run.c * scale**2, sigma=run.sigma * scale)


def larger_replies(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Shrink sigma below the replies."""
    return replace(run, sigma=run.sigma * unit(z, xp))


def smaller_growth(run: InterpolatingRun, z: Any, xp: Any) -> InterpolatingRun:
    """Shrink c below the oracle's growth."""
    return replace(run, c=run.c * unit(z, xp))


@family(
    relax={
        "f is L-smooth": smaller_smoothness,
        "each entry of a reply is at most sigma": larger_replies,
        "the second moment grows with the gradient": smaller_growth,
        "replies have the gradient's signs": wrong_signs,
    },
    space=Space(
        d=sizes(1, 3),
        answers=sizes(1, 2),
        steps=sizes(1, 6),
        where=lambda c: c.answers == 1 or c.steps <= 4,
    ),
    latent=lambda c: {
        "multipliers": (c.answers, c.d),
        "weights": (c.answers,),
        "scale": (c.d,),
        "slope": (c.d,),
        "start": (c.d,),
        "L": (),
        "sigma": (),
        "xi": (),
        "c": (),
        "beta2": (),
    },
    grants=GRANTS,
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

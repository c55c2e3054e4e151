"""RMSProp on one objective, with one oracle, for ever more steps."""

from typing import Any

from checks.families.optimisers.growth_runs import growth_runs
from checks.families.optimisers.interpolating_runs import GRANTS, InterpolatingRun, of_answers
from falsum import Space, choice, family
from falsum.maps import squash
from impl.objectives.linear_objective import Linear
from impl.objectives.objectives import SeparableHuber


@family(
    space=Space(steps=choice(1, 2, 4, 8, 16)),
    latent=lambda c: {},
    grants=GRANTS,
    quantities=(of_answers,),
)
def linear_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Return f(x) = sigma x from 0, with its derivative for an answer.

    For sigma = sqrt(xi) = 1024 and c = 9 Definition 19 asks for sigma + sigma/2 <= 3 sigma -
    sigma/2 at every point, and the other conditions for 1024 < (2^20 / 18)^(2/3) = 1502.7 and
    9/32 < 1/2.
    """
    one = xp.ones((1,), dtype=xp.float64)
    objective: Any = Linear(1024 * one[:, None])
    return InterpolatingRun(
        steps=config.steps,
        objective=objective,
        multipliers=one[:, None, None],
        weights=one[:, None],
        start=0 * one[:, None],
        L=one,
        sigma=1024 * one,
        c=9 * one,
        xi=1024**2 * one,
        beta2=one / 2,
    )


@family(
    space=Space(steps=choice(3, 4, 5, 6, 7)),
    latent=lambda c: {"start": (1,)},
    grants=GRANTS,
    relax=growth_runs.relax,
    quantities=(of_answers,),
)
def settling_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Decode a start within the bowl of Huber's function; the answer is 1/2 or 3/2 of g."""
    one = 1 + 0 * z.start[:, 0]
    return InterpolatingRun(
        steps=config.steps,
        objective=SeparableHuber(one[:, None], one[:, None]),
        multipliers=xp.stack([one / 2, 3 * one / 2], axis=1)[:, :, None],
        weights=xp.stack([one / 2, one / 2], axis=1),
        start=squash(z.start, xp),
        L=one,
        sigma=2 * one,
        c=3 * one / 2,
        xi=one,
        beta2=0 * one,
    )

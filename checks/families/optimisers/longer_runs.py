"""RMSProp on one objective, with one oracle, for ever more steps."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.growth_runs import growth_runs
from checks.families.optimisers.interpolating_runs import GRANTS, InterpolatingRun, of_answers
from checks.families.optimisers.own_shift_runs import OwnShiftRun, of_own_shifts
from falsum import Space, choice, family, sizes
from falsum.maps import squash, unit
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.linear_objective import Linear
from impl.objectives.objectives import SeparableHuber
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem


class LinearRun(OwnShiftRun):
    """A run on a linear function, whose gradient is the same at every point that it may visit."""

    @property
    def queries(self) -> int:
        """Return 2: two points stand for all."""
        return 2


@family(
    space=Space(steps=choice(*(4**k for k in range(10)))),
    latent=lambda c: {},
    grants=GRANTS,
    quantities=(of_own_shifts,),
)
def linear_runs(config: Any, z: Any, xp: Any) -> LinearRun:
    """Return f(x) = 1024 (x_1 + x_2) from 0, with its gradient for an answer.

    For sigma = sqrt(xi) = 1024 and c = 9 Definition 19 asks, in units of sqrt(2), for sigma +
    sigma/2 <= 3 sigma - sigma/2 at every point, and the other conditions for 1024 < (2^20 /
    18)^(2/3) = 1502.7 and 9/32 < 1/2.  A smaller shift of the oracle's own asks for less.
    """
    one = xp.ones((1,), dtype=xp.float64)
    objective: Any = Linear(1024 * xp.ones((1, 2), dtype=xp.float64))
    return LinearRun(
        steps=config.steps,
        objective=objective,
        multipliers=one[:, None, None],
        weights=one[:, None],
        start=0 * objective.slopes,
        L=one,
        sigma=1024 * one,
        c=9 * one,
        xi=1024**2 * one,
        beta2=one / 2,
        wanted=512**2 * one,
        room=2 * one,
    )


@linear_runs.computes
def queried(instance: LinearRun) -> Any:
    """Return the start and another point, (batch, 2, d): the gradient is the same everywhere."""
    start = instance.start
    return array_namespace(start).stack([start, start - 1], axis=1)


@linear_runs.computes
def replied(instance: LinearRun, queried: Any) -> Any:
    """Return the answers there, (batch, 2, m, d)."""
    return instance.answers(queried)


@linear_runs.measures(theorem.best_least)
def _best_least(slopes: Any) -> Any:
    return euclidean_norm(slopes)[:, 0] ** 2


@family(
    space=Space(steps=sizes(3, 9)),
    latent=lambda c: {"start": (2,), "noise": ()},
    grants=GRANTS,
    relax=growth_runs.relax,
    quantities=(of_answers,),
)
def settling_runs(config: Any, z: Any, xp: Any) -> InterpolatingRun:
    """Decode starts in a bowl and outside; an answer is 1 - w or 1 + w times g, w up to 9/8.

    The shift is so large that a run settles within the steps that are looked at.
    """
    one, noise = 1 + 0 * z.noise, 9 * unit(z.noise, xp) / 8
    c, sigma = 1 + noise**2 * 9 / 8, (1 + noise) * 9 / 8
    size = xp.stack([one, one], axis=1)
    return InterpolatingRun(
        steps=config.steps,
        objective=SeparableHuber(size, size),
        multipliers=xp.stack([one - noise, one + noise], axis=1)[:, :, None],
        weights=size / 2,
        start=squash(z.start, xp) * 3 / 2,
        L=one,
        sigma=sigma,
        c=c,
        xi=64 * c**2 * sigma**2,
        beta2=0 * one,
    )

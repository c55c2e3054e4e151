"""RMSProp with decaying step sizes on one bounded objective, for ever smaller eps."""

from typing import Any

from checks.families.decaying_runs import DecayingRun, higher_floor, lower_ceiling
from checks.families.rmsprop_runs import HAS_MINIMISER, RELAX
from falsum import Space, choice, family
from impl.objectives import RationalWell


@family(
    relax={**RELAX, "f is at least B_low": higher_floor, "f is at most B_up": lower_ceiling},
    space=Space(inverse=choice(2, 3, 4, 6, 8, 12)),
    latent=lambda c: {"start": (2,)},
    grants=(HAS_MINIMISER,),
)
def shrinking_steps(config: Any, z: Any, xp: Any) -> DecayingRun:
    """Decode a start; the objective is a well in two coordinates, and eps is 1/inverse."""
    one = 1 + 0 * z.start[:, 0]
    objective = RationalWell(xp.stack([one, one / 2], axis=1))
    return DecayingRun(
        steps=8 + config.inverse**2 // 2,
        objective=objective,
        start=2 * z.start,
        L=objective.smoothness(),
        slack=2 * one,
        alpha=one / 2,
        beta2=one / 2,
        eps=one / config.inverse,
        B_low=0 * one,
        B_up=objective.supremum(),
    )

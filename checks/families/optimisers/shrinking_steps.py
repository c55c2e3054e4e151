"""RMSProp with decaying step sizes on one bounded objective, for ever smaller eps."""

from typing import Any

from checks.families.optimisers.decaying_runs import BOUNDED, DecayingRun, of_decaying
from checks.families.optimisers.rmsprop_runs import HAS_MINIMISER
from falsum import Space, choice, family
from impl.objectives.objectives import RationalWell


@family(
    relax=BOUNDED,
    space=Space(inverse=choice(2, 3, 4, 6, 8, 12)),
    latent=lambda c: {"start": (2,)},
    grants=(HAS_MINIMISER,),
    quantities=(of_decaying,),
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

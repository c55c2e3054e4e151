"""The least number of the iterate that is enough, by the exact law of every iterate."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.conditioned_laws import accurate_runs, rarely_active
from checks.families.data_laws import GateLearning
from falsum import check
from impl.hitting import surely_near_from
from theorems.mukherjee_2020.chapter_3 import theorem_3_3_1_rate as stated


def waiting(axis: str) -> Callable[..., dict[Any, Any]]:
    """Return the measurement with a horizon that grows with an axis of the configuration."""

    def wait(instance: GateLearning, config: Any, step: Any, T: Any) -> dict[Any, Any]:
        """Measure the least number; past T, by Markov's inequality, every iterate is accurate.

        Unknown where that is beyond the horizon.
        """
        xp = array_namespace(step)
        horizon = 8 + 4 * getattr(config, axis)
        found = surely_near_from(
            instance.law,
            instance.target,
            instance.start,
            step * xp.abs(instance.alpha),
            instance.eps,
            instance.delta,
            horizon=horizon,
        )
        return {stated.enough: xp.where(horizon >= T, found, xp.full_like(found, xp.nan))}

    return wait


test_theorem_3_3_1 = check(stated.theorem_3_3_1, accurate_runs, expect="survived")(
    waiting("digits")
)
test_theorem_3_3_1_reading_uniform = check(
    stated.theorem_3_3_1_reading_uniform, rarely_active, expect="inconclusive"
)(waiting("rarity"))

"""Modified SGD on laws of two points: the exact law of every iterate, up to a horizon."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.data.conditioned_laws import accurate_runs, rarely_active
from checks.families.data.data_laws import GateLearning
from falsum import audits
from impl.processes.hitting import surely_near_from
from theorems.mukherjee_2020.chapter_3 import theorem_3_3_1 as stated


def waiting(horizon: Callable[[Any], int]) -> dict[Any, Callable[..., Any]]:
    """Return the measurement of the least number, unknown beyond the horizon."""

    def wait(instance: GateLearning, config: Any, step: Any) -> Any:
        """Look back from the horizon: there the law is accurate for good, since it contracts."""
        length = step * array_namespace(step).abs(instance.alpha)
        learning = (instance.law, instance.target, instance.start, length)
        last = horizon(config)
        found = surely_near_from(*learning, instance.eps, instance.delta, horizon=last)
        xp = array_namespace(step)
        return xp.where(found < last, found, xp.full_like(found, xp.nan))

    return {stated.enough: wait}


accurate = audits(
    accurate_runs,
    {stated.printed: "survived"},
    measures=waiting(lambda c: 16 + 7 * int(c.digits)),
)
uniform = audits(
    rarely_active,
    {stated.uniform: "inconclusive", stated.seldom_active: "survived"},
    measures=waiting(lambda c: 4 + 2 * int(c.rarity)),
)

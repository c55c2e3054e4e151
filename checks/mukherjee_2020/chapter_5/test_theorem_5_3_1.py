"""RMSProp with an interpolating oracle for ever more steps, and the conditions as numbers."""

from typing import Any

from checks.families.optimisers.longer_runs import linear_runs, settling_runs
from falsum import audits, numbers
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as stated


def none_or_any(z: Any, xp: Any) -> Any:
    """Return 0 for half of all latents, and any size."""
    return wide(z, xp) * xp.maximum(z, xp.zeros_like(z))


scaled_numbers = numbers("scaled_numbers", {"k": unit, "w": wide, "beta2": unit})
near_points = numbers("near_points", {"w": unit, "m": none_or_any})

of_numbers = audits(scaled_numbers, {stated.bounded_average: "vacuous"})
at_points = audits(near_points, {stated.everywhere: "vacuous"})
of_linear = audits(
    linear_runs,
    {stated.printed: "inconclusive"},
    given={stated.best_least: n.coordinates * n.sigma**2},
)
of_settling = audits(
    settling_runs,
    {stated.corrected: "survived"},
)

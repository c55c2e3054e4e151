"""RMSProp over every sequence of an interpolating oracle's answers, with the printed step size."""

from typing import Any

from checks.families.optimisers.growth_runs import growth_runs
from checks.families.optimisers.interpolating_runs import interpolating_runs
from checks.families.optimisers.longer_runs import linear_runs, settling_runs
from falsum import audits, numbers
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as stated


def none_or_any(z: Any, xp: Any) -> Any:
    """Return 0 for half of all latents, and any size."""
    return wide(z, xp) * xp.maximum(z, xp.zeros_like(z))


scaled_numbers = numbers("scaled_numbers", {"k": unit, "w": wide, "beta2": unit})
near_points = numbers("near_points", {"w": unit, "m": none_or_any})

along_runs = audits(interpolating_runs, {stated.printed: "refuted"})
of_numbers = audits(scaled_numbers, {stated.bounded_average: "vacuous"})
at_points = audits(near_points, {stated.everywhere: "vacuous"})
of_right_signs = audits(growth_runs, {stated.corrected: "survived"})
of_linear = audits(linear_runs, {stated.as_fast: "inconclusive"})
of_settling = audits(settling_runs, {stated.as_fast_corrected: "survived"})

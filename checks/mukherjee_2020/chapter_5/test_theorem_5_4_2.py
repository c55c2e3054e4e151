"""RMSProp without a shift, run with decaying step sizes."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.decaying_runs import DecayingRun, decaying_runs
from checks.families.optimisers.shrinking_steps import shrinking_steps
from falsum import audits
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.least import Least
from impl.processes.hitting import first_at_most
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as stated
from theorems.mukherjee_2020.chapter_5.notation import least_gradient

HORIZON = 24  # runs that ask for more steps count only where they reach eps within these


def least_along_run(instance: DecayingRun, T: Any) -> Any:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    xp = array_namespace(T)
    norms = euclidean_norm(instance.run(HORIZON).gradients)
    least = norms[:, 0]
    for number in range(2, HORIZON + 1):
        least = xp.where(number <= T, xp.minimum(least, norms[:, number - 1]), least)
    return Least(least, xp.logical_or(T < HORIZON + 1, least <= instance.eps)).or_nan()


def first_small(run: Any, eps: Any) -> Any:
    """Look for the first small gradient; beyond the run it is unknown."""
    return first_at_most(euclidean_norm(run.gradients), eps)


with_constants = audits(
    decaying_runs,
    {stated.printed: "survived"},
    measures={least_gradient: least_along_run},
)
of_order = audits(
    shrinking_steps,
    {stated.of_order: "survived"},
    measures={stated.first_critical: first_small},
)

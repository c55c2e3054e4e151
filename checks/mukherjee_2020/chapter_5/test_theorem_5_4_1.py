"""RMSProp run exactly as printed: the printed step size, the printed number of steps."""

from typing import Any

from checks.families.optimisers.rmsprop_runs import Run, rmsprop_runs
from falsum import audits
from impl.optimisers.rmsprop import least_gradient_norm
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_1 as stated

HORIZON = 16  # runs that ask for more steps count only where they reach eps within these


def least_along_run(instance: Run, T: Any, alpha: Any) -> Any:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    run = instance
    least = least_gradient_norm(
        run.objective.gradient,
        run.start,
        run.beta2,
        alpha,
        run.xi,
        T,
        horizon=HORIZON,
        enough=run.eps,
    )
    return least.or_nan()


checks = audits(
    rmsprop_runs,
    {
        stated.printed: "refuted",
        stated.at_least_one: "refuted",
        stated.rounded: "refuted",
        stated.corrected: "survived",
    },
    measures={stated.least_gradient: least_along_run},
)

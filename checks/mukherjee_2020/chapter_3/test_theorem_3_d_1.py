"""Azuma's bound against the exact law of every path of a process."""

from array_api_compat import array_namespace

from checks.families.processes.supermartingales import Supermartingale, supermartingales
from falsum import Law, check
from impl.processes.branching import paths
from theorems.mukherjee_2020.chapter_3 import theorem_3_d_1 as stated


@check(stated.printed, supermartingales, expect="survived")
def test_theorem_3_d_1(instance: Supermartingale) -> Law:
    """Return the end, the steps and the drifts of each path with its weight."""
    run = paths(instance.down, instance.up, instance.lean)
    xp = array_namespace(run.steps)
    return Law(
        {
            stated.X_n: instance.X_0[:, None] + xp.sum(run.steps, axis=2),
            stated.step: run.steps,
            stated.drift: run.drifts,
        },
        run.weights,
    )


test_theorem_3_d_1_reading_from_one = check(stated.from_one, supermartingales, expect="survived")(
    test_theorem_3_d_1.measure
)

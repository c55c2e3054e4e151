"""The number of the first critical iterate of RMSProp without a shift."""

from typing import Any

from checks.families.decaying_runs import DecayingRun
from checks.families.shrinking_steps import shrinking_steps
from falsum import check
from impl.hitting import first_at_most
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2 as setting
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_2_rate as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_bound, smoothness


@check(stated.theorem_5_4_2_rate, shrinking_steps, expect="survived")
def test_theorem_5_4_2_rate(instance: DecayingRun) -> dict[Any, Any]:
    """Run the algorithm and look for the first small gradient; beyond the run it is unknown."""
    f = instance.objective
    norms = euclidean_norm(instance.run(instance.steps).gradients)
    return {
        smoothness: f.smoothness(),
        gradient_bound: f.gradient_bound(),
        setting.least_of_f: f.minimum(),
        setting.supremum_of_f: f.supremum(),
        stated.first_critical: first_at_most(norms, instance.eps),
    }

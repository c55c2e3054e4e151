"""The expected least squared gradient of RMSProp as the number of steps grows."""

from typing import Any

from checks.families.interpolating_runs import InterpolatingRun
from checks.families.longer_runs import linear_runs, settling_runs
from checks.mukherjee_2020.chapter_5.test_theorem_5_3_1 import norms, steps_of
from checks.mukherjee_2020.chapter_5.test_theorem_5_3_1 import (
    test_theorem_5_3_1_corrected as corrected,
)
from falsum import check
from impl.finite_oracles import interpolation_moment, joined, mean_least
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as setting
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1_rate as stated
from theorems.mukherjee_2020.chapter_5.notation import smoothness


@check(stated.theorem_5_3_1_rate, linear_runs, expect="inconclusive")
def test_theorem_5_3_1_rate(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Run the algorithm with the printed step size; the oracle answers with the gradient."""
    objective: Any = instance.objective
    found = steps_of(instance, alpha)
    half_shift = (instance.d * instance.xi) ** 0.5 / 2
    moments = [interpolation_moment(s.answers, instance.weights, half_shift) for s in found]
    return {
        smoothness: objective.smoothness(),
        setting.partial_bound: objective.partial_bound(),
        setting.oracle_moment: joined(moments),
        setting.gradient_norm: joined([norms(instance, s) for s in found]),
        setting.mean_least: mean_least([norms(instance, s) ** 2 for s in found], instance.weights),
    }


test_theorem_5_3_1_rate_corrected = check(
    stated.theorem_5_3_1_rate_corrected, settling_runs, expect="survived"
)(corrected.measure)

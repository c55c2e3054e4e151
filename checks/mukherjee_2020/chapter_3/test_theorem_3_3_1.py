"""Modified SGD at the printed step size, all draws of a finite data law enumerated."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.data.conditioned_laws import accurate_runs, rarely_active
from checks.families.data.data_laws import GateLearning, far_starts, gate_learning
from checks.families.data.long_learning import long_learning
from falsum import Law, Sample, audits, check
from impl.gates import modified_sgd
from impl.gates.sampled_sgd import sampled_squares
from impl.processes.hitting import surely_near_from
from theorems.mukherjee_2020.chapter_3 import theorem_3_3_1 as stated

COUNTED = 24  # most steps on the line with two points, by counts of draws
ENUMERATED = {1: 24, 2: 5, 3: 3}  # most steps by the number of points, all paths enumerated


def run(instance: GateLearning, config: Any, step: Any, T: Any) -> Law:
    """Enumerate the law of the distance at iterate T; beyond the horizon it is unknown."""
    counted = (config.n, config.m) == (1, 2)
    walk = modified_sgd.counted_paths if counted else modified_sgd.all_paths
    law, start, alpha = instance.law, instance.start, instance.alpha
    horizon = COUNTED if counted else ENUMERATED[config.m]
    paths = walk(law, instance.target, start, alpha, step, T, horizon=horizon)
    return Law({stated.square: paths.squares}, paths.weights)


test_theorem_3_3_1_explicit = check(stated.explicit_printed, gate_learning, expect="refuted")(run)
test_theorem_3_3_1_explicit_reading_at_least_one = check(
    stated.explicit_at_least_one, far_starts, expect="refuted"
)(run)
test_theorem_3_3_1_explicit_reading_absolute = check(
    stated.explicit_absolute, far_starts, expect="refuted"
)(run)
test_theorem_3_3_1_explicit_corrected_for_all = check(
    stated.explicit_for_all, gate_learning, expect="survived"
)(run)


@check(stated.explicit_corrected, long_learning, expect="survived")
def test_theorem_3_3_1_explicit_corrected(
    instance: GateLearning, config: Any, stream: Any, step: Any, T: Any
) -> Law | Sample:
    """Enumerate the law of the distance where runs are short, draw trials where they are long."""
    if config.kind != "long":
        return run(instance, config, step, T)
    draws = stream.uniform(config.steps + 1)  # one to spare: floats may round T up once more
    law, start, alpha = instance.law, instance.start, instance.alpha
    squares = sampled_squares(law, instance.target, start, alpha, step, T, draws)
    return Sample({stated.square: squares})


def waiting(axis: str) -> Callable[..., Any]:
    """Return the measurement with a horizon that grows with an axis of the configuration."""

    def wait(instance: GateLearning, config: Any, step: Any, T: Any) -> Any:
        """Measure the least number; past T, by Markov's inequality, every iterate is accurate.

        Unknown where that is beyond the horizon.
        """
        xp = array_namespace(step)
        horizon = 8 + 4 * getattr(config, axis)
        length, eps, delta = step * xp.abs(instance.alpha), instance.eps, instance.delta
        found = surely_near_from(
            instance.law, instance.target, instance.start, length, eps, delta, horizon=horizon
        )
        return xp.where(horizon >= T, found, xp.full_like(found, xp.nan))

    return wait


number = audits(far_starts, {stated.explicit_number: "ill_defined"})
accurate = audits(
    accurate_runs, {stated.printed: "survived"}, measures={stated.enough: waiting("digits")}
)
uniform = audits(
    rarely_active, {stated.uniform: "inconclusive"}, measures={stated.enough: waiting("rarity")}
)

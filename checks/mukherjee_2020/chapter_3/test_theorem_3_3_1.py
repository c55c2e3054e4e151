"""Modified SGD at the printed step size, all draws of a finite data law enumerated."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.data_laws import (
    GateLearning,
    far_starts,
    gate_learning,
    gate_runs,
    near_weights,
    plane_learning,
)
from checks.families.long_learning import long_learning
from checks.unmeasured import nothing
from falsum import Law, Sample, check
from impl import modified_sgd
from impl.sampled_sgd import sampled_squares
from theorems.mukherjee_2020.chapter_3 import theorem_3_3_1 as stated

COUNTED = 24  # most steps on the line with two points, by counts of draws
ENUMERATED = {1: 24, 2: 5, 3: 3}  # most steps by the number of points, all paths enumerated


def run(instance: GateLearning, config: Any, step: Any, T: Any) -> Law:
    """Enumerate the law of the distance at iterate T; beyond the horizon it is unknown."""
    counted = (config.n, config.m) == (1, 2)
    walk = modified_sgd.counted_paths if counted else modified_sgd.all_paths
    paths = walk(
        instance.law,
        instance.target,
        instance.start,
        instance.alpha,
        step,
        T,
        horizon=COUNTED if counted else ENUMERATED[config.m],
    )
    return Law({stated.square: paths.squares}, paths.weights)


test_theorem_3_3_1_explicit = check(stated.theorem_3_3_1_explicit, gate_learning, expect="refuted")(
    run
)
test_theorem_3_3_1_explicit_reading_at_least_one = check(
    stated.theorem_3_3_1_explicit_reading_at_least_one, far_starts, expect="refuted"
)(run)
test_theorem_3_3_1_explicit_reading_absolute = check(
    stated.theorem_3_3_1_explicit_reading_absolute, far_starts, expect="refuted"
)(run)


@check(stated.theorem_3_3_1_explicit_corrected, long_learning, expect="survived")
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


test_theorem_3_3_1_explicit_corrected_for_all = check(
    stated.theorem_3_3_1_explicit_corrected_for_all, gate_learning, expect="survived"
)(run)


test_theorem_3_3_1_explicit_reading_number = check(
    stated.theorem_3_3_1_explicit_reading_number, far_starts, expect="ill_defined"
)(nothing)


def _expected_square(instance: GateLearning, eta: Any) -> Any:
    xp = array_namespace(instance.start)
    one_path = xp.expand_dims(instance.start, axis=1)
    points, target = instance.law.points, instance.target
    moved = modified_sgd.steps(points, target, one_path, instance.alpha, eta)
    return instance.law.mean(modified_sgd.squared_distances(moved[:, 0], target))


@check(stated.proof_3_3_1_contraction, gate_learning, expect="survived")
def test_proof_3_3_1_contraction(instance: GateLearning) -> dict[Any, Any]:
    """Average one step of Algorithm 2 over the data."""
    return {stated.expected_square: _expected_square(instance, instance.eta)}


@check(stated.proof_3_3_1_contraction_reading_plus, gate_learning, expect="refuted")
def test_proof_3_3_1_contraction_reading_plus(instance: GateLearning) -> dict[Any, Any]:
    """Average one step in the direction of the proof's first line."""
    return {stated.expected_square: _expected_square(instance, -instance.eta)}


@check(stated.proof_3_3_1_iterated, gate_runs, expect="survived")
def test_proof_3_3_1_iterated(instance: GateLearning, config: Any, step: Any) -> dict[Any, Any]:
    """Average over all draws of a few steps of the printed size."""
    xp = array_namespace(step)
    paths = modified_sgd.all_paths(
        instance.law,
        instance.target,
        instance.start,
        instance.alpha,
        step,
        xp.ones_like(step) * (1 + config.steps),
        horizon=config.steps,
    )
    return {stated.final_expectation: xp.sum(paths.squares * paths.weights, axis=-1)}


@check(stated.proof_3_3_1_jensen, gate_learning, expect="survived")
def test_proof_3_3_1_jensen(instance: GateLearning) -> dict[Any, Any]:
    """Take the trace as the mean of the active squared norm."""
    law = instance.law
    return {stated.trace: law.mean(law.active(instance.target) * law.squared_norms())}


test_proof_3_3_1_strict = check(stated.proof_3_3_1_strict, gate_learning, expect="refuted")(nothing)
test_proof_3_3_1_strict_corrected = check(
    stated.proof_3_3_1_strict_corrected, plane_learning, expect="survived"
)(nothing)


@check(stated.proof_3_3_1_risk, near_weights, expect="survived")
def test_proof_3_3_1_risk(instance: GateLearning) -> dict[Any, Any]:
    """Compare the risk with the second moment of all data, active or not."""
    law = instance.law
    return {
        stated.risk: modified_sgd.risk(law, instance.target, instance.start),
        stated.second_moment: law.mean(law.squared_norms()),
    }

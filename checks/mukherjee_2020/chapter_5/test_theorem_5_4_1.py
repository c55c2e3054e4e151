"""RMSProp run exactly as printed: the printed step size, the printed number of steps."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gradient_sequences import GradientSequence, gradient_sequences
from checks.families.rmsprop_runs import Path, Run, rmsprop_paths, rmsprop_runs
from falsum import check
from impl.linear_algebra import euclidean_norm
from impl.objectives import along_paths
from impl.rmsprop import averages, inverse_root, least_gradient_norm, trajectory
from impl.running import least_so_far, most_so_far
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_1 as stated
from theorems.mukherjee_2020.chapter_5.notation import gradient_bound, gradient_norm, smoothness

HORIZON = 16  # runs that ask for more steps count only where they reach eps within these


def run(instance: Run, T: Any, alpha: Any) -> dict[Any, Any]:
    """Run T steps and keep the least gradient norm; beyond the horizon it is unknown."""
    least = least_gradient_norm(
        instance.objective.gradient,
        instance.start,
        instance.beta2,
        alpha,
        instance.xi,
        T,
        horizon=HORIZON,
        enough=instance.eps,
    )
    return {
        smoothness: instance.objective.smoothness(),
        gradient_bound: instance.objective.gradient_bound(),
        stated.least_gradient: least.or_nan(),
    }


test_theorem_5_4_1 = check(stated.theorem_5_4_1, rmsprop_runs, expect="refuted")(run)
test_theorem_5_4_1_reading_at_least_one = check(
    stated.theorem_5_4_1_reading_at_least_one, rmsprop_runs, expect="refuted"
)(run)
test_theorem_5_4_1_reading_ceiling = check(
    stated.theorem_5_4_1_reading_ceiling, rmsprop_runs, expect="refuted"
)(run)
test_theorem_5_4_1_corrected = check(
    stated.theorem_5_4_1_corrected, rmsprop_runs, expect="survived"
)(run)


@check(stated.proof_5_4_1_descent, rmsprop_paths, expect="survived")
def test_proof_5_4_1_descent(instance: Path, alpha: Any) -> dict[Any, Any]:
    """Compare the objective along a run with the printed decrease."""
    f = instance.objective
    run = trajectory(f.gradient, instance.start, instance.beta2, alpha, instance.xi, instance.steps)
    return {
        smoothness: f.smoothness(),
        gradient_bound: f.gradient_bound(),
        gradient_norm: euclidean_norm(run.gradients),
        stated.decrease: along_paths(f).decrease(run.points[:, :-1], run.displacements),
    }


def preconditioned(instance: GradientSequence) -> dict[Any, Any]:
    """Measure the preconditioner after each of any gradients, whether a run meets them or not."""
    g = instance.gradients
    xp = array_namespace(g)
    direction = inverse_root(averages(g, instance.beta2, instance.xi)) * g
    norms = euclidean_norm(g)
    return {
        gradient_norm: norms,
        stated.seen_bound: most_so_far(norms),
        stated.seen_least: least_so_far(xp.min(g**2, axis=-1)),
        stated.alignment: xp.sum(g * direction, axis=-1),
        stated.direction_norm: euclidean_norm(direction),
    }


test_proof_5_4_1_preconditioner = check(
    stated.proof_5_4_1_preconditioner, gradient_sequences, expect="survived"
)(preconditioned)

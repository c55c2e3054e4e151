"""Stochastic RMSProp run exactly as printed, over every sequence of answers."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.bounded_replies import Past, largest_norm, pasts
from checks.families.component_runs import (
    ComponentPath,
    ComponentRun,
    component_paths,
    component_runs,
)
from checks.families.gradient_sequences import GradientSequence, gradient_sequences
from falsum import check
from impl.finite_oracles import Step, all_steps, expectation, joined, least_mean
from impl.linear_algebra import euclidean_norm
from impl.rmsprop import averages, inverse_root
from impl.running import least_so_far, most_so_far
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_3 as stated
from theorems.mukherjee_2020.chapter_5.notation import smoothness

HORIZON = {1: 8, 2: 5, 3: 4}  # by the number of components; longer runs count where they reach eps


def every_step(instance: Any, alpha: Any, steps: int | None = None) -> list[Step]:
    """Take the steps of the run over all sequences of components, to the horizon if not fewer."""
    f = instance.objective
    count = f.scale.shape[1]
    weights = array_namespace(f.scale).ones_like(f.scale[:, :, 0]) / count
    steps = HORIZON[count] if steps is None else steps
    return all_steps(
        f.components, weights, instance.start, instance.beta2, alpha, instance.xi, steps
    )


def run(instance: ComponentRun, T: Any, alpha: Any) -> dict[Any, Any]:
    """Compute the expected squared gradient norm of the iterates 1 to T."""
    f, found = instance.objective, every_step(instance, alpha)
    squares = [euclidean_norm(f.gradient(s.before.points)) ** 2 for s in found]
    probabilities = [s.before.weights for s in found]
    return {
        smoothness: f.smoothness(),
        stated.component_bound: f.component_bound(),
        stated.least_mean: least_mean(squares, probabilities, T, instance.eps**2).or_nan(),
    }


test_theorem_5_3_3 = check(stated.theorem_5_3_3, component_runs, expect="refuted")(run)
test_theorem_5_3_3_reading_at_least_one = check(
    stated.theorem_5_3_3_reading_at_least_one, component_runs, expect="refuted"
)(run)
test_theorem_5_3_3_reading_ceiling = check(
    stated.theorem_5_3_3_reading_ceiling, component_runs, expect="ill_defined"
)(run)
test_theorem_5_3_3_corrected = check(
    stated.theorem_5_3_3_corrected, component_runs, expect="survived"
)(run)


@check(stated.proof_5_3_3_mu, gradient_sequences, expect="survived")
def test_proof_5_3_3_mu(instance: GradientSequence) -> dict[Any, Any]:
    """Measure the preconditioner after each reply."""
    g = instance.gradients
    xp = array_namespace(g)
    roots = inverse_root(averages(g, instance.beta2, instance.xi))
    return {
        stated.reply_bound: largest_norm(g),
        stated.least_root: xp.min(roots, axis=-1),
        stated.greatest_root: xp.max(roots, axis=-1),
        stated.seen_bound: most_so_far(euclidean_norm(g)),
        stated.seen_least: least_so_far(xp.min(g**2, axis=-1)),
    }


def past(instance: Past) -> dict[Any, Any]:
    """Measure what is known of the last average before its reply."""
    g = instance.replies
    average = averages(g, instance.beta2, instance.xi)[:, -1]
    known = average - (1 - instance.beta2)[:, None] * g[:, -1] ** 2
    return {stated.reply_bound: largest_norm(g), stated.past: known}


test_proof_5_3_3_d_i = check(stated.proof_5_3_3_d_i, pasts, expect="refuted")(past)
test_proof_5_3_3_d_i_corrected = check(stated.proof_5_3_3_d_i_corrected, pasts, expect="survived")(
    past
)


def whole(instance: Past) -> dict[Any, Any]:
    """Measure the last preconditioner."""
    average = averages(instance.replies, instance.beta2, instance.xi)[:, -1]
    return {
        stated.reply_bound: largest_norm(instance.replies),
        stated.inverse_root: inverse_root(average),
    }


test_proof_5_3_3_gap = check(stated.proof_5_3_3_gap, pasts, expect="refuted")(whole)
test_proof_5_3_3_gap_corrected = check(stated.proof_5_3_3_gap_corrected, pasts, expect="survived")(
    whole
)


@check(stated.proof_5_3_3_descent, component_paths, expect="survived")
def test_proof_5_3_3_descent(instance: ComponentPath) -> dict[Any, Any]:
    """Compute the expected decrease from every state of a run."""
    f, xp = instance.objective, array_namespace(instance.start)
    weights = xp.ones_like(f.scale[:, :, 0]) / f.scale.shape[1]
    decreases, norms = [], []
    for s in every_step(instance, instance.alpha, instance.steps):
        batch, n, m, d = s.answers.shape
        points = xp.repeat(s.before.points, m, axis=1)
        drops = f.decrease(points, xp.reshape(s.displacements, (batch, n * m, d)))
        decreases.append(expectation(xp.reshape(drops, (batch, n, m)), weights))
        norms.append(euclidean_norm(f.gradient(s.before.points)))
    return {
        smoothness: f.smoothness(),
        stated.component_bound: f.component_bound(),
        stated.gradient_norm: joined(norms),
        stated.mean_decrease: joined(decreases),
    }

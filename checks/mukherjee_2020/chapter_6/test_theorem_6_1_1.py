"""The PAC-Bayes bound on every sample, against the posteriors that can break it."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.learning_problems import (
    Problem,
    problems,
    problems_of_any_size,
    problems_of_few_hypotheses,
)
from falsum import Law, Symbol, balls, check
from impl.pac_bayes import (
    divergence,
    empirical_risks,
    log_moment_bounds,
    posteriors,
    risks,
    sample_law,
)
from theorems.mukherjee_2020.chapter_6 import theorem_6_1_1 as stated


def choose_posteriors(instance: Problem, mean: Symbol, *, distinct: bool) -> Law:
    """Choose posteriors for each sample and measure both risks and the divergence of each.

    They are witnesses: the worst posterior lies between the points of the Gibbs curve.
    """
    xp = array_namespace(instance.loss)
    risk = risks(instance.loss, instance.D)
    empirical = empirical_risks(instance.loss, instance.m, distinct=distinct)
    posterior = posteriors(instance.P, risk[:, None, :] - empirical, instance.m)
    return Law(
        {},
        sample_law(instance.D, instance.m),
        choices={
            stated.posterior: posterior,
            stated.risk: xp.sum(posterior * risk[:, None, None, :], axis=3),
            mean: xp.sum(posterior * empirical[:, :, None, :], axis=3),
            stated.divergence: divergence(posterior, instance.P),
        },
    )


def by_draws(instance: Problem) -> Law:
    """Average the empirical risk over the draws."""
    return choose_posteriors(instance, stated.empirical, distinct=False)


def by_points(instance: Problem) -> Law:
    """Average the empirical risk over the different points drawn."""
    return choose_posteriors(instance, stated.empirical_distinct, distinct=True)


def supremum(instance: Problem) -> Law:
    """Enclose the supremum over all posteriors: its lower end in floats, both ends in balls."""
    risk = risks(instance.loss, instance.D)
    gaps = risk[:, None, :] - empirical_risks(instance.loss, instance.m)
    lower, upper = log_moment_bounds(instance.P, gaps, instance.m)
    value: Any = lower
    if isinstance(lower, balls.BallArray):
        value = balls.BallArray.from_bounds(lower.lower(), upper.upper())
    return Law({stated.log_moment: value}, sample_law(instance.D, instance.m))


test_theorem_6_1_1 = check(stated.theorem_6_1_1, problems_of_any_size, expect="ill_defined")(
    by_draws
)
test_theorem_6_1_1_reading_subset = check(
    stated.theorem_6_1_1_reading_subset, problems_of_few_hypotheses, expect="refuted"
)(by_points)
test_theorem_6_1_1_corrected = check(
    stated.theorem_6_1_1_corrected, problems, expect="inconclusive"
)(by_draws)
test_theorem_6_1_1_corrected_supremum = check(
    stated.theorem_6_1_1_corrected_supremum, problems, expect="survived"
)(supremum)

"""The PAC-Bayes bound on every sample, against the posteriors that can break it."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.learning import learning_problems as f
from falsum import Law, Symbol, balls, check
from impl.learning import pac_bayes
from theorems.mukherjee_2020.chapter_6 import theorem_6_1_1 as stated


def choose_posteriors(instance: f.Problem, mean: Symbol, empirical: Any) -> dict[Symbol, Any]:
    """Choose posteriors for each sample and measure both risks and the divergence of each.

    They are witnesses: the worst posterior lies between the points of the Gibbs curve.
    """
    xp = array_namespace(instance.loss)
    risk = pac_bayes.risks(instance.loss, instance.D)
    posterior = pac_bayes.posteriors(instance.P, risk[:, None, :] - empirical, instance.m)
    return {
        stated.posterior: posterior,
        stated.risk: xp.sum(posterior * risk[:, None, None, :], axis=3),
        mean: xp.sum(posterior * empirical[:, :, None, :], axis=3),
        stated.divergence: pac_bayes.divergence(posterior, instance.P),
    }


def by_draws(instance: f.Problem) -> Law:
    """Average the empirical risk over the draws."""
    empirical = pac_bayes.empirical_risks(instance.loss, instance.m)
    choices = choose_posteriors(instance, stated.empirical, empirical)
    return Law({}, pac_bayes.sample_law(instance.D, instance.m), choices=choices)


test_theorem_6_1_1 = check(stated.printed, f.problems, expect="ill_defined")(by_draws)
test_theorem_6_1_1_corrected = check(
    stated.corrected, f.problems_of_several_draws, expect="inconclusive"
)(by_draws)


@check(stated.subset, f.problems_of_few_points, expect="refuted")
def test_theorem_6_1_1_reading_subset(instance: f.Problem) -> Law:
    """Average the empirical risk over the different points drawn."""
    empirical = pac_bayes.subset_risks(instance.loss)
    one = array_namespace(empirical).ones_like(empirical[:, :1, 0])
    sizes = [len(chosen) * one for chosen in pac_bayes.subsets(instance.v)]
    return Law(
        {stated.size: array_namespace(one).concat(sizes, axis=1)},
        pac_bayes.subset_law(instance.D, instance.m),
        choices=choose_posteriors(instance, stated.empirical_distinct, empirical),
    )


@check(
    stated.corrected_supremum,
    f.problems_of_several_draws,
    expect="survived",
    weak="the factor m under the logarithm is larger than needed, by about the root of m",
)
def test_theorem_6_1_1_corrected_supremum(instance: f.Problem) -> Law:
    """Enclose the supremum over all posteriors: its lower end in floats, both ends in balls."""
    risk = pac_bayes.risks(instance.loss, instance.D)
    gaps = risk[:, None, :] - pac_bayes.empirical_risks(instance.loss, instance.m)
    lower, upper = pac_bayes.log_moment_bounds(instance.P, gaps, instance.m)
    value: Any = lower
    if isinstance(lower, balls.BallArray):
        value = balls.BallArray.from_bounds(lower.lower(), upper.upper())
    return Law({stated.log_moment: value}, pac_bayes.sample_law(instance.D, instance.m))

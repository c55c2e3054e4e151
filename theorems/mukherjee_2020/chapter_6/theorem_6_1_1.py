"""The PAC-Bayes bound on the risk, for all posteriors at once."""

from falsum import (
    Claim,
    Eq,
    Ge,
    Hypothesis,
    Le,
    Sum,
    Symbol,
    chosen,
    constant,
    hypothesis,
    index,
    interval,
    log,
    measured,
    naturals,
    nonnegative,
    parameter,
    positive,
    sqrt,
    with_probability,
)

from ..notation import source

m = parameter("m", "size of the sample", domain=naturals, dimension=0)
delta = parameter(
    "delta", "failure probability", domain=interval(0, 1, "()"), latex=r"\delta", dimension=0
)
classes = parameter(
    "H", "number of hypotheses", domain=naturals, latex=r"|\mathcal{H}|", dimension=0
)
letters = parameter("v", "number of data points", domain=naturals, latex="|Z|", dimension=0)
h, z = index("h", 1, classes), index("z", 1, letters)
prior = parameter("P", "prior", domain=positive, latex="P_h", indices=(h,), dimension=0)
data = parameter(
    "D", "law of the data", domain=nonnegative, latex=r"\mathcal{D}_z", indices=(z,), dimension=0
)
loss = parameter("loss", "loss", latex=r"\ell(h, z)", indices=(h, z), dimension=0)
posterior = chosen("Q", "posterior", domain=nonnegative, latex="Q_h", indices=(h,), dimension=0)
risk = measured(
    "risk",
    r"\mathbb{E}_{h \sim Q}[L(h)]",
    latex=r"\mathbb{E}_{h \sim Q}[L(h)]",
    dimension=0,
)
empirical = measured(
    "empirical",
    r"\mathbb{E}_{h \sim Q}[\hat{L}(h)], \text{ with } \hat{L}(h) = \tfrac{1}{m} "
    r"\sum_{i=1}^m \ell(h, z_i)",
    latex=r"\mathbb{E}_{h \sim Q}[\hat{L}(h)]",
    dimension=0,
)
empirical_distinct = measured(
    "empirical_distinct",
    r"\mathbb{E}_{h \sim Q}[\hat{L}(h)], \text{ with } \hat{L}(h) \text{ the mean of } \ell(h, z) "
    r"\text{ over the set } S",
    latex=r"\mathbb{E}_{h \sim Q}[\hat{L}(h)]",
    dimension=0,
)
divergence = measured(
    "divergence",
    r"\mathrm{KL}(Q \| P)",
    latex=r"\mathrm{KL}(Q \| P)",
    dimension=0,
)
log_moment = measured(
    "log_moment",
    r"\sup_{b > 0} \left(\log \mathbb{E}_{h \sim P}[e^{b (L(h) - \hat{L}(h))}] - "
    r"\tfrac{b^2}{8(m-1)}\right)",
    latex=r"\sup_b \Lambda(b)",
    dimension=0,
)
factor = constant("a", 2, meaning="factor under the root")
a_law = hypothesis("Q is a law", Eq(Sum(posterior, h), 1))
setting = [
    hypothesis("P is a law", Eq(Sum(prior, h), 1)),
    hypothesis("D is a law", Eq(Sum(data, z), 1)),
    hypothesis("loss of at least 0", Ge(loss, 0)),
    hypothesis("loss of at most 1", Le(loss, 1)),
]
two_draws = hypothesis("at least two draws", Ge(m, 2))


def bounds_all_posteriors(
    part: str, mean: Symbol, hypotheses: list[Hypothesis], note: str = ""
) -> Claim:
    """Return the claim that no posterior breaks the bound, except with probability delta."""
    bound = mean + sqrt((divergence + log(m / delta)) / (factor * (m - 1)))
    return _stated(part, Le(risk, bound), [*hypotheses, a_law], note)


def _stated(part: str, conclusion: object, hypotheses: list[Hypothesis], note: str) -> Claim:
    return Claim(
        id="mukherjee_2020.theorem_6_1_1" + part,
        title="PAC-Bayesian bound on the risk",
        source=source(
            "Theorem 6.1.1",
            note="Definition 21; a finite class and finitely many data points; the posterior Q "
            "is chosen for each sample; hypotheses of prior weight 0, where the divergence is "
            "infinite, are left out",
        ),
        quantifier=with_probability(1 - delta),
        hypotheses=[*hypotheses, *setting],
        conclusion=conclusion,
        note=note,
    )


theorem_6_1_1 = bounds_all_posteriors("", empirical, [])
theorem_6_1_1_reading_subset = bounds_all_posteriors(
    ".reading_subset",
    empirical_distinct,
    [two_draws],
    note="Takes Definition 21 at its word: S is a subset, so a point drawn twice counts once in "
    "the empirical risk.",
)
theorem_6_1_1_corrected = bounds_all_posteriors(
    ".corrected",
    empirical,
    [two_draws],
    note="Asks for m >= 2: at m = 1 the bound divides by zero.",
)
theorem_6_1_1_corrected_supremum = _stated(
    ".corrected_supremum",
    Le(log_moment, log(m / delta)),
    [two_draws],
    "Replaces 'for all Q' by its exact equivalent: the supremum over Q is that over the Gibbs "
    "posteriors, by the variational formula for the divergence.",
)

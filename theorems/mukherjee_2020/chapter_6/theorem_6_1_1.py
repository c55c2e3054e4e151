"""The PAC-Bayes bound on the risk, for all posteriors at once."""

from typing import Any

from falsum import (
    Eq,
    Ge,
    Le,
    Sum,
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

from ..notation import thesis

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
EXPECTED, KL = r"\mathbb{E}_{h \sim Q}[L(h)]", r"\mathrm{KL}(Q \| P)"
risk = measured("risk", EXPECTED, latex=EXPECTED, dimension=0)
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
divergence = measured("divergence", KL, latex=KL, dimension=0)
log_moment = measured(
    "log_moment",
    r"\sup_{b > 0} \left(\log \mathbb{E}_{h \sim P}[e^{b (L(h) - \hat{L}(h))}] - "
    r"\tfrac{b^2}{8(m-1)}\right)",
    latex=r"\sup_b \Lambda(b)",
    dimension=0,
)
factor = constant("a", 2, meaning="factor under the root")
a_law = hypothesis("Q is a law", Eq(Sum(posterior, h), 1))
at_least_0 = hypothesis("loss of at least 0", Ge(loss, 0))
at_most_1 = hypothesis("loss of at most 1", Le(loss, 1))
setting = [
    hypothesis("P is a law", Eq(Sum(prior, h), 1)),
    hypothesis("D is a law", Eq(Sum(data, z), 1)),
    at_least_0,
    at_most_1,
]
two_draws = hypothesis("at least two draws", Ge(m, 2))


def bounded(mean: Any) -> Any:
    """Return the printed bound on the risk, by one or another empirical risk."""
    return Le(risk, mean + sqrt((divergence + log(m / delta)) / (factor * (m - 1))))


theorem = thesis.statement(
    __name__,
    "PAC-Bayesian bound on the risk",
    "Theorem 6.1.1",
    note="Definition 21; a finite class and finitely many data points; the posterior Q "
    "is chosen for each sample; hypotheses of prior weight 0, where the divergence is "
    "infinite, are left out",
    latex=r"\mathbb{P}_S \left[ \forall Q \mathbb{E}_{h \sim Q}[L(h)] \leq "
    r"\mathbb{E}_{h \sim Q}[\hat{L}(h)] + "
    r"\sqrt{\frac{\text{KL}(Q||P) + \log \frac{m}{\delta}}{2(m-1)}} \right] \geq 1 - \delta",
    quantifier=with_probability(1 - delta),
    assuming=[a_law, *setting],
    concludes=bounded(empirical),
)
printed = theorem.printed()
subset = theorem.reading(
    "subset",
    assuming=[two_draws, a_law, *setting],
    concludes=bounded(empirical_distinct),
    note="Takes Definition 21 at its word: S is a subset, so a point drawn twice counts once in "
    "the empirical risk.",
)
corrected = theorem.corrected(
    assuming=[two_draws, a_law, *setting],
    note="Asks for m >= 2: at m = 1 the bound divides by zero.",
)
corrected_supremum = theorem.corrected(
    "supremum",
    assuming=[two_draws, *setting],
    concludes=Le(log_moment, log(m / delta)),
    note="Replaces 'for all Q' by its exact equivalent: the supremum over Q is that over the Gibbs "
    "posteriors, by the variational formula for the divergence.",
)

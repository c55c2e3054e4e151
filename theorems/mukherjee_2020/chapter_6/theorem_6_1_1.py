"""The PAC-Bayes bound on the risk, for all posteriors at once."""

from typing import Any

from falsum import (
    Eq,
    Ge,
    Le,
    Max,
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


def number(name: str, meaning: str, latex: str, place: str, domain: Any = naturals) -> Any:
    """Return a parameter that is a pure number."""
    return parameter(name, meaning, domain=domain, latex=latex, dimension=0, place=place)


DEFINED, DRAWN = "Definition 21", "'S ~ D^m(Z)'"
m = number("m", "size of the sample", "m", DRAWN)
draws = number("draws", "number of points that are drawn", "N", DRAWN)
delta = number(
    "delta",
    "failure probability",
    r"\delta",
    "'for every delta in (0, 1)'",
    interval(0, 1, "()"),
)
classes = number("H", "number of hypotheses", r"|\mathcal{H}|", DEFINED)
letters = number("v", "number of points of the instance space", "|Z|", DEFINED)
h, z = index("h", 1, classes), index("z", 1, letters)
prior = parameter(
    "P",
    "prior",
    domain=positive,
    latex="P_h",
    indices=(h,),
    dimension=0,
    place="'Let P, Q be two distributions over H'",
)
data = parameter(
    "D",
    "law of the data",
    domain=nonnegative,
    latex=r"\mathcal{D}_z",
    indices=(z,),
    dimension=0,
    place=DEFINED,
)
loss = parameter("loss", "loss", latex=r"\ell(h, z)", indices=(h, z), dimension=0, place=DEFINED)
posterior = chosen("Q", "posterior", domain=nonnegative, latex="Q_h", indices=(h,), dimension=0)
EXPECTED, KL = r"\mathbb{E}_{h \sim Q}[L(h)]", r"\mathrm{KL}(Q \| P)"
risk = measured(
    "risk",
    EXPECTED,
    dimension=0,
    says="risk under the law of the data, averaged over the posterior",
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
size = measured(
    "size", r"|S|, \text{ the number of different points that are drawn}", latex="|S|", dimension=0
)
divergence = measured(
    "divergence",
    KL,
    dimension=0,
    says="Kullback-Leibler divergence of the posterior from the prior",
)
log_moment = measured(
    "log_moment",
    r"\sup_{b > 0} \left(\log \mathbb{E}_{h \sim P}[e^{b (L(h) - \hat{L}(h))}] - "
    r"\tfrac{b^2}{8(m-1)}\right)",
    latex=r"\sup_b \Lambda(b)",
    dimension=0,
)
factor = constant("a", 2, meaning="factor under the root")
LAWS = "'Let P, Q be two distributions over H'"
a_law = hypothesis("Q is a law", Eq(Sum(posterior, h), 1), place=LAWS)
at_least_0 = hypothesis("loss of at least 0", Ge(loss, 0), place=DEFINED)
at_most_1 = hypothesis("loss of at most 1", Le(loss, 1), place=DEFINED)
setting = [
    hypothesis("P is a law", Eq(Sum(prior, h), 1), place=LAWS),
    hypothesis("D is a law", Eq(Sum(data, z), 1), place=DEFINED),
    at_least_0,
    at_most_1,
]
two_draws = hypothesis("at least two draws", Ge(m, 2))

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
    concludes=Le(risk, empirical + sqrt((divergence + log(m / delta)) / (factor * (m - 1)))),
)
printed = theorem.printed()
gap = Max(risk - empirical_distinct, 0)
subset = theorem.reading(
    "subset",
    concludes=Le(factor * (size - 1) * gap**2, divergence + log(size / delta)),
    note="Takes Definition 21 at its word: S is a subset and m its size, so a point that is drawn "
    "twice counts once, and the number of draws has no name in print. Multiplied "
    "out, so that it says nothing where S is one point.",
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

"""Symbols of the supplement: k neurons, d patterns."""

from falsum import Document, Ge, hypothesis, measured, naturals, parameter

supplement = Document(
    "brutzkus_globerson_2021",
    "A. Brutzkus, A. Globerson, An Optimization and Generalization Analysis for Max-"
    "Pooling Networks, supplementary material, 2021",
)

k = parameter("k", "number of neurons", domain=naturals, place="Lemma C.1: 'for all 1 <= i <= k'")
d = parameter(
    "d",
    "number of patterns",
    domain=naturals,
    place="proof of Claim 2 of Lemma C.3: 'for all 1 <= j <= d', where o_j are the patterns",
)
plus = measured(
    "plus",
    r"|\mathcal{W}_0^+ \cap \mathcal{A}^+|",
    says="number of neurons of the positive kind that start out useful",
)
at_least_three = hypothesis(
    "at least three patterns", Ge(d, 3), place="proof of Lemma 5.2: 'for d >= 3'"
)
enough_neurons = hypothesis(
    "enough neurons",
    Ge(k, 8 * d**3),
    place="recovered from (1): 'in the last inequality we used the assumption on k'",
)

"""At initialisation, neither kind of useful neuron is rare or dominant."""

from falsum import And, E, Le, measured, with_probability

from .notation import at_least_three, d, enough_neurons, k, plus, supplement

minus = measured(
    "minus",
    r"|\mathcal{W}_0^- \cap \mathcal{A}^-|",
    says="number of neurons of the negative kind that start out useful",
)
printed = supplement.statement(
    __name__,
    "Numbers of useful neurons at a random initialisation",
    "Lemma 5.2",
    note="recovered from its proof in Appendix B, whose last step of (1) needs k >= 8 d^3 "
    "and whose two inequalities are for d >= 3",
    latex=r"\frac{k}{4d} \leq |\mathcal{W}_0^+ \cap \mathcal{A}^+| \leq \frac{k}{d}, \quad "
    r"\frac{k}{4d} \leq |\mathcal{W}_0^- \cap \mathcal{A}^-| \leq \frac{k}{d}",
    quantifier=with_probability(1 - 4 * E ** (-d)),
    assuming=[at_least_three, enough_neurons],
    concludes=And(Le(k / (4 * d), plus), Le(plus, k / d), Le(k / (4 * d), minus), Le(minus, k / d)),
).printed()

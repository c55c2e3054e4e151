"""At initialisation, neither kind of useful neuron is rare or dominant."""

from falsum import And, Claim, E, Ge, Le, hypothesis, measured, with_probability

from .notation import d, k, source

plus = measured(
    "plus", r"|\mathcal{W}_0^+ \cap \mathcal{A}^+|", latex=r"|\mathcal{W}_0^+ \cap \mathcal{A}^+|"
)
minus = measured(
    "minus", r"|\mathcal{W}_0^- \cap \mathcal{A}^-|", latex=r"|\mathcal{W}_0^- \cap \mathcal{A}^-|"
)

lemma_5_2 = Claim(
    id="brutzkus_globerson_2021.lemma_5_2",
    title="Numbers of useful neurons at a random initialisation",
    source=source(
        "Lemma 5.2",
        note="recovered from its proof in Appendix B, whose last step of (1) needs k >= 8 d^3 "
        "and whose two inequalities are for d >= 3",
    ),
    quantifier=with_probability(1 - 4 * E ** (-d)),
    hypotheses=[
        hypothesis("at least three patterns", Ge(d, 3)),
        hypothesis("enough neurons", Ge(k, 8 * d**3)),
    ],
    conclusion=And(
        Le(k / (4 * d), plus),
        Le(plus, k / d),
        Le(k / (4 * d), minus),
        Le(minus, k / d),
    ),
)

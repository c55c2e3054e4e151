"""The steps of the proof of Lemma 5.2: probabilities, their bounds, the tail."""

from falsum import (
    Abs,
    And,
    Claim,
    E,
    Eq,
    Ge,
    Le,
    Rational,
    always,
    constant,
    defined,
    hypothesis,
    measured,
    with_probability,
)

from .notation import d, k, source

at_least_two = hypothesis("the first two patterns exist", Ge(d, 2))
at_least_three = hypothesis("at least three patterns", Ge(d, 3))
enough_neurons = hypothesis("enough neurons", Ge(k, 8 * d**3))
sign_positive = measured("sign_positive", r"\mathbb{P}(i \in \mathcal{A}^+)")
leads = measured("leads", r"\mathbb{P}(i \in \mathcal{W}_0^+)")
useful = measured("useful", r"\mathbb{P}(i \in \mathcal{W}_0^+ \cap \mathcal{A}^+)")
plus = measured(
    "plus", r"|\mathcal{W}_0^+ \cap \mathcal{A}^+|", latex=r"|\mathcal{W}_0^+ \cap \mathcal{A}^+|"
)
printed_cell = (1 - 2 ** (-d + 1)) / (2 * (d - 1))
cell = defined("q", printed_cell, meaning="probability of being useful")
exponent = constant("a", 2, meaning="factor in the exponent of Hoeffding's bound")
tail = 2 * E ** (-(exponent * k * (1 / (4 * d)) ** 2))

probabilities = Claim(
    id="brutzkus_globerson_2021.proof_5_2.probabilities",
    title="Probability that a neuron starts out useful",
    source=source("Proof of Lemma 5.2", note="the sets speak of the patterns 1 and 2"),
    quantifier=always,
    hypotheses=[at_least_two],
    conclusion=And(
        Eq(sign_positive, Rational(1, 2)),
        Eq(leads, (1 - 2 ** (-d + 1)) / (d - 1)),
        Eq(useful, printed_cell),
    ),
)
sandwich = Claim(
    id="brutzkus_globerson_2021.proof_5_2.sandwich",
    title="Bounds on the probability of being useful",
    source=source("Proof of Lemma 5.2"),
    quantifier=always,
    hypotheses=[at_least_three],
    conclusion=And(Ge(printed_cell, 1 / (2 * d)), Le(printed_cell, 1 / d)),
)
hoeffding = Claim(
    id="brutzkus_globerson_2021.proof_5_2.hoeffding",
    title="Tail of the number of useful neurons",
    source=source(
        "Proof of Lemma 5.2", equation="1", note="stated for the complement of the event"
    ),
    quantifier=with_probability(1 - tail),
    hypotheses=[at_least_two],
    conclusion=Le(Abs(plus / k - cell), 1 / (4 * d)),
)
hoeffding_exponent = Claim(
    id="brutzkus_globerson_2021.proof_5_2.hoeffding_exponent",
    title="The tail is at most 2 exp(-d)",
    source=source(
        "Proof of Lemma 5.2",
        equation="1",
        note="the assumption on k is recovered from this step, which needs k >= 8 d^3",
    ),
    quantifier=always,
    hypotheses=[enough_neurons],
    conclusion=Le(tail, 2 * E ** (-d)),
)

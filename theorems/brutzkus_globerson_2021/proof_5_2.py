"""The steps of the proof of Lemma 5.2: probabilities, their bounds, the tail."""

from falsum import (
    Abs,
    And,
    E,
    Eq,
    Ge,
    Le,
    Rational,
    constant,
    defined,
    hypothesis,
    measured,
    with_probability,
)

from .notation import at_least_three, d, enough_neurons, k, plus, supplement

at_least_two = hypothesis("the first two patterns exist", Ge(d, 2), place="'O without 2'")
sign_positive = measured("sign_positive", r"\mathbb{P}(i \in \mathcal{A}^+)")
leads = measured("leads", r"\mathbb{P}(i \in \mathcal{W}_0^+)")
useful = measured("useful", r"\mathbb{P}(i \in \mathcal{W}_0^+ \cap \mathcal{A}^+)")
printed_cell = (1 - 2 ** (-d + 1)) / (2 * (d - 1))
cell = defined("q", printed_cell, meaning="probability of being useful")
exponent = constant("a", 2, meaning="factor in the exponent of Hoeffding's bound")
tail = 2 * E ** (-(exponent * k * (1 / (4 * d)) ** 2))

proof = supplement.statement(__name__, "", "Proof of Lemma 5.2")
probabilities = proof.step(
    "probabilities",
    "Probability that a neuron starts out useful",
    place={"note": "the sets speak of the patterns 1 and 2"},
    latex=r"\mathbb{P}(i \in \mathcal{A}^+) = \frac{1}{2}, \quad "
    r"\mathbb{P}(i \in \mathcal{W}_0^+) = \frac{(1-2^{-d+1})}{d-1}, \quad "
    r"\mathbb{P}(i \in \mathcal{W}_0^+ \cap \mathcal{A}^+) = \frac{(1-2^{-d+1})}{2(d-1)}",
    assuming=[at_least_two],
    concludes=And(
        Eq(sign_positive, Rational(1, 2)),
        Eq(leads, (1 - 2 ** (-d + 1)) / (d - 1)),
        Eq(useful, printed_cell),
    ),
).printed()
sandwich = proof.step(
    "sandwich",
    "Bounds on the probability of being useful",
    latex=r"\frac{(1-2^{-d+1})}{2(d-1)} \geq \frac{1}{2d}, \quad "
    r"\frac{(1-2^{-d+1})}{2(d-1)} \leq \frac{1}{d}",
    assuming=[at_least_three],
    concludes=And(Ge(printed_cell, 1 / (2 * d)), Le(printed_cell, 1 / d)),
).printed()
hoeffding = proof.step(
    "hoeffding",
    "Tail of the number of useful neurons",
    place={"equation": "1", "note": "stated for the complement of the event"},
    latex=r"\mathbb{P}\left(\left|\frac{|\mathcal{W}_0^+ \cap \mathcal{A}^+|}{k} - "
    r"\frac{(1-2^{-d+1})}{2(d-1)}\right| > \frac{1}{4d}\right) \leq 2e^{-2k(\frac{1}{4d})^2}",
    quantifier=with_probability(1 - tail),
    assuming=[at_least_two],
    concludes=Le(Abs(plus / k - cell), 1 / (4 * d)),
).printed()
hoeffding_exponent = proof.step(
    "hoeffding_exponent",
    "The tail is at most 2 exp(-d)",
    place={
        "equation": "1",
        "note": "the assumption on k is recovered from this step, which needs k >= 8 d^3",
    },
    latex=r"2e^{-2k(\frac{1}{4d})^2} \leq 2e^{-d}",
    assuming=[enough_neurons],
    concludes=Le(tail, 2 * E ** (-d)),
).printed()

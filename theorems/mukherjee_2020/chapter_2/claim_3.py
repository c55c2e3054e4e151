"""Circuits agree seldom with the Andreev function: the step of total probability."""

from falsum import Le, Rational, hypothesis, interval, measured, parameter, positive

from ..notation import thesis
from .claim_1 import excess, positive_excess

w = parameter(
    "w",
    "size of the circuit",
    domain=positive,
    dimension=0,
    place="'a n bit LTF-of-ReLU Boolean circuit of size say w(n, eps)'",
)
s = parameter(
    "s",
    "size that a hard function resists",
    domain=positive,
    dimension=0,
    place="'a size function denoted as s(n, eps)'",
)
eta = parameter(
    "eta",
    "probability that a restriction removes a gate",
    domain=interval(0, 1),
    latex=r"\eta",
    dimension=0,
    place="after Lemma 2.6.1: a bound on a probability",
)
easy = measured("easy", r"\mathbb{P}[f \notin F^*]", dimension=0)
hard = measured("hard", r"\mathbb{P}[f \in F^*]", dimension=0)
large = measured("large", r"\mathbb{P}[f \in F^*, \text{ size of } C|_\rho \geq s]", dimension=0)
small = measured("small", r"\mathbb{P}[f \in F^*, \text{ size of } C|_\rho < s]", dimension=0)
agree_small = measured(
    "agree_small",
    r"\mathbb{P}[C = A_n, f \in F^*, \text{ size of } C|_\rho < s]",
    dimension=0,
)
agree = measured(
    "agree",
    r"\mathbb{P}[C = A_n]",
    dimension=0,
    says="probability that the circuit agrees with the Andreev function on n bits",
)

mostly_hard = hypothesis("most functions are hard", Le(easy, excess / 3), place="(2.14)")
mostly_shrunk = hypothesis(
    "restrictions shrink the circuit", Le(large, (w * (1 - eta)) / s * hard), place="(2.12)"
)
resisting = hypothesis(
    "hard functions resist small circuits",
    Le(agree_small, (Rational(1, 2) + excess / 3) * small),
    place="(2.13)",
)
total_probability = thesis.statement(
    __name__,
    "Circuits have low correlation with the Andreev function",
    "Claim 3",
    note="with the equations (2.12), (2.13) and (2.14) as hypotheses",
    latex=r"\mathbb{P}_{z \sim \{0,1\}^n} [C(z) = A_n(z)] \leq \frac{\epsilon}{3} + "
    r"\frac{w(n, \epsilon)(1 - \eta)}{s(n, \epsilon)} + \frac{1}{2} + \frac{\epsilon}{3}",
    assuming=[mostly_hard, mostly_shrunk, resisting],
    concludes=Le(agree, excess / 3 + (w * (1 - eta)) / s + Rational(1, 2) + excess / 3),
    providing=[positive_excess],
).shadow(
    "total_probability",
    note="Keeps of circuits what the proof uses, three probabilities: eta is known only up to an "
    "O(.), so the claim itself has no finite content.",
)

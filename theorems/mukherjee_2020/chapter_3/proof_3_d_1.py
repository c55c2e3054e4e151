"""The elementary inequalities behind the Azuma-Hoeffding variant, and its exponent."""

from falsum import (
    Abs,
    And,
    Eq,
    Le,
    exp,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
    unit,
)

from .notation import thesis
from .theorem_3_d_1 import lam as height

proof = thesis.proof(__name__, "", "proof of Theorem 3.D.1")
step = unit("value")
t = parameter("t", "exponent's scale", domain=positive, dimension=step**-1, place="'any c, t > 0'")
c = parameter(
    "c", "bound on the difference", domain=positive, dimension=step, place="'any c, t > 0'"
)
x = parameter("x", "difference", dimension=step)
z = parameter("z", "product of scale and difference", dimension=0)
cosh = (exp(t * c) + exp(-t * c)) / 2
at_most_c = hypothesis("the difference is at most c", Le(Abs(x), c), place="after (3.25)")
chord = proof.step(
    "chord",
    "The exponential lies below its chord",
    place={"equation": "3.25"},
    latex=r"e^{tx} \leq \frac{1}{2c}(e^{tc} - e^{-tc})x + "
    r"\left(\frac{e^{tc} + e^{-tc}}{2}\right)",
    assuming=[at_most_c],
    concludes=Le(exp(t * x), 1 / (2 * c) * (exp(t * c) - exp(-t * c)) * x + cosh),
).printed()
gaussian = proof.step(
    "cosh",
    "The hyperbolic cosine lies below a Gaussian's inverse",
    latex=r"\frac{e^x + e^{-x}}{2} \leq e^{\frac{x^2}{2}}",
    concludes=Le((exp(z) + exp(-z)) / 2, exp(z**2 / 2)),
).printed()

outcomes = parameter("outcomes", "number of outcomes of a difference", domain=naturals, dimension=0)
j = index("j", 1, outcomes)
outcome = measured(
    "outcome",
    "x_j",
    indices=(j,),
    dimension=step,
    says="the j-th value that a step of the process may take",
)
mean = measured(
    "mean",
    r"\mathbb{E}[X_i - X_{i-1}]",
    dimension=step,
    says="mean of a step of the process",
)
moment = measured(
    "moment",
    r"\mathbb{E}[e^{t (X_i - X_{i-1})}]",
    dimension=0,
    says="moment generating function of a step of the process",
)
all_at_most_c = hypothesis("the difference is at most c", Le(Abs(outcome), c), place="after (3.25)")
falls = hypothesis("the difference falls in expectation", Le(mean, 0), place="after (3.25)")
bounded_moment = proof.step(
    "moment",
    "The exponential moment of a bounded difference",
    place={"note": "the displays after (3.25), for a finite law"},
    latex=r"\mathbb{E}\left[e^{t(X_i - X_{i-1})} \mid \mathcal{F}_{i-1}\right] \leq "
    r"\frac{e^{tc_i} + e^{-tc_i}}{2}, \quad "
    r"\mathbb{E}\left[e^{t(X_i - X_{i-1})} \mid \mathcal{F}_{i-1}\right] \leq "
    r"e^{\frac{t^2 c_i^2}{2}}",
    assuming=[all_at_most_c, falls],
    concludes=And(Le(moment, cosh), Le(cosh, exp(t**2 * c**2 / 2))),
).printed()

squares = parameter(
    "V", "sum of the squared bounds", latex=r"\sum_i c_i^2", domain=positive, dimension=step**2
)
best = height / squares
exponent = proof.step(
    "exponent",
    "The scale that is chosen gives the printed exponent",
    place={"note": "the last line"},
    latex=r"t = \frac{\lambda}{\sum_{i=1}^n c_i^2}, \quad "
    r"e^{-t\lambda} e^{\frac{t^2}{2} \sum_{i=1}^n c_i^2}, \quad "
    r"e^{-\frac{1}{2} \frac{\lambda^2}{\sum_{i=1}^n c_i^2}}",
    concludes=Eq(-best * height + best**2 / 2 * squares, -(height**2) / (2 * squares)),
).printed()

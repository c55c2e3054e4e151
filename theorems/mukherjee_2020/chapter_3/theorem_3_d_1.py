"""A supermartingale with bounded differences seldom climbs far: a variant of Azuma's bound."""

from falsum import (
    Le,
    Lt,
    Rational,
    Sum,
    constant,
    exp,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
    unit,
    with_probability,
)

from .notation import thesis

HERE = "Theorem 3.D.1"
value = unit("value")
n = parameter("n", "number of steps", domain=naturals, dimension=0, place=HERE)
i = index("i", 1, n)
X_0 = parameter("X_0", "constant start", dimension=value, place=HERE)
c = parameter(
    "c", "bounds", latex="c_i", domain=positive, indices=(i,), dimension=value, place=HERE
)
lam = parameter(
    "lambda_", "height climbed", latex=r"\lambda", domain=positive, dimension=value, place=HERE
)
X_n = measured("X_n", r"X_n", dimension=value)
step = measured(
    "step",
    r"\operatorname{ess\,sup} |X_i - X_{i-1}|",
    latex="|X_i - X_{i-1}|",
    indices=(i,),
    dimension=value,
)
drift = measured(
    "drift",
    r"\operatorname{ess\,sup} \mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]",
    latex=r"\mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]",
    indices=(i,),
    dimension=value,
)
half = constant("a", Rational(1, 2), meaning="factor in the exponent")
bounded = hypothesis("bounded differences", Le(step, c), place="its second item")
supermartingale = hypothesis("supermartingale", Le(drift, 0), place="its third item")

theorem = thesis.statement(
    __name__,
    "A variant of the Azuma-Hoeffding inequality",
    HERE,
    note="stated for the complement of the event; the two properties are printed for i = 0 too, "
    "where they speak of a value before the start, which no process has",
    latex=r"\mathbb{P}[X_n - X_0 \geq \lambda] \leq "
    r"e^{-\frac{1}{2} \frac{\lambda^2}{\sum_{i=1}^n c_i^2}}",
    assuming=[bounded, supermartingale],
    quantifier=with_probability(1 - exp(-(half * (lam**2 / Sum(c**2, i))))),
    concludes=Lt(X_n - X_0, lam),
)
printed = theorem.printed(
    note="The factor of the exponent is approached by long walks alone: a fair walk of 1000 steps "
    "asks for at most 0.534.",
)

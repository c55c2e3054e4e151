"""A supermartingale with bounded differences seldom climbs far: a variant of Azuma's bound."""

from falsum import (
    Abs,
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

value = unit("value")
n = parameter("n", "number of steps", domain=naturals, dimension=0)
i = index("i", 1, n)
X_before = parameter("X_before", "value before the start", latex="X_{-1}", dimension=value)
X_0 = parameter("X_0", "constant start", dimension=value)
c_0 = parameter("c_0", "bound for i = 0", domain=positive, dimension=value)
c = parameter("c", "bounds", latex="c_i", domain=positive, indices=(i,), dimension=value)
lam = parameter("lambda_", "height climbed", latex=r"\lambda", domain=positive, dimension=value)
X_n = measured("X_n", r"X_n", dimension=value)
step = measured("step", r"X_i - X_{i-1}", latex="(X_i - X_{i-1})", indices=(i,), dimension=value)
drift = measured(
    "drift",
    r"\mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]",
    latex=r"\mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]",
    indices=(i,),
    dimension=value,
)
half = constant("a", Rational(1, 2), meaning="factor in the exponent")
bounded = hypothesis("bounded differences", Le(Abs(step), c))
supermartingale = hypothesis("supermartingale", Le(drift, 0))
bounded_at_zero = hypothesis("bounded difference at i = 0", Le(Abs(X_0 - X_before), c_0))
supermartingale_at_zero = hypothesis("supermartingale at i = 0", Le(X_0 - X_before, 0))

theorem = thesis.statement(
    __name__,
    "A variant of the Azuma-Hoeffding inequality",
    "Theorem 3.D.1",
    note="stated for the complement of the event; for i = 0 the text speaks of a value "
    "before the start, which may be any constant here",
    latex=r"\mathbb{P}[X_n - X_0 \geq \lambda] \leq "
    r"e^{-\frac{1}{2} \frac{\lambda^2}{\sum_{i=1}^n c_i^2}}",
    assuming=[bounded_at_zero, bounded, supermartingale_at_zero, supermartingale],
    quantifier=with_probability(1 - exp(-(half * (lam**2 / Sum(c**2, i))))),
    concludes=Lt(X_n - X_0, lam),
)
LOOSE = (
    "It is loose for few steps: a single one rises by its bound with probability 1/2 at most, "
    "where exp(-1/2) is allowed, and only more steps than are searched come near the exponent."
)
printed = theorem.printed(note=LOOSE)
from_one = theorem.reading(
    "from_one",
    dropping=[bounded_at_zero, supermartingale_at_zero],
    note="Lets i count from 1, so that nothing is said of a value before the start. " + LOOSE,
)

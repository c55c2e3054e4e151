"""Probability on finite spaces, by exact means."""

from typing import Any

from falsum import Ge, Gt, Le, Rational, exp, hypothesis, log, naturals, parameter, sqrt

from .arrays import (
    expectation,
    exponential,
    greatest,
    indicator,
    logarithm,
    root,
    smallest,
    total,
)
from .entry import Reach, Side, entry, quantity
from .families import laws, nonnegative_laws, positive_laws, two_full_laws, two_laws

n = parameter("n", "number of atoms", domain=naturals)
level = parameter("level", "share of the mean", latex=r"\theta")


def moment(law: Any, power: int) -> Any:
    """Return a central moment."""
    return expectation(law, lambda x: (x - expectation(law)[:, None]) ** power)


def tail(law: Any) -> Any:
    """Return how far the first value lies above the mean: a threshold that an atom attains."""
    return law.values[:, 0] - expectation(law)


mean = quantity("mean", r"\mathbb{E} X", expectation)
square = quantity("square", r"\mathbb{E} X^2", lambda l: expectation(l, lambda x: x**2))
absolute = quantity("absolute", r"\mathbb{E} |X|", lambda l: expectation(l, abs))
deviation = quantity(
    "deviation",
    r"\mathbb{E} |X - \mathbb{E} X|",
    lambda l: expectation(l, lambda x: abs(x - expectation(l)[:, None])),
)
variance = quantity("variance", r"\mathrm{Var} X", lambda l: moment(l, 2))
third = quantity("third", r"\mathbb{E} (X - \mathbb{E} X)^3", lambda l: moment(l, 3))
fourth = quantity("fourth", r"\mathbb{E} (X - \mathbb{E} X)^4", lambda l: moment(l, 4))
top = quantity("top", r"\max X", lambda l: greatest(l.values))
bottom = quantity("bottom", r"\min X", lambda l: smallest(l.values))
threshold = quantity("threshold", r"x_1", lambda l: l.values[:, 0])
distance = quantity("distance", r"x_1 - \mathbb{E} X", tail)
above = quantity(
    "above",
    r"\mathbb{P}(X \geq x_1)",
    lambda l: expectation(l, lambda x: indicator(x >= x[:, :1], x)),
)
away = quantity(
    "away",
    r"\mathbb{P}(|X - \mathbb{E} X| \geq |x_1 - \mathbb{E} X|)",
    lambda l: expectation(
        l, lambda x: indicator(abs(x - expectation(l)[:, None]) >= abs(tail(l))[:, None], x)
    ),
)
above_share = quantity(
    "above_share",
    r"\mathbb{P}(X > \theta \mathbb{E} X)",
    lambda l: expectation(l, lambda x: indicator(x > (l.level * expectation(l))[:, None], x)),
)
exponential_mean = quantity(
    "exponential_mean", r"\mathbb{E} e^X", lambda l: expectation(l, exponential)
)
centred_exponential = quantity(
    "centred_exponential",
    r"\mathbb{E} e^{X - \mathbb{E} X}",
    lambda l: expectation(l, lambda x: exponential(x - expectation(l)[:, None])),
)
log_mean = quantity("log_mean", r"\mathbb{E} \log X", lambda l: expectation(l, logarithm))
inverse_mean = quantity(
    "inverse_mean", r"\mathbb{E} 1/X", lambda l: expectation(l, lambda x: 1 / x)
)
variation = quantity("variation", r"\|P - Q\|_{TV}", lambda l: total(abs(l.p - l.q)) / 2)
overlap = quantity("overlap", r"\sum_i \sqrt{p_i q_i}", lambda l: total(root(l.p * l.q)))
shared = quantity("shared", r"\sum_i \min(p_i, q_i)", lambda l: 1 - total(abs(l.p - l.q)) / 2)
divergence = quantity(
    "divergence", r"\sum_i p_i \log(p_i / q_i)", lambda l: total(l.p * logarithm(l.p / l.q))
)
chi_square = quantity(
    "chi_square", r"\sum_i (p_i - q_i)^2 / q_i", lambda l: total((l.p - l.q) ** 2 / l.q)
)
entropy = quantity("entropy", r"-\sum_i p_i \log p_i", lambda l: -total(l.p * logarithm(l.p)))
purity = quantity("purity", r"\sum_i p_i^2", lambda l: total(l.p**2))

spread = top - bottom

above_mean = hypothesis("the threshold lies above the mean", Gt(distance, 0))

ENTRIES = [
    entry(
        "markov",
        "Markov's inequality",
        nonnegative_laws,
        lambda c: Le(above * threshold, c * mean),
        best=1,
        at="values 0 and the threshold",
    ),
    entry(
        "chebyshev",
        "Chebyshev's inequality",
        laws,
        lambda c: Le(away * distance**2, c * variance),
        best=1,
        at="two values, equally likely",
    ),
    entry(
        "cantelli",
        "Cantelli's inequality",
        laws,
        lambda c: Le(above * (variance + distance**2), c * variance),
        best=1,
        at="two values",
        hypotheses=[above_mean],
    ),
    entry(
        "paley_zygmund",
        "Paley and Zygmund's inequality",
        nonnegative_laws,
        lambda c: Ge(above_share * square, c * (1 - level) ** 2 * mean**2),
        best=1,
        at="a constant and level 0",
        side=Side.GREATEST,
    ),
    entry(
        "popoviciu",
        "Popoviciu's bound of the variance",
        laws,
        lambda c: Le(variance, c * spread**2),
        best=Rational(1, 4),
        at="both ends, equally likely",
    ),
    entry(
        "bhatia_davis",
        "Bhatia and Davis' bound of the variance",
        laws,
        lambda c: Le(variance, c * (top - mean) * (mean - bottom)),
        best=1,
        at="two values",
    ),
    entry(
        "kantorovich",
        "Kantorovich's inequality",
        positive_laws,
        lambda c: Le(mean * inverse_mean, c * (top + bottom) ** 2 / (top * bottom)),
        best=Rational(1, 4),
        at="both ends, equally likely",
    ),
    entry(
        "inverse_mean",
        "Jensen's inequality of the inverse",
        positive_laws,
        lambda c: Ge(mean * inverse_mean, c),
        best=1,
        at="one value",
        side=Side.GREATEST,
    ),
    entry(
        "jensen_exponential",
        "Jensen's inequality of the exponential",
        laws,
        lambda c: Le(exp(mean), c * exponential_mean),
        best=1,
        at="one value",
    ),
    entry(
        "jensen_logarithm",
        "Jensen's inequality of the logarithm",
        positive_laws,
        lambda c: Le(exp(log_mean), c * mean),
        best=1,
        at="one value",
    ),
    entry(
        "second_moment",
        "first moment by the second",
        laws,
        lambda c: Le(absolute**2, c * square),
        best=1,
        at="values of one size",
    ),
    entry(
        "mean_deviation",
        "mean deviation by the standard deviation",
        laws,
        lambda c: Le(deviation, c * sqrt(variance)),
        best=1,
        at="two values, equally likely",
    ),
    entry(
        "mean_deviation_by_range",
        "mean deviation by the range",
        laws,
        lambda c: Le(deviation, c * spread),
        best=Rational(1, 2),
        at="both ends, equally likely",
    ),
    entry(
        "kurtosis",
        "Pearson: kurtosis by skewness",
        laws,
        lambda c: Ge(fourth * variance, c * (third**2 + variance**3)),
        best=1,
        at="two values",
        side=Side.GREATEST,
    ),
    entry(
        "hoeffding_lemma",
        "Hoeffding's lemma",
        laws,
        lambda c: Le(log(centred_exponential), c * spread**2),
        best=Rational(1, 8),
        at="two values, equally likely, close together",
        reach=Reach.APPROACHED,
    ),
    entry(
        "pinsker",
        "Pinsker's inequality",
        two_full_laws,
        lambda c: Le(variation**2, c * divergence),
        best=Rational(1, 2),
        at="two laws near the fair coin",
        reach=Reach.APPROACHED,
    ),
    entry(
        "kl_by_chi_square",
        "divergence by chi-square",
        two_full_laws,
        lambda c: Le(divergence, c * log(1 + chi_square)),
        best=1,
        at="P uniform on a part of a uniform Q",
        reach=Reach.APPROACHED,
    ),
    entry(
        "hellinger_lower",
        "Hellinger distance by total variation",
        two_laws,
        lambda c: Le(1 - overlap, c * variation),
        best=1,
        at="laws on disjoint sets",
    ),
    entry(
        "hellinger_upper",
        "total variation by overlap",
        two_laws,
        lambda c: Le(variation**2, c * (1 - overlap**2)),
        best=1,
        at="a coin and its mirror",
    ),
    entry(
        "le_cam",
        "Le Cam: shared mass by overlap",
        two_laws,
        lambda c: Ge(shared, c * overlap**2),
        best=Rational(1, 2),
        at="almost disjoint laws",
        side=Side.GREATEST,
        reach=Reach.APPROACHED,
    ),
    entry(
        "entropy",
        "entropy by the number of atoms",
        two_full_laws,
        lambda c: Le(entropy, c * log(n)),
        best=1,
        at="the uniform law",
    ),
    entry(
        "entropy_by_purity",
        "entropy by collisions",
        two_full_laws,
        lambda c: Ge(entropy, -(c * log(purity))),
        best=1,
        at="the uniform law",
        side=Side.GREATEST,
    ),
]

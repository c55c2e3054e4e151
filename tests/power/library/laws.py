"""Probability on finite spaces, by exact means."""

from falsum import Ge, Le, Rational, log, naturals, parameter, sqrt

from .arrays import (
    dot,
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


def moment(law, power):
    """Return a central moment."""
    return expectation(law, lambda x: (x - expectation(law)[:, None]) ** power)


def tail(law):
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
shared = quantity(
    "shared", r"\sum_i \min(p_i, q_i)", lambda l: 1 - total(abs(l.p - l.q)) / 2
)
divergence = quantity(
    "divergence", r"\sum_i p_i \log(p_i / q_i)", lambda l: total(l.p * logarithm(l.p / l.q))
)
chi_square = quantity(
    "chi_square", r"\sum_i (p_i - q_i)^2 / q_i", lambda l: total((l.p - l.q) ** 2 / l.q)
)
entropy = quantity("entropy", r"-\sum_i p_i \log p_i", lambda l: -total(l.p * logarithm(l.p)))
purity = quantity("purity", r"\sum_i p_i^2", lambda l: total(l.p**2))

spread = top - bottom

ENTRIES = [
    entry("markov", "Markov's inequality", nonnegative_laws,
          lambda c: Le(above * threshold, c * mean), best=1, at="values 0 and the threshold"),
    entry("chebyshev", "Chebyshev's inequality", laws,
          lambda c: Le(away * distance**2, c * variance), best=1, at="two values, equally likely"),
    entry("cantelli", "Cantelli's inequality", laws,
          lambda c: Le(above * (variance + distance * Max(distance, 0)), c * variance + ),
          best=1, at="two values"),
    entry("popoviciu", "Popoviciu's bound of the variance", laws,
          lambda c: Le(variance, c * spread**2), best=Rational(1, 4),
          at="both ends, equally likely"),
    entry("bhatia_davis", "Bhatia and Davis' bound of the variance", laws,
          lambda c: Le(variance, c * (top - mean) * (mean - bottom)), best=1, at="two values"),
]

"""The footnote of Theorem 5.3.1: a decay as the theorem asks for exists."""

from falsum import And, Lt, Rational, constant, sqrt

from .notation import thesis
from .theorem_5_3_1 import positive_sigma, ratio, small_sigma

half = constant("half", Rational(1, 2), meaning="the decay that always exists", latex=r"\tfrac12")
footnote = thesis.statement(
    __name__,
    "A suitable decay exists",
    "footnote 1 of Theorem 5.3.1",
    latex=r"\frac{c \sigma^{1.5}}{\xi} < \frac{1}{2}",
    assuming=[small_sigma, positive_sigma],
    concludes=And(Lt(ratio, Rational(1, 2)), Lt(ratio, sqrt(half * (1 - half)))),
)
printed = footnote.printed()

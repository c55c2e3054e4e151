"""Inequalities between functions of one or two numbers."""

import sympy

from falsum import (
    Ge,
    Le,
    Rational,
    cos,
    cosh,
    erf,
    exp,
    interval,
    log,
    loggamma,
    parameter,
    pi,
    positive,
    sin,
    sqrt,
    tan,
    tanh,
)

from .entry import Reach, Side, entry
from .families import (
    fractions,
    number_pairs,
    numbers_and_fractions,
    positive_number_pairs,
    positive_numbers,
    powers,
    segment,
    turns,
)

x = parameter("x", "a positive number", domain=positive)
y = parameter("y", "a positive number", domain=positive)
r = parameter("y", "an exponent of at least 1", latex="r")
base = parameter("x", "a number above -1", latex="x")
t = parameter("x", "a share of a quarter turn", domain=interval(0, 1, "(]"), latex="t")
p = parameter("x", "a probability", domain=interval(0, 1, "()"), latex="p")
s = parameter("y", "a number between 0 and 1", domain=interval(0, 1, "()"), latex="s")
u = parameter("x", "a number", domain=interval(-1, 1), latex="u")
v = parameter("x", "a real number", latex="v")
w = parameter("y", "a real number", latex="w")
angle = pi * t / 2
entropy = -(p * log(p)) - (1 - p) * log(1 - p)
half = Rational(1, 2)
near_0 = {"at": "x near 0", "reach": Reach.APPROACHED}
upper = {"side": Side.GREATEST}

ENTRIES = [
    entry(
        "bernoulli",
        "Bernoulli's inequality",
        powers,
        lambda c: Ge((1 + base) ** r, c * (1 + r * base)),
        best=1,
        at="x = 0",
        **upper,
    ),
    entry(
        "jordan",
        "Jordan's inequality",
        turns,
        lambda c: Ge(sin(angle), c * angle),
        best=2 / sympy.pi,
        at="the quarter turn",
        **upper,
    ),
    entry(
        "sine", "sine by the angle", turns, lambda c: Le(sin(angle), c * angle), best=1, **near_0
    ),
    entry(
        "cosine",
        "cosine by a parabola",
        turns,
        lambda c: Ge(cos(angle), 1 - c * angle**2),
        best=half,
        **near_0,
    ),
    entry(
        "huygens",
        "Huygens' inequality",
        fractions,
        lambda c: Ge(2 * sin(angle) + tan(angle), c * angle),
        best=3,
        **upper,
        **near_0,
    ),
    entry(
        "cusa",
        "Cusa's inequality",
        turns,
        lambda c: Le(sin(angle), c * angle * (2 + cos(angle))),
        best=Rational(1, 3),
        **near_0,
    ),
    entry(
        "jordan_cosine",
        "Kober's inequality",
        turns,
        lambda c: Ge(cos(angle) + c * angle, 1),
        best=2 / sympy.pi,
        at="the quarter turn",
    ),
    entry(
        "gaussian_cosine",
        "cosine by a Gaussian",
        turns,
        lambda c: Le(cos(angle), exp(-(c * angle**2))),
        best=half,
        **upper,
        **near_0,
    ),
    entry(
        "hyperbolic_cosine",
        "hyperbolic cosine by a Gaussian",
        number_pairs,
        lambda c: Le(cosh(v), exp(c * v**2)),
        best=half,
        **near_0,
    ),
    entry(
        "tangent_hyperbolic",
        "hyperbolic tangent by its argument",
        positive_numbers,
        lambda c: Le(tanh(x), c * x),
        best=1,
        **near_0,
    ),
    entry(
        "log_by_linear",
        "logarithm by a line through 0",
        positive_numbers,
        lambda c: Le(log(x), c * x),
        best=sympy.exp(-1),
        at="x = e",
    ),
    entry(
        "log_below_tangent",
        "logarithm below its tangent",
        positive_numbers,
        lambda c: Le(log(1 + x), c * x),
        best=1,
        **near_0,
    ),
    entry(
        "log_pade",
        "logarithm above its Padé approximant",
        positive_numbers,
        lambda c: Ge(log(1 + x) * (2 + x), c * x),
        best=2,
        **upper,
        **near_0,
    ),
    entry(
        "log_root",
        "logarithm by a square root",
        positive_numbers,
        lambda c: Le(log(1 + x) * sqrt(1 + x), c * x),
        best=1,
        **near_0,
    ),
    entry(
        "exp_by_linear",
        "exponential above a line through 0",
        positive_numbers,
        lambda c: Ge(exp(x), c * x),
        best=sympy.E,
        at="x = 1",
        **upper,
    ),
    entry(
        "exp_by_quadratic",
        "exponential by a parabola on [-1, 1]",
        segment,
        lambda c: Le(exp(u), 1 + u + c * u**2),
        best=sympy.E - 2,
        at="u = 1",
    ),
    entry(
        "exp_by_square",
        "exponential by a square",
        positive_numbers,
        lambda c: Ge(exp(x), c * x**2),
        best=sympy.E**2 / 4,
        at="x = 2",
        **upper,
    ),
    entry(
        "x_log_x",
        "least value of x log x",
        positive_numbers,
        lambda c: Ge(x * log(x) + c, 0),
        best=sympy.exp(-1),
        at="x = 1/e",
    ),
    entry(
        "x_exp",
        "greatest value of x exp(-x)",
        positive_numbers,
        lambda c: Le(x * exp(-x), c),
        best=sympy.exp(-1),
        at="x = 1",
    ),
    entry(
        "logistic_slope",
        "slope of the logistic function",
        number_pairs,
        lambda c: Le(exp(v), c * (1 + exp(v)) ** 2),
        best=Rational(1, 4),
        at="v = 0",
    ),
    entry(
        "binary_entropy_upper",
        "binary entropy by a bit",
        fractions,
        lambda c: Le(entropy, c),
        best=sympy.log(2),
        at="p = 1/2",
    ),
    entry(
        "binary_entropy_lower",
        "binary entropy above a parabola",
        fractions,
        lambda c: Ge(entropy, c * p * (1 - p)),
        best=4 * sympy.log(2),
        at="p = 1/2",
        **upper,
    ),
    entry(
        "gaussian_tail",
        "complementary error function by a Gaussian",
        positive_numbers,
        lambda c: Le(1 - erf(x), c * exp(-(x**2))),
        best=1,
        **near_0,
    ),
    entry(
        "logarithmic_mean",
        "logarithmic mean by the arithmetic mean",
        positive_number_pairs,
        lambda c: Le(x, c * log(1 + x / y) * (2 * y + x)),
        best=half,
        at="x small beside y",
        reach=Reach.APPROACHED,
    ),
    entry(
        "gautschi",
        "Gautschi's inequality",
        numbers_and_fractions,
        lambda c: Le(exp(loggamma(x + 1) - loggamma(x + s)), c * (x + 1) ** (1 - s)),
        best=1,
        at="s near 1",
        reach=Reach.APPROACHED,
    ),
    entry(
        "rational_hill",
        "greatest value of x/(1 + x^2)",
        positive_numbers,
        lambda c: Le(x, c * (1 + x**2)),
        best=half,
        at="x = 1",
    ),
    entry(
        "cubic_hill",
        "greatest value of x (1 - x^2)",
        fractions,
        lambda c: Le(p * (1 - p**2), c),
        best=2 / (3 * sympy.sqrt(3)),
        at="x = 1/sqrt(3)",
    ),
]

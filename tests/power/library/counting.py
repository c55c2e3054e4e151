"""Integers: binomials, factorials, harmonic numbers."""

import sympy

from falsum import (
    E,
    Ge,
    Le,
    Rational,
    Sum,
    binomial,
    factorial,
    index,
    log,
    naturals,
    parameter,
    sqrt,
)

from .entry import Reach, Side, entry
from .families import count_pairs, counts

n = parameter("n", "an integer", domain=naturals)
k = parameter("k", "an integer of at most n", domain=naturals)
i = index("i", 1, n)
j = index("j", 0, k)
harmonic = Sum(1 / i, i)
central = binomial(2 * n, n)
EULER = Rational(5_772_156_649, 10**10)  # Euler's constant, rounded down
larger = {"reach": Reach.LIMIT, "at": "ever larger n"}

ENTRIES = [
    entry(
        "central_binomial_lower",
        "central binomial coefficient from below",
        counts,
        lambda c: Ge(central * sqrt(n), c * 4**n),
        best=Rational(1, 2),
        at="n = 1",
        side=Side.GREATEST,
    ),
    entry(
        "central_binomial_upper",
        "central binomial coefficient from above",
        counts,
        lambda c: Le(central * sqrt(n), c * 4**n),
        best=1 / sympy.sqrt(sympy.pi),
        **larger,
    ),
    entry(
        "central_binomial_wallis",
        "central binomial coefficient, shifted",
        counts,
        lambda c: Le(central * sqrt(3 * n + 1), c * 4**n),
        best=1,
        at="n = 1",
    ),
    entry(
        "stirling_lower",
        "Stirling's bound from below",
        counts,
        lambda c: Ge(factorial(n), c * sqrt(n) * (n / E) ** n),
        best=sympy.sqrt(2 * sympy.pi),
        side=Side.GREATEST,
        **larger,
    ),
    entry(
        "stirling_upper",
        "Stirling's bound from above",
        counts,
        lambda c: Le(factorial(n), c * sqrt(n) * (n / E) ** n),
        best=sympy.E,
        at="n = 1",
    ),
    entry(
        "harmonic_upper",
        "harmonic numbers from above",
        counts,
        lambda c: Le(harmonic, c + log(n)),
        best=1,
        at="n = 1",
    ),
    entry(
        "harmonic_lower",
        "harmonic numbers from below",
        counts,
        lambda c: Ge(harmonic, c + log(n)),
        best=EULER,
        side=Side.GREATEST,
        **larger,
    ),
    entry(
        "compound_interest_lower",
        "compound interest from below",
        counts,
        lambda c: Ge((1 + 1 / n) ** n, c),
        best=2,
        at="n = 1",
        side=Side.GREATEST,
    ),
    entry(
        "compound_interest_upper",
        "compound interest from above",
        counts,
        lambda c: Le((1 + 1 / n) ** n, c),
        best=sympy.E,
        **larger,
    ),
    entry(
        "binomial_lower",
        "binomial coefficients from below",
        count_pairs,
        lambda c: Ge(binomial(n, k), c * (n / k) ** k),
        best=1,
        at="k = 1 and k = n",
        side=Side.GREATEST,
    ),
    entry(
        "binomial_upper",
        "binomial coefficients from above",
        count_pairs,
        lambda c: Le(binomial(n, k), c * (E * n / k) ** k),
        best=sympy.exp(-1),
        at="k = 1",
    ),
    entry(
        "sauer",
        "Sauer: sums of binomial coefficients",
        count_pairs,
        lambda c: Le(Sum(binomial(n, j), j), c * (E * n / k) ** k),
        best=2 * sympy.exp(-1),
        at="n = k = 1",
    ),
]

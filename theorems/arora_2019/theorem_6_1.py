"""Polynomials with odd part of degree one have a small complexity measure."""

from typing import Any

from falsum import (
    Abs,
    Claim,
    Eq,
    Gt,
    Le,
    Sum,
    always,
    constant,
    floor,
    hypothesis,
    index,
    integers,
    measured,
    naturals,
    nonnegative,
    parameter,
    sqrt,
)

from .notation import source, unit_inputs

terms = parameter("terms", "number of terms of the polynomial", domain=naturals)
k = index("k", 1, terms)
alpha = parameter("alpha", "coefficient", latex=r"\alpha_j", indices=(k,))
beta_norm = parameter(
    "beta_norm", "norm of the direction", domain=nonnegative, latex=r"\|\beta_j\|", indices=(k,)
)
degree = parameter("p", "degree", domain=naturals, latex="p_j", indices=(k,))
degree_or_zero = parameter("p", "degree, 0 allowed", domain=integers, latex="p_j", indices=(k,))
c = constant("c", 3, meaning="factor of the bound")

complexity = measured("complexity", r"y^T (H^\infty)^{-1} y", latex=r"y^T (H^\infty)^{-1} y")
determinant = measured("determinant", r"\det H^\infty", latex=r"\det H^\infty")
invertible = hypothesis("the Gram matrix is invertible", Gt(determinant, 0))


def one_or_even(p: Any) -> Any:
    """Return the relation that says p is 1 or even."""
    return Eq((p - 1) * (p / 2 - floor(p / 2)), 0)


def bounded(p: Any) -> Any:
    """Return the printed bound for degrees p."""
    return Le(sqrt(complexity), c * Sum(p * Abs(alpha) * beta_norm**p, k))


theorem_6_1 = Claim(
    id="arora_2019.theorem_6_1",
    title="Complexity of labels made by a polynomial",
    source=source("Theorem 6.1", note="the natural numbers start at 1"),
    quantifier=always,
    hypotheses=[
        unit_inputs,
        invertible,
        hypothesis("each degree is 1 or even", one_or_even(degree)),
    ],
    conclusion=bounded(degree),
)
theorem_6_1_reading_degree_zero = Claim(
    id="arora_2019.theorem_6_1.reading_degree_zero",
    title="Complexity of labels made by a polynomial, constants included",
    source=source("Theorem 6.1"),
    quantifier=always,
    hypotheses=[
        unit_inputs,
        invertible,
        hypothesis("each degree is 1 or even", one_or_even(degree_or_zero)),
    ],
    conclusion=bounded(degree_or_zero),
    note="Lets the natural numbers start at 0, so that p = 2l may be 0 and a term constant.",
)

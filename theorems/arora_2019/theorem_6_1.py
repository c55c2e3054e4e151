"""Polynomials with odd part of degree one have a small complexity measure."""

from falsum import (
    Abs,
    Eq,
    Gt,
    Le,
    Sum,
    constant,
    floor,
    hypothesis,
    index,
    measured,
    naturals,
    nonnegative,
    parameter,
    sqrt,
)

from .notation import slides, unit_inputs

terms = parameter(
    "terms", "number of terms of the polynomial", domain=naturals, place="the sum over j"
)
k = index("k", 1, terms)
alpha = parameter("alpha", "coefficient", latex=r"\alpha_j", indices=(k,), place="'alpha_j in R'")
beta_norm = parameter(
    "beta_norm",
    "norm of the direction",
    domain=nonnegative,
    latex=r"\|\beta_j\|",
    indices=(k,),
    place="'beta_j in R^d'",
)
p = parameter(
    "p", "degree", domain=naturals, latex="p_j", indices=(k,), place="'p_j = 1 or p_j = 2l'"
)
c = constant("c", 3, meaning="factor of the bound")

complexity = measured(
    "complexity",
    r"y^T (H^\infty)^{-1} y",
    says="complexity of the labels",
)
determinant = measured("determinant", r"\det H^\infty", says="determinant of the Gram matrix")
invertible = hypothesis(
    "the Gram matrix is invertible", Gt(determinant, 0), place="the claim inverts it"
)


one_or_even = hypothesis(
    "each degree is 1 or even",
    Eq((p - 1) * (p / 2 - floor(p / 2)), 0),
    place="'p_j = 1 or p_j = 2l (l in N)'",
)
printed = slides.statement(
    __name__,
    "Complexity of labels made by a polynomial",
    "Theorem 6.1",
    note="the natural numbers start at 1: the bound carries the factor p_j",
    latex=r"\sqrt{y^T (H^\infty)^{-1} y} \leq 3 \sum_j p_j |\alpha_j| \cdot \|\beta_j\|_2^{p_j}",
    assuming=[unit_inputs, invertible, one_or_even],
    concludes=Le(sqrt(complexity), c * Sum(p * Abs(alpha) * beta_norm**p, k)),
    singled_out=[p, terms],  # "p_j = 1"; the first example is one linear term
).printed()

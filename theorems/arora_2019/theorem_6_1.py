"""Polynomials with odd part of degree one have a small complexity measure."""

from typing import Any

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
    integers,
    measured,
    naturals,
    nonnegative,
    parameter,
    sqrt,
)

from .notation import slides, unit_inputs

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


def about(p: Any) -> dict[str, Any]:
    """Return what is assumed and concluded of degrees p that are 1 or even."""
    one_or_even = Eq((p - 1) * (p / 2 - floor(p / 2)), 0)
    return {
        "assuming": [unit_inputs, invertible, hypothesis("each degree is 1 or even", one_or_even)],
        "concludes": Le(sqrt(complexity), c * Sum(p * Abs(alpha) * beta_norm**p, k)),
    }


theorem = slides.statement(
    __name__,
    "Complexity of labels made by a polynomial",
    "Theorem 6.1",
    note="the natural numbers start at 1",
    latex=r"\sqrt{y^T (H^\infty)^{-1} y} \leq 3 \sum_j p_j |\alpha_j| \cdot \|\beta_j\|_2^{p_j}",
    **about(degree),
)
printed = theorem.printed()
degree_zero = theorem.reading(
    "degree_zero",
    title="Complexity of labels made by a polynomial, constants included",
    place={"note": ""},
    note="Lets the natural numbers start at 0, so that p = 2l may be 0 and a term constant.",
    **about(degree_or_zero),
)

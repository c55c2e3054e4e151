"""The LaTeX of a relation says what is meant and renders."""

import pytest

from falsum.statement.declarations import index, measured, parameter
from falsum.statement.expressions import Abs, Max, Rational, Sum, exp, sqrt
from falsum.statement.latex import latex
from falsum.statement.relations import Le

x, y = parameter("x", "a number"), parameter("y", "another")
w = measured("w", "the iterate", latex="w^{(t)}")
slope = measured("slope", "a slope", latex=r"\sigma'")
top = measured("top", "a maximum", latex=r"\max_t |x_t|")
i = index("i", 1, y)
entry = measured("entry", "an entry", latex="a_i", indices=(i,))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (exp(-2 * x / y), r"\exp\left(-\frac{2 x}{y}\right)"),
        ((-x) * y, "-x y"),
        (x * (-y), r"x \left(-y\right)"),
        (Rational(-1, 2) * x, r"-\frac{1}{2} x"),
        (x - (-x) * y, r"x - \left(-x y\right)"),
        ((2 * x) * (3 * y), r"2 x \cdot 3 y"),
        (x * 2, r"x \cdot 2"),
        (2 * (x / y), r"2 \cdot \frac{x}{y}"),
        (10 * Rational(2) ** x, r"10 \cdot 2^{x}"),
        ((x + 1) ** -1 * (y + 1) ** -1, r"\frac{1}{\left(x + 1\right) \left(y + 1\right)}"),
        ((2 * x) ** -1 * (3 * y) ** -1, r"\frac{1}{2 x \cdot 3 y}"),
        (x / (y + 1), r"\frac{x}{y + 1}"),
        ((x + 1) / y, r"\frac{x + 1}{y}"),
        (Abs(x) ** 2, r"\left\lvert x \right\rvert^{2}"),
        (sqrt(2) * sqrt(x), r"\sqrt{2} \sqrt{x}"),
        (Sum(entry, i) * x, r"\left(\sum_{i=1}^{y} a_i\right) x"),
        (2 * Sum(entry + 1, i) + x, r"2 \sum_{i=1}^{y} \left(a_i + 1\right) + x"),
        (-1 * (-x), r"-\left(-x\right)"),
    ],
)
def test_products_and_powers(tree, expected):
    """Signs, digits and fractions read as they were written."""
    assert latex(tree) == expected


def test_no_symbol_gets_two_superscripts():
    """A symbol that carries a superscript is bracketed before it is raised."""
    assert latex(w**2) == r"\left(w^{(t)}\right)^{2}"
    assert latex(slope**2) == r"\left(\sigma'\right)^{2}"
    assert latex(w**-2) == r"\frac{1}{\left(w^{(t)}\right)^{2}}"


def test_a_symbol_that_starts_with_an_operator_is_bracketed():
    """Otherwise it would not be clear where a maximum ends."""
    assert latex(Le(top, Max(x, 1))) == r"\max_t |x_t| \leq \max\left(x, 1\right)"
    assert latex(top**2) == r"\left(\max_t |x_t|\right)^{2}"
    assert latex(2 * top) == r"2 \left(\max_t |x_t|\right)"

"""Plain text says a relation term by term, with brackets where they are needed."""

from typing import Any

import pytest

from falsum import Abs, Eq, Le, Lt, Min, Rational, Sum, constant, index, parameter, sqrt
from falsum.statement.text import plain

a, b, n = (parameter(name, name) for name in "abn")
i = index("i", 1, n)
x = parameter("x", "points", indices=(i,))
c = constant("c", 2)

CASES = [
    (a + b, "a + b"),
    (a - b, "a - b"),
    (a - (b - n), "a - (b - n)"),
    (-(a + b), "-(a + b)"),
    (a * (b + 1), "a*(b + 1)"),
    (a / (b * n), "a/(b*n)"),
    (a / b * n, "(a/b)*n"),
    ((a + b) ** 2 / 4, "(a + b)^2/4"),
    (a**-2, "1/a^2"),
    (a ** (b + 1), "a^(b + 1)"),
    ((a / b) ** 2, "(a/b)^2"),
    (sqrt(c * a), "sqrt(2*a)"),
    (Rational(1, 3) * a, "(1/3)*a"),
    (Abs(a) - Min(a, 1), "|a| - min(a, 1)"),
    (Sum(x**2, i), "sum(x[i]^2 for i = 1..n)"),
    (Le(a, b), "a <= b"),
    (Lt(a, -1), "a < -1"),
    (Eq(a, (-b) ** 2), "a == (-b)^2"),
]


@pytest.mark.parametrize(("tree", "text"), CASES, ids=[text for _, text in CASES])
def test_a_tree_reads_as_written(tree: Any, text: str) -> None:
    """Nothing is simplified and no bracket is lost."""
    assert plain(tree) == text

"""Integrals and sums without end as literal nodes: how they are written, hashed and refused."""

from __future__ import annotations

from typing import Any

import pytest

from falsum.statement.claim import Claim, Source, always
from falsum.statement.declarations import index, parameter, variable
from falsum.statement.dimensions import homogeneity
from falsum.statement.domain import positive
from falsum.statement.exact import ClaimError
from falsum.statement.expressions import Sum, exp
from falsum.statement.hashing import serialise
from falsum.statement.integrals import Integral, oo
from falsum.statement.latex import latex
from falsum.statement.mutants import mutants
from falsum.statement.relations import Le
from falsum.statement.text import plain

z = variable("z", dimension={"length": 1})
x = parameter("x", "a length", domain=positive, dimension={"length": 1})
n = index("n", 1, oo)


def claim(conclusion: Any) -> Claim:
    """Return a claim about its conclusion alone."""
    return Claim("test.node", "node", Source("test", "x"), always, conclusion)


def test_an_integral_is_written_as_it_is_printed() -> None:
    """LaTeX, plain text and the text that is hashed keep the body and both ends."""
    tree = Integral(z**2, (z, -oo, x))
    assert latex(tree) == r"\int_{-\infty}^{x} z^{2} \mathrm{d}z"
    assert plain(tree) == "integral(z^2 for z = -inf..x)"
    assert serialise(tree).startswith("(integral z (* -1 inf) (parameter x []")


def test_a_sum_without_end_is_written_with_infinity() -> None:
    """The index, the start and the infinite end are shown."""
    tree = Sum(1 / n**2, n)
    assert latex(tree) == r"\sum_{n=1}^{\infty} \frac{1}{n^{2}}"
    assert plain(tree) == "sum(1/n^2 for n = 1..inf)"
    assert serialise(tree).startswith("(series n 1 (* 1 (^ ")


def test_another_end_is_another_claim() -> None:
    """The hash of a claim changes with the range of its integral."""
    first, second = (claim(Le(Integral(z, (z, 0, end)), x)) for end in (1, 2))
    assert first.hash != second.hash


def test_an_integral_multiplies_dimensions() -> None:
    """The length of the range counts; ends of another dimension are an error of the print."""
    assert homogeneity(claim(Le(Integral(z, (z, 0, x)), x**2))).homogeneous is True
    assert homogeneity(claim(Le(Integral(z, (z, 0, x)), x))).homogeneous is False
    assert homogeneity(claim(Le(Integral(z, (z, 1, x)), x**2))).homogeneous is False


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Integral(x, z), r"write Integral\(body, \(z, lower, upper\)\)"),
        (lambda: Integral(x, (x, 0, 1)), r"declare it with variable\(name\)"),
        (lambda: Integral(z, (z, 0, z)), "speaks of z itself"),
        (lambda: Integral(z, (z, oo, 1)), "exchange the ends"),
        (lambda: Integral(0.5 * z, (z, 0, 1)), "float literal"),
        (lambda: claim(Le(z, Integral(z, (z, 0, 1)))), "outside of its integral"),
        (lambda: claim(Le(Sum(exp(n), (n, -oo, oo)), x)), "two sums that start"),
        (lambda: claim(Le(Sum(exp(x), (x, 1, oo)), 1)), "no index"),
        (
            lambda: claim(Le(Integral(Integral(z, (z, 0, 1)), (z, 0, 1)), x)),
            "run over z; rename one",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(build: Any, message: str) -> None:
    """The message says what was wrong and what to write."""
    with pytest.raises(ClaimError, match=message):
        build()


def test_mutants_keep_the_ranges() -> None:
    """Bodies are changed, and no mutant moves an infinite end."""
    changed = [m.change for m in mutants(claim(Le(Sum(1 / n**2, n), Integral(z**2, (z, 0, x)))))]
    assert any("exponent of z" in change for change in changed)
    assert not any("sum ends" in change for change in changed)

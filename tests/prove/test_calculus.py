"""Statements with integrals and series: the true ones are proved, the false ones refuted."""

from __future__ import annotations

import pytest

from falsum.prove import Disproof, Proof, Unproved, prove
from falsum.statement.claim import Claim, Source, always
from falsum.statement.declarations import index, parameter, variable
from falsum.statement.domain import positive
from falsum.statement.expressions import Abs, Sum, cos, exp, sin, sqrt
from falsum.statement.integrals import Integral, oo
from falsum.statement.relations import Le
from tests.prove.calculus import LIBRARY, Statement

QUICK = [s for s in LIBRARY if not s.slow]
SLOW = [s for s in LIBRARY if s.slow]
z = variable("z")
n = index("n", 1, oo)
x = parameter("x", "x", domain=positive)


def names(statements: list[Statement]) -> list[str]:
    """Return the names of statements."""
    return [s.name for s in statements]


def both_ways(statement: Statement) -> None:
    """Assert that a statement is proved, and refuted when it is tightened."""
    found = prove(statement.claim(), seconds=40)
    assert isinstance(found, Proof), found
    tighter = prove(statement.claim(1 - statement.off), seconds=40)
    assert isinstance(tighter, Disproof), tighter


def test_the_library_is_large_enough() -> None:
    """There are at least twelve statements, each with a false neighbour, some off by 0.1 %."""
    assert len(set(names(LIBRARY))) == len(LIBRARY) >= 12
    assert {1000, 100, 10} <= {1 / s.off for s in LIBRARY}


@pytest.mark.parametrize("statement", QUICK, ids=names(QUICK))
def test_classics_are_decided(statement: Statement) -> None:
    """True as it stands, false when tightened by the share that the library names."""
    both_ways(statement)


@pytest.mark.slow
@pytest.mark.parametrize("statement", SLOW, ids=names(SLOW))
def test_harder_classics_are_decided(statement: Statement) -> None:
    """The same where derivatives under the integral, or many tails, are needed."""
    both_ways(statement)


@pytest.mark.parametrize("tree", [Integral(1 / z, (z, 1, oo)), Sum(1 / n, n)], ids=str)
def test_what_diverges_proves_nothing(tree: object) -> None:
    """A divergent integral or series has no value, so no bound of it is proved or refuted."""
    claim = Claim("test.open", "open", Source("test", "x"), always, Le(tree, 10**9))
    assert isinstance(prove(claim, seconds=5), Unproved)


@pytest.mark.slow
@pytest.mark.parametrize(
    "tree",
    [
        Integral(1 / z, (z, 0, 1)),
        Integral(sin(z), (z, 0, oo)),
        Integral(Abs(sin(z)) / z, (z, 1, oo)),
        Integral(sqrt(z), (z, -1, 1)),
        Integral(sin(z) / z, (z, 1, oo)),
        Sum((-1) ** n, n),
        Sum(cos(n) / n, n),
        Sum(1 / sqrt(n), n),
    ],
    ids=str,
)
def test_what_diverges_or_is_out_of_reach_decides_nothing(tree: object) -> None:
    """Neither the statement nor its negation is proved or refuted."""
    for literal in (Le(tree, 10**9), Le(10**9, tree), Le(tree, -(10**9))):
        claim = Claim("test.open", "open", Source("test", "x"), always, literal)
        assert isinstance(prove(claim, seconds=5), Unproved)


def test_no_derivative_is_taken_that_does_not_converge_uniformly() -> None:
    """The integral of x exp(-x z) over z is 1 for x > 0 and 0 at 0: it is not continuous."""
    from falsum.statement.domain import nonnegative

    y = parameter("y", "y", domain=nonnegative)
    tree = Integral(y * exp(-y * z), (z, 0, oo))
    for literal in (Le(tree, 0), Le(1, tree)):
        claim = Claim("test.jump", "jump", Source("test", "x"), always, literal)
        assert not isinstance(prove(claim, seconds=3), Proof)

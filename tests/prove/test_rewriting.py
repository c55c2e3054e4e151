"""A rewriting says what the literal tree says, or nothing: poles, branches and jumps stay."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from flint import fmpq

from falsum import balls
from falsum.prove import Disproof, Proof, Unproved, prove
from falsum.prove.affine import affine
from falsum.prove.goals import Goals
from falsum.prove.rewrite import charts
from falsum.prove.scope import statements
from falsum.prove.tangent import Derived
from falsum.statement.declarations import index
from falsum.statement.domain import interval
from falsum.statement.expressions import (
    Abs,
    Rational,
    Sum,
    acos,
    asin,
    atan,
    cos,
    exp,
    log,
    sin,
    tan,
)
from falsum.statement.relations import Eq, Ge, Le
from tests.prove.library import claim, symbol

POLE = Rational(12345, 10000)
z = symbol("z", interval(-3, 3))
wide = symbol("z", interval(Fraction(-3, 2), Fraction(63, 40)))
far = symbol("z", interval(2, 4))
one = (z - POLE) / (z - POLE)

UNDEFINED = {
    "an exponent": Ge(exp(z * one), Rational(1, 100)),
    "an exponent that cancels": Le(exp(z) * exp(-z * one), 2),
    "an angle": Le(sin(z * one), 2),
    "a logarithm undone": Ge(exp(log((z - POLE) ** 2)), -1),
    "an identity": Eq(exp(z * one), exp(z)),
    "a factor": Le(z * one - z, 1),
    "a kink": Ge(Abs(z) * one, -1),
}
FALSE = {
    "atan(tan z) jumps": Ge(exp(atan(tan(wide))), Rational(11, 50)),
    "asin(sin z) turns": Ge(exp(asin(sin(far))), exp(far) - Rational(1, 100)),
    "acos(cos z) turns": Ge(exp(acos(cos(far))), exp(far) - Rational(1, 100)),
}


@pytest.mark.parametrize("relation", UNDEFINED.values(), ids=UNDEFINED.keys())
def test_a_pole_that_cancels_is_no_proof(relation: Any) -> None:
    """What is undefined at one unusual point of the domain is not proved."""
    found = prove(claim(relation))
    assert isinstance(found, Unproved) and not found.empty, found


@pytest.mark.parametrize("relation", FALSE.values(), ids=FALSE.keys())
def test_a_function_of_its_inverse_is_not_its_argument(relation: Any) -> None:
    """A derivative of 1 makes no straight line of a function that jumps or turns."""
    assert isinstance(prove(claim(relation)), Disproof)


def test_points_that_meet_a_hypothesis_are_not_denied() -> None:
    """exp(atan(tan z)) is below 21/100 next to pi/2, so the hypothesis is no contradiction."""
    low = Le(exp(atan(tan(wide))), Rational(21, 100))
    found = prove(claim(Le(wide, 1), low))
    assert not isinstance(found, Proof) and not getattr(found, "empty", False), found


def test_a_rate_is_read_from_the_tree_as_written() -> None:
    """C z + d is found through sums and numbers, and through nothing that may be undefined."""
    (statement,) = statements(claim(Le(exp(z), 21)), {})
    found = affine(3 * (z - 1) / 2 + POLE - z, z, statement)
    assert found is not None and found[0] == Fraction(1, 2)
    rest = statement.compiled(found[1])(statement.box)
    assert rest.is_point and rest.lo == fmpq(-531, 2000)
    for tree in (z * one, atan(tan(z)), z**2 / z, z / (z - z), (z + 1) ** 1):
        assert affine(tree, z, statement) is None


def test_a_chart_takes_the_largest_unit() -> None:
    """exp(2469/2000 z) alone becomes the new variable itself, not a power of degree 2469."""
    (statement,) = statements(claim(Le(exp(Rational(2469, 2000) * z), 41)), {})
    assert [c.name.split(" = ")[1] for c in charts(statement)] == [
        "exp(-z * 2469/2000)",
        "exp(z * 2469/2000)",
    ]


def test_a_series_with_an_undefined_term_has_no_value() -> None:
    """The ratio of terms knows nothing of the pole at k = 3000, far behind those added up."""
    k = index("k", 0, sympy.oo)
    whole = Sum(exp(-k) * z**2, (k, 0, sympy.oo))
    holed = Sum(exp(-k) * z**2 * (k - 3000) / (k - 3000), (k, 0, sympy.oo))
    assert isinstance(prove(claim(Le(whole, 15))), Proof)
    assert not isinstance(prove(claim(Le(holed, 15))), Proof)


@pytest.mark.parametrize("body", [Abs(z - 1), (z**2) ** Rational(1, 3), Abs(z) ** 3 * one])
def test_a_kink_bends_no_function_down(body: Any) -> None:
    """Taylor's theorem is used only where the literal tree is differentiable."""
    (statement,) = statements(claim(Le(-body, 0)), {})
    with balls.precision(128, exact_bits=256):
        derived = Derived.of(Goals.of(statement).written)
        assert derived is None or not derived.bends_down(statement.box)

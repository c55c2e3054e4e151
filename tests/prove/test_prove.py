"""What a proof covers, what is refused, and how measured symbols are replaced."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from falsum.prove import Disproof, Proof, Unproved, prove
from falsum.prove.exact import is_identity
from falsum.prove.rewrite import charts
from falsum.prove.roots import by_roots
from falsum.prove.scope import statements
from falsum.statement.claim import (
    And,
    Claim,
    Source,
    almost_always,
    always,
    granted,
    with_probability,
)
from falsum.statement.declarations import chosen, constant, defined, index, measured, parameter
from falsum.statement.domain import Domain, interval, naturals, positive
from falsum.statement.exact import ClaimError
from falsum.statement.expressions import Abs, Rational, Sum, exp, log, sign, sqrt
from falsum.statement.relations import Eq, Ge, Le, Lt
from tests.prove.library import claim, n, w, x, y, z

s = index("s", 1, n)
t = index("t", 1, n)
margin = measured("margin", "y f(x)", indices=(s,))
loss = measured("loss", r"\log(1 + \exp(-y f(x)))", indices=(s,))
other = measured("other", "another", indices=(t,))
pull = 1 / (1 + exp(margin))
GIVEN = {margin: z, loss: log(1 + exp(-margin))}


def proved(found: Any) -> Proof:
    """Return the proof, or fail with what was found."""
    assert isinstance(found, Proof), found
    return found


def refused(found: Any) -> str:
    """Return why there is no proof, or fail."""
    assert isinstance(found, Unproved), found
    return found.reason


def test_measured_symbols_are_replaced_by_what_is_given() -> None:
    """The pull of an example is at most its loss, the margin being any real; by t = exp(-z)."""
    found = proved(
        prove(claim(And(Le(exp(margin) / (1 + exp(margin)) ** 2, pull), Le(pull, loss))), GIVEN)
    )
    assert found.domain == "z in R"
    assert "t_z = exp(-z)" in found.method


def test_the_derivative_of_the_loss() -> None:
    """An equality and an inequality of one claim are proved each by its own method."""
    derivative = measured("derivative", r"\ell'(z)")
    stated = claim(And(Eq(Abs(derivative), -derivative), Le(-derivative, loss)))
    found = prove(stated, {**GIVEN, derivative: -exp(-z) / (1 + exp(-z))})
    assert "identity" in proved(found).method and "branch and bound" in proved(found).method


@pytest.mark.parametrize(
    ("conclusion", "given", "reason"),
    [
        (Le(pull, loss), {}, "loss is measured"),
        (Le(pull, loss), {margin: z}, "loss is measured"),
        (Le(margin, other), {margin: z, other: z}, "different indices"),
        (Le(Sum(margin, s), n * x), {margin: x}, "beside a sum"),
        (Le(s, n), {}, "index s is free"),
        (Le(parameter("v", "v", indices=(s,)), 1), {}, "v has an index"),
        (Le(chosen("c", "c") ** 2, -1), {}, "chosen after"),
    ],
)
def test_what_is_not_scalar_is_refused(conclusion: Any, given: Any, reason: str) -> None:
    """Measured, chosen and indexed symbols are named in the refusal."""
    assert reason in refused(prove(claim(conclusion), given))


@pytest.mark.parametrize("quantifier", [almost_always, with_probability(Rational(1, 2))])
def test_other_quantifiers_are_refused(quantifier: Any) -> None:
    """Only 'always' is proved."""
    stated = dataclasses.replace(claim(Le(z - 1, z)), quantifier=quantifier)
    assert "not always" in refused(prove(stated))


def test_a_granted_hypothesis_is_refused() -> None:
    """What a family vouches for is outside of the argument."""
    stated = Claim(
        id="a.b",
        title="",
        source=Source("a", "b"),
        quantifier=always,
        conclusion=Le(z - 1, z),
        hypotheses=[granted("a minimiser exists", "")],
    )
    assert "granted" in refused(prove(stated))


@pytest.mark.parametrize(
    "given", [{z: x}, {parameter("q", "q"): x}, {margin: loss, loss: margin}, {margin: 0.5}]
)
def test_a_careless_substitution_raises(given: Any) -> None:
    """Only measured symbols are replaced, by exact expressions and not by themselves."""
    with pytest.raises(ClaimError):
        prove(claim(Le(margin * z, loss)), given)


def test_two_parameters_of_one_name_raise() -> None:
    """A substitution may not bring in a second parameter of the same name."""
    twin = parameter("x", "another x")
    with pytest.raises(ClaimError, match="share a name"):
        prove(claim(Le(margin * x, 1)), {margin: twin})


def test_the_domain_is_stated_in_words() -> None:
    """Domains and simple hypotheses make the box; the others are mentioned."""
    stated = claim(Le(-x * w, 1), Le(2 * w, 3), Lt(x, 5), Le(x * w, 100))
    assert proved(prove(stated)).domain == (
        "0 <= w <= 3/2, 0 < x < 5, where the other hypotheses hold"
    )
    assert proved(prove(claim(Ge(n * n, n)))).domain == "1 <= n <= 12, n an integer"


def test_constants_and_definitions_stand_for_their_values() -> None:
    """A named constant has its printed value, a definition its expression."""
    c = constant("c", 1)
    total = defined("total", c + z)
    assert isinstance(prove(claim(Ge(exp(z), total))), Proof)
    assert isinstance(prove(claim(Ge(exp(z), total + c * Rational(1, 1000)))), Disproof)


def test_a_named_exponent_asks_for_a_nonnegative_base() -> None:
    """A power with a computed exponent is undefined below 0, here as everywhere else."""
    square = constant("square", 2)
    assert isinstance(prove(claim(Ge(w**square, 0))), Proof)
    assert "undefined" in refused(prove(claim(Ge(z**square, 0))))
    assert "undefined" in refused(prove(claim(Ge(Abs(z) + (z * z) ** n - z**n, 0))))


def test_a_disproof_is_exact_and_meets_the_hypotheses() -> None:
    """The point is rational and inside the domain."""
    found = prove(claim(Le(z, 2), Ge(z, Rational(19, 10)), Le(z, 3)))
    assert isinstance(found, Disproof)
    assert all(isinstance(v, Fraction) for v in found.point.values())
    assert 2 < found.point["z"] <= 3
    assert str(found).startswith("lhs <= rhs fails at z = ")


def test_integer_parameters_are_counted_out() -> None:
    """Every point of a finite domain is decided; one that fails is the answer."""
    found = proved(prove(claim(Le(2 * n, n**2 + 1))))
    assert found.boxes == 12 and "enumeration of 12 points" in found.method
    found = prove(claim(Lt(n**2, 144)))
    assert isinstance(found, Disproof) and found.point == {"n": 12}
    big = parameter("big", "big", domain=Domain("", Fraction(1), Fraction(10**9), integral=True))
    assert isinstance(prove(claim(Ge(big, 1)), boxes=50), Unproved)


def test_slices_without_a_point_are_passed_over() -> None:
    """An integer for which no hypothesis can hold does not spoil the proof for the others."""
    pytest.importorskip("z3", reason="the slices are settled by the extra poly")
    assert isinstance(prove(claim(Ge(w, n - 3), Ge(w + 3, n), Le(w * w + n, 9))), Proof)


def test_a_budget_ends_the_search() -> None:
    """A spent budget is said, with the box that was next."""
    found = prove(
        claim(Le((exp(z) - y) ** 2 * (-1) * exp(y), exp(z + y) - exp(y) * exp(z))), boxes=3
    )
    assert isinstance(found, Proof | Unproved)
    stated = claim(Ge(exp(z * y) + exp(y) * z**2, z * y), Ge(z, -2), Le(z, 2), Ge(y, -2), Le(y, 2))
    found = prove(stated, boxes=2)
    assert isinstance(found, Unproved) and found.hardest and "budget" in found.reason


@pytest.mark.parametrize(
    ("conclusion", "domain", "holds"),
    [
        (lambda v: Ge(v**2 - 2 * v + 1, 0), None, True),
        (lambda v: Lt(2 * v, v**2 + 1), None, False),
        (lambda v: Le(v**3, v), interval(0, 1), True),
        (lambda v: Lt(v**3, v), interval(0, 1, "()"), True),
        (lambda v: Lt(v**3, v), interval(0, 1, "(]"), False),
        (lambda v: Lt(1 / v, v + 3), positive, False),
        (lambda v: Lt(-v, 0), positive, True),
        (lambda v: Le(1 / v, v), interval(1, 9), True),
        (lambda v: Le(1 / v, v), interval(Fraction(1, 2), 9), False),
        (lambda v: Ge((v**2 - 2) ** 2, 0), None, True),
        (lambda v: Ge((v**2 - 2) ** 3, 0), interval(Fraction(7, 5), 2), False),
        (lambda v: Le(1 / v, v), interval(0, 9), None),
        (lambda v: Le(1 / (v**2 - 2), 100), None, None),
        (lambda v: Le(sqrt(v), v + 1), positive, None),
    ],
)
def test_rational_inequalities_by_counting_roots(conclusion: Any, domain: Any, holds: Any) -> None:
    """Roots decide; what is undefined somewhere or not rational is left alone."""
    v = parameter("v", "v", **({} if domain is None else {"domain": domain}))
    (statement,) = statements(claim(conclusion(v)), {})
    found = by_roots(statement)
    assert (None if found is None else found.holds) == holds


def test_the_exponential_chart_is_checked_and_complete() -> None:
    """exp(c z + d) becomes a power; a variable that also stands elsewhere is left alone."""
    (statement,) = statements(claim(Le(exp(2 * z + y) + exp(-z / 2), 1 + exp(z) ** 3)), {})
    names = {c.name for c in charts(statement)}
    assert any("exp(-z * 1/2)" in name for name in names)
    (statement,) = statements(claim(Le(exp(z) + z, 3)), {})
    assert not list(charts(statement))
    (statement,) = statements(claim(Le(log(x), x)), {})
    assert [c.name for c in charts(statement)] == ["with u_x = 1/x"]


def test_an_identity_holds_on_the_whole_closed_domain() -> None:
    """What is true inside only, such as sign(w) = 1 for w >= 0, is no identity."""
    for conclusion, expected in ((Eq(sign(w), 1), False), (Eq(sqrt(w**2), w), True)):
        (statement,) = statements(claim(conclusion), {})
        assert is_identity(statement) == expected


def test_unbounded_integers() -> None:
    """Integers without an upper end are cut between integers, the tail by monotone faces."""
    k = parameter("k", "k", domain=naturals)
    assert isinstance(prove(claim(Ge(2**k, 2 * k))), Proof)
    assert isinstance(prove(claim(Ge(3 * 2**k, 7 * k - 2))), Disproof | Proof)
    assert isinstance(prove(claim(Ge(2**k, k**2))), Disproof)

"""Declared symbols: what is accepted, what is refused, and when two are the same."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

from falsum import (
    ClaimError,
    Domain,
    Rational,
    Sum,
    chosen,
    constant,
    defined,
    index,
    interval,
    measured,
    naturals,
    parameter,
    positive,
    sqrt,
)
from falsum.statement.symbols import Role, symbols_of

n = parameter("n", "a size", domain=naturals)
x = parameter("x", "a number")
i = index("i", 1, n)


def test_roles_and_defaults() -> None:
    """Each kind of symbol knows its role; LaTeX defaults to the name."""
    kinds = {
        Role.PARAMETER: x,
        Role.MEASURED: measured("m", "m = 1"),
        Role.CONSTANT: constant("c", 2),
        Role.DEFINED: defined("T", 2 * x),
        Role.CHOSEN: chosen("Q", "a law"),
        Role.INDEX: i,
    }
    for role, symbol in kinds.items():
        assert symbol.role is role
        assert symbol.latex == symbol.name


def test_a_formula_with_words_is_how_a_quantity_is_typeset() -> None:
    """Without words the name is, and other letters can be given in either case."""
    norm = measured("norm", r"\|g\|", says="norm of a reply")
    assert (norm.latex, norm.meaning, norm.says) == (r"\|g\|", r"\|g\|", "norm of a reply")
    assert measured("g", r"\|g\|").latex == "g"
    assert measured("g", r"\|g\|", latex="G", says="norm of a reply").latex == "G"


def test_what_is_chosen_may_have_axes_and_a_dimension() -> None:
    """An opponent may choose a whole law, and two of different axes are two symbols."""
    law = chosen("Q", "a law", indices=(i,), dimension={"length": 1})
    assert law == chosen("Q", "a law", indices=[i])  # type: ignore[arg-type]
    assert law.indices == (i,) and law.dimension == (("length", Fraction(1)),)
    assert law != chosen("Q", "a law")
    with pytest.raises(ClaimError, match="is not an index"):
        chosen("Q", "a law", indices=(x,))


def test_two_declarations_of_the_same_symbol_are_one() -> None:
    """Symbols are equal when all that their meaning depends on is, and hash alike."""
    again = parameter("n", "a size", domain=naturals)
    assert again == n
    assert hash(again) == hash(n)
    assert parameter("n", "another size", domain=naturals) != n
    assert parameter("n", "a size") != n
    assert measured("n", "a size") != n
    assert constant("c", 2) != constant("c", 3)
    assert index("i", 0, n) != i


def test_symbols_of_a_tree_include_what_they_depend_on() -> None:
    """Definitions, index bounds and index axes count; each symbol counts once."""
    a = measured("a", "a_i", indices=(i,))
    half = defined("half", x / 2)
    assert symbols_of(a) == (a, i, n)
    assert symbols_of(half) == (half, x)
    assert symbols_of(Sum(half, i)) == (half, i, n, x)
    assert symbols_of(sqrt(2)) == ()


@pytest.mark.parametrize(
    ("ends", "open_below", "open_above"),
    [("[]", False, False), ("[)", False, True), ("(]", True, False), ("()", True, True)],
)
def test_intervals(ends: str, open_below: bool, open_above: bool) -> None:
    """An interval keeps its exact ends and says which of them belong to it."""
    domain = interval(0, Fraction(1, 3), ends)
    assert (domain.lower, domain.upper) == (0, Fraction(1, 3))
    assert (domain.open_below, domain.open_above) == (open_below, open_above)
    assert domain.latex == f"{ends[0]}0, 1/3{ends[1]}"


def test_dimensions_are_exact_weights() -> None:
    """A dimension is a sorted tuple of units and rational powers; 0 is a pure number."""
    speed = parameter("v", "speed", dimension={"time": -1, "length": Rational(1, 2)})
    assert speed.dimension == (("length", Fraction(1, 2)), ("time", Fraction(-1)))
    assert parameter("k", "count", dimension=0).dimension == ()
    assert x.dimension is None


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: parameter("w_*", "weights"), "is not an identifier; put its letters in latex="),
        (lambda: parameter("x", "x", dimension=1), "names no unit; write e.g. {'length': 1}"),
        (lambda: measured("a", "a_i", indices=(x,)), "declare it with index"),
        (lambda: parameter("x", "x", indices=i), r"x: indices=i is no tuple; write indices=\(i,\)"),
        (lambda: constant("c", 0.5), "float literal.*write Rational\\(1, 2\\)"),
        (lambda: constant("c", 2 * x), "not a number; write defined\\(name, expression\\)"),
        (lambda: interval(0, 1, "]["), "not a pair of brackets; write one of"),
        (lambda: interval(0, 0.1), "write Rational\\(1, 10\\)"),
        (lambda: interval(0, sqrt(2)), "no rational end.*state it as a hypothesis instead"),
        (lambda: interval(1, 0), "is empty; write the lower end first"),
        (lambda: symbols_of(sympy.Symbol("z") + 1), "z is a bare SymPy symbol; declare it with"),
    ],
)
def test_bad_declarations_say_what_to_write(build: Callable[[], Any], message: str) -> None:
    """Each refusal names what was got and the cure."""
    with pytest.raises(ClaimError, match=message):
        build()


def test_domains_with_open_ends_bind_strictly() -> None:
    """``positive`` excludes its end, ``naturals`` is made of integers from 1."""
    assert positive.open_below
    assert positive.lower == 0
    assert naturals.integral
    assert naturals.lower == 1


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (lambda: parameter("m", "a size", domain="naturals"), "domain='naturals' is a str; write"),
        (lambda: Domain("[1/2, oo)", lower=0.5), r"0.5 is a float literal.*write Rational\(1, 2\)"),
        (lambda: constant("c", 10**5000), "a number of about 5,0.. digits"),
        (lambda: constant("c", Rational(1, 10**5000)), "a number of about 5,0.. digits"),
        (lambda: 10**5000 * x, "a number of about 5,0.. digits"),
    ],
)
def test_a_domain_or_number_of_another_kind_is_refused(
    declare: Callable[[], Any], message: str
) -> None:
    """The line says what was got and what to write."""
    with pytest.raises(ClaimError, match=message):
        declare()


def test_ends_of_a_domain_are_fractions() -> None:
    """Integers and exact rationals are taken as ends."""
    found = Domain("[1, 3/2]", lower=1, upper=Rational(3, 2))  # type: ignore[arg-type]
    assert (found.lower, found.upper) == (Fraction(1), Fraction(3, 2))
    assert isinstance(found.lower, Fraction)

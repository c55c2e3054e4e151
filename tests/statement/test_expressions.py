"""Trees are built as written: nothing is simplified, reordered or decided."""

import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

from falsum import (
    Abs,
    ClaimError,
    E,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Rational,
    Sum,
    binomial,
    exp,
    index,
    log,
    parameter,
    pi,
    positive,
    sqrt,
)
from falsum.statement.hashing import serialise

z = parameter("z", "a number")
w = parameter("w", "a number")
L = parameter("L", "a positive number", domain=positive)
n = parameter("n", "a size")
i = index("i", 1, n)

SHORT = {"z": "(parameter z []  'a number')", "w": "(parameter w []  'a number')"}


def written(tree: Any) -> str:
    """Return the canonical text of a tree with the symbols by their names."""
    text = serialise(tree)
    for name, long in SHORT.items():
        text = text.replace(long, name)
    return text


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (lambda: (z - 1) / (z - 1), "(* (+ z -1) (^ (+ z -1) -1))"),
        (lambda: 0 * log(z), "(* 0 (log z))"),
        (lambda: z - z, "(+ z (* -1 z))"),
        (lambda: z / z, "(* z (^ z -1))"),
        (lambda: z + 0, "(+ z 0)"),
        (lambda: 1 * z, "(* 1 z)"),
        (lambda: z**0, "(^ z 0)"),
        (lambda: 1**z, "(^ 1 z)"),
        (lambda: 0**z, "(^ 0 z)"),
        (lambda: z**1, "(^ z 1)"),
        (lambda: (z**2) ** Rational(1, 2), "(^ (^ z 2) 1/2)"),
        (lambda: sqrt(4), "(^ 4 1/2)"),
        (lambda: sqrt(z) * sqrt(z), "(* (^ z 1/2) (^ z 1/2))"),
        (lambda: -1 * (-1 * z), "(* -1 (* -1 z))"),
        (lambda: Abs(Abs(z)), "(abs (abs z))"),
        (lambda: Abs(-2), "(abs -2)"),
        (lambda: abs(z - 1), "(abs (+ z -1))"),
        (lambda: log(1), "(log 1)"),
        (lambda: exp(log(z)), "(exp (log z))"),
        (lambda: log(exp(0)), "(log (exp 0))"),
        (lambda: Max(z, z), "(max z z)"),
        (lambda: Min(2, 1), "(min 2 1)"),
        (lambda: binomial(5, 2), "(binomial 5 2)"),
    ],
)
def test_nothing_is_simplified(build: Callable[[], Any], text: str) -> None:
    """What SymPy would cancel, drop or evaluate stays as it is written."""
    assert written(build()) == text


def test_order_is_kept() -> None:
    """Terms, factors and arguments stay in the order written, whatever SymPy prefers."""
    assert written(w + z) == "(+ w z)"
    assert written(z + w) == "(+ z w)"
    assert written(z * 2 * w) == "(* (* z 2) w)"
    assert written(Max(z, 1, w)) == "(max z 1 w)"
    assert written(1 - z) == "(+ 1 (* -1 z))"
    assert written(-z + 1) == "(+ (* -1 z) 1)"


NUMBERS = {
    "int": (3, "3"),
    "Fraction": (Fraction(2, 3), "2/3"),
    "Integer": (sympy.Integer(3), "3"),
    "Rational": (Rational(2, 3), "2/3"),
    "zero": (sympy.Integer(0), "0"),
    "one": (sympy.Integer(1), "1"),
    "pi": (pi, "pi"),
    "e": (E, "e"),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_mix_on_both_sides(kind: str) -> None:
    """Numbers of every exact kind stand left and right of each operator, in their place."""
    number, text = NUMBERS[kind]
    negated = f"(* -1 {text})" if kind in ("pi", "e") else str(-Fraction(text))
    assert written(number + z) == f"(+ {text} z)"
    assert written(z + number) == f"(+ z {text})"
    assert written(number - z) == f"(+ {text} (* -1 z))"
    assert written(z - number) == f"(+ z {negated})"
    assert written(number * z) == f"(* {text} z)"
    assert written(z * number) == f"(* z {text})"
    assert written(number / z) == f"(* {text} (^ z -1))"
    assert written(z / number) == f"(* z (^ {text} -1))"
    assert written(z**number) == f"(^ z {text})"


@pytest.mark.parametrize("kind", [k for k in NUMBERS if k != "Fraction"])
def test_numbers_as_bases(kind: str) -> None:
    """A number to a symbolic power stays a power."""
    number, text = NUMBERS[kind]
    assert written(number**z) == f"(^ {text} z)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "Rational(1, 4)"),
        (1 / 3, "Rational(1, 3)"),
        (1e-9, "Rational(1, 1000000000)"),
        (math.pi, "pi"),
        (math.pi / 2, "Rational(1, 2) * pi"),
        (-2 * math.pi, "-2 * pi"),
        (math.e, "E"),
        (math.sqrt(2), "sqrt(2)"),
        (-math.sqrt(1.5), "-sqrt(Rational(3, 2))"),
        (math.exp(0.3), "pi, E, oo, sqrt(2), or Rational(p, q) of its digits"),
        (math.inf, "pi, E, oo, sqrt(2), or Rational(p, q) of its digits"),
    ],
)
def test_a_float_hears_the_exact_number_that_it_stands_for(value: float, text: str) -> None:
    """What is to be written is the number meant, never a fraction that is only near it."""
    with pytest.raises(ClaimError, match=f"; write {re.escape(text)} if that is what is printed$"):
        _ = value * z
    if "digits" not in text:
        names = {"Rational": Fraction, "sqrt": math.sqrt, "pi": math.pi, "E": math.e}
        assert float(eval(text, names)) == value


def test_a_caret_is_no_power() -> None:
    """The caret of printed formulas is refused on both sides, with the operator to write."""
    for build in (lambda: z ^ 2, lambda: 2 ^ z):
        with pytest.raises(ClaimError, match=r"no operator \^; write \*\* for a power"):
            build()


def test_a_power_of_a_python_fraction_is_never_rounded() -> None:
    """Python turns Fraction ** symbol into a float power; that is refused or kept exact."""
    try:
        power = Fraction(1, 3) ** z
    except ClaimError as error:
        assert "is a float literal" in str(error)  # noqa: PT017 (newer Pythons keep it exact)
    else:
        assert written(power) == "(^ 1/3 z)"


@pytest.mark.parametrize(
    ("relation", "text"),
    [
        (lambda: L >= 0, "(>= L 0)"),
        (lambda: 0 <= L, "(>= L 0)"),  # noqa: SIM300 (the other side is meant)
        (lambda: L > 0, "(> L 0)"),
        (lambda: Fraction(1, 2) < L, "(> L 1/2)"),
        (lambda: Ge(L, 0), "(>= L 0)"),
        (lambda: Le(1, 2), "(<= 1 2)"),
        (lambda: Lt(L, L), "(< L L)"),
        (lambda: Gt(exp(L), 0), "(> (exp L) 0)"),
        (lambda: Eq(L, L), "(== L L)"),
        (lambda: Ne(L, L), "(!= L L)"),
        (lambda: Ge(Abs(L), 0), "(>= (abs L) 0)"),
    ],
)
def test_relations_are_never_decided(relation: Callable[[], Any], text: str) -> None:
    """A relation stays a relation, also where SymPy knows the answer."""
    assert serialise(relation()).replace(serialise(L), "L") == text


def test_sums_over_an_index() -> None:
    """A sum takes an index with its own range, or an index and other bounds."""
    size = serialise(n)
    running = f"(index i [] 1 {size})"
    assert written(Sum(z, i)) == f"(sum i 1 {size} z)"
    assert written(Sum(i * z, (i, 0, 3))) == f"(sum i 0 3 (* {running} z))"


def test_sympy_still_substitutes_and_prints() -> None:
    """The trees are SymPy expressions: substitution and printing work on them."""
    assert sympy.simplify((z**2 + 1).subs(z, 3)) == 10
    assert sympy.latex((z + 1) / (z - 1)) == r"\frac{z + 1}{z - 1}"


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: z + 0.5, "0.5 is a float literal.*write Rational\\(1, 2\\)"),
        (lambda: z + math.pi, "is a float literal.*write pi if that is what is printed"),
        (lambda: z + math.inf, "inf is a float literal.*pi, E, oo"),
        (lambda: 0.1 * z, "write Rational\\(1, 10\\)"),
        (lambda: Le(z, 1e-3), "write Rational\\(1, 1000\\)"),
        (lambda: z**0.5, "write Rational\\(1, 2\\)"),
        (lambda: z + sympy.Float("0.5"), "SymPy float; write an exact Rational"),
        (lambda: z + True, "True is a truth value where a number is expected"),
        (lambda: z + "1", "got '1' of type str.*write an int, a Rational"),
        (lambda: z * 1j, "type complex"),
        (lambda: log(z, 2), r"log\(\) takes 1 argument, got 2; write log\(x\) / log\(b\)"),
        (lambda: exp(), r"exp\(\) takes 1 argument, got 0"),
        (lambda: binomial(z), r"binomial\(\) takes 2 arguments, got 1"),
        (lambda: Max(), r"Max\(\) takes one or more arguments, got 0"),
        (lambda: z % 2, r"no operator %; write z - m \* floor\(z / m\)"),
        (lambda: operator.mod(5, z), "no operator %"),
        (lambda: pow(z, 2, 3), "no modular powers"),
        (lambda: Sum(z, z), r"no index with a range; declare it with index\(name, lower, upper\)"),
        (lambda: Sum(z, sympy.Symbol("k")), "k, which is no index with a range"),
        (lambda: Sum(z, (i, 1)), r"write Sum\(body, \(index, lower, upper\)\)"),
    ],
)
def test_what_is_not_exact_is_refused_with_a_cure(build: Callable[[], Any], message: str) -> None:
    """Floats, truth values, wrong arities and foreign operators raise, with what to write."""
    with pytest.raises(ClaimError, match=message):
        build()


def test_trees_print_as_they_are_written() -> None:
    """SymPy's printers rebuild a negated tree for ever; these print each term as it stands."""
    a, b = parameter("a", "a number", latex=r"\alpha"), parameter("b", "a number")
    tree = -a * (b - a) + (-b) ** 2 / (a - 1)
    assert str(tree) == "(-a)*(b - a) + (-b)^2/(a - 1)"
    assert str(Le(-a, b)) == "-a <= b"
    assert sympy.latex(-a * b) == r"-\alpha b"
    assert (str(a), sympy.latex(a)) == ("a", r"\alpha")

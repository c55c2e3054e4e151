"""The whitelist walk: every node has a written rule, and no other node gets through."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

import falsum
from falsum import ClaimError, E, Le, Max, Rational, Sum, index, parameter, pi, sqrt
from falsum.statement.exact import lift
from falsum.statement.fold import COMPARISONS, FUNCTIONS, comparison, fold
from falsum.statement.symbols import Symbol

x = parameter("x", "a number")
i = index("i", 1, 3)


class Counter:
    """A table of operations that evaluates in Fractions, with x = 3, and counts its calls."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.bound: dict[Any, Fraction] = {x: Fraction(3)}

    def number(self, value: Fraction) -> Fraction:
        """Take a number."""
        self.seen.append("number")
        return value

    def named(self, name: str) -> Fraction:
        """Take a name."""
        self.seen.append(name)
        return Fraction(0)

    def symbol(self, symbol: Symbol) -> Fraction:
        """Look a symbol up."""
        return self.bound[symbol]

    def add(self, terms: list[Fraction]) -> Fraction:
        """Add."""
        return sum(terms, Fraction(0))

    def mul(self, factors: list[Fraction]) -> Fraction:
        """Multiply."""
        result = Fraction(1)
        for factor in factors:
            result *= factor
        return result

    def power(self, base: Fraction, exponent: Fraction, rational: Fraction | None) -> Fraction:
        """Raise to a whole power."""
        self.seen.append(f"power {rational}")
        return base ** int(exponent)

    def function(self, name: str, arguments: list[Fraction]) -> Fraction:
        """Apply max, and note the name of anything else."""
        self.seen.append(name)
        return max(arguments)

    def integral(self, node: Any) -> Fraction:
        """Refuse an integral: this arithmetic has none."""
        raise NotImplementedError(str(node))

    def series(self, node: Any) -> Fraction:
        """Refuse a sum without end."""
        raise NotImplementedError(str(node))

    def sum(self, index: Symbol, lower: Fraction, upper: Fraction, body: Any) -> Fraction:
        """Add the body up."""
        total = Fraction(0)
        for value in range(int(lower), int(upper) + 1):
            self.bound[index] = Fraction(value)
            total += body()
        return total


def test_a_tree_folds_by_the_table() -> None:
    """Each node calls its own rule, and the results combine."""
    tree = Max(x**2 - Rational(1, 2), 1) / 2 + Sum(i * x, i)
    assert fold(tree, Counter()) == Fraction(17, 4) + 18


def test_literal_exponents_are_told_apart() -> None:
    """The table hears a literal exponent exactly, and None where it is an expression."""
    table = Counter()
    fold(x ** Rational(3, 1), table)
    fold(x**x, table)
    assert [s for s in table.seen if s.startswith("power")] == ["power 3", "power None"]


def test_famous_numbers() -> None:
    """Pi, e and infinity go by name."""
    table = Counter()
    for node in (pi, E, sympy.oo):
        fold(node, table)
    assert table.seen == ["pi", "e", "inf"]


@pytest.mark.parametrize("name", sorted(FUNCTIONS.values()))
def test_every_listed_function_has_a_literal_constructor(name: str) -> None:
    """Each function of the whitelist can be written in a claim, under its own name."""
    word = {"abs": "Abs", "min": "Min", "max": "Max", "ceil": "ceiling", "lgamma": "loggamma"} | {
        "mean": "Mean"
    }
    build = getattr(falsum, word.get(name, name))
    table = Counter()
    fold(build(x, 1) if name in ("binomial", "min", "max") else build(x), table)
    assert name in table.seen


@pytest.mark.parametrize(
    "node",
    [
        sympy.zeta(lift(x)),
        sympy.Float("0.5"),
        sympy.I,
        -sympy.oo,
        sympy.nan,
        sympy.EulerGamma,
        sympy.Piecewise((x, x > 0), (0, True)),
        sympy.Symbol("bare"),
        sympy.Derivative(sympy.Function("f")(x), x),
        sympy.Integral(x, x),
        sympy.Product(x, (i, 1, 3)),
    ],
    ids=lambda node: type(node).__name__,
)
def test_an_unknown_node_is_refused_anywhere(node: Any) -> None:
    """A node without a rule raises at the top, inside a sum of terms, and inside a function."""
    places: list[Callable[[], Any]] = [
        lambda: node,
        lambda: x + node,
        lambda: Max(node, 1),
        lambda: sqrt(x + node),
        lambda: Sum(node, i),
    ]
    for build in places:
        with pytest.raises(ClaimError, match=r"no arithmetic here can evaluate; write|SymPy float"):
            fold(build(), Counter())


def test_comparisons() -> None:
    """The six relations have six signs."""
    assert comparison(Le(x, 1)) == "<="
    assert sorted(COMPARISONS.values()) == ["!=", "<", "<=", "==", ">", ">="]

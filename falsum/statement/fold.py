"""The whitelist walk: one tree, folded by any table of operations.

An :class:`Algebra` is such a table.  Floats, balls, LaTeX and the serialisation that is hashed are
four of them.  A node that is not listed here is an error, so that nothing is ever evaluated by a
rule that nobody wrote down.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, TypeVar

import sympy

from falsum.statement.exact import ClaimError
from falsum.statement.expressions import Expectation, Extreme, Least
from falsum.statement.integrals import Integral
from falsum.statement.symbols import Symbol

T = TypeVar("T")

FUNCTIONS: dict[type, str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.Abs: "abs",
    sympy.sign: "sign",
    sympy.floor: "floor",
    sympy.ceiling: "ceil",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.asin: "asin",
    sympy.acos: "acos",
    sympy.atan: "atan",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.erf: "erf",
    sympy.gamma: "gamma",
    sympy.loggamma: "lgamma",
    sympy.factorial: "factorial",
    sympy.binomial: "binomial",
    sympy.Min: "min",
    sympy.Max: "max",
    Expectation: "mean",
}

COMPARISONS: dict[type, str] = {
    sympy.LessThan: "<=",
    sympy.StrictLessThan: "<",
    sympy.GreaterThan: ">=",
    sympy.StrictGreaterThan: ">",
    sympy.Equality: "==",
    sympy.Unequality: "!=",
}


class Algebra(Protocol[T]):
    """A table of operations: how to read each kind of node as a T."""

    def number(self, value: Fraction) -> T:
        """Read an exact number."""

    def named(self, name: str) -> T:
        """Read ``pi``, ``e`` or ``inf``."""

    def symbol(self, symbol: Symbol) -> T:
        """Read a declared symbol."""

    def add(self, terms: list[T]) -> T:
        """Add the terms."""

    def mul(self, factors: list[T]) -> T:
        """Multiply the factors."""

    def power(self, base: T, exponent: T, rational: Fraction | None) -> T:
        """Raise to a power; ``rational`` is the exponent when it is a literal number."""

    def function(self, name: str, arguments: list[T]) -> T:
        """Apply a listed function."""

    def integral(self, node: Any) -> T:
        """Integrate; the node is given whole, for its body is read in arithmetics of its own."""

    def series(self, node: Any) -> T:
        """Add up a sum without end; the node is given whole."""

    def sum(self, index: Symbol, lower: T, upper: T, body: Callable[[], T]) -> T:
        """Sum the body over the index."""

    def extreme(self, name: str, index: Symbol, lower: T, upper: T, body: Callable[[], T]) -> T:
        """Take the ``least`` or ``greatest`` value of the body over the index."""


def fold(node: Any, algebra: Algebra[T]) -> T:
    """Fold the expression ``node`` by ``algebra``.

    Raises ClaimError on a node that is not on the whitelist.
    """
    if isinstance(node, sympy.Rational):
        return algebra.number(Fraction(int(node.p), int(node.q)))
    if node is sympy.pi:
        return algebra.named("pi")
    if node is sympy.E:
        return algebra.named("e")
    if node is sympy.oo:
        return algebra.named("inf")
    if isinstance(node, Symbol):
        return algebra.symbol(node)
    if isinstance(node, sympy.Add):
        return algebra.add([fold(a, algebra) for a in node.args])
    if isinstance(node, sympy.Mul):
        return algebra.mul([fold(a, algebra) for a in node.args])
    if isinstance(node, sympy.Pow):
        base, exponent = node.args
        literal = Fraction(int(exponent.p), int(exponent.q)) if exponent.is_Rational else None
        return algebra.power(fold(base, algebra), fold(exponent, algebra), literal)
    if isinstance(node, Integral):
        return algebra.integral(node)
    if isinstance(node, sympy.Sum) and node.args[1][2] is sympy.oo:
        return algebra.series(node)
    if isinstance(node, sympy.Sum):
        index, lower, upper = node.args[1]
        return algebra.sum(
            index,
            fold(lower, algebra),
            fold(upper, algebra),
            lambda: fold(node.args[0], algebra),
        )
    if isinstance(node, Extreme):
        body, index, lower, upper = node.args
        return algebra.extreme(
            "least" if isinstance(node, Least) else "greatest",
            index,
            fold(lower, algebra),
            fold(upper, algebra),
            lambda: fold(body, algebra),
        )
    name = next((FUNCTIONS[base] for base in type(node).__mro__ if base in FUNCTIONS), None)
    if name is None:
        raise ClaimError(
            f"{node} is a {type(node).__name__}, which no arithmetic here can evaluate; "
            f"write it with {', '.join(sorted(set(FUNCTIONS.values())))}, powers, sums and products"
        )
    return algebra.function(name, [fold(a, algebra) for a in node.args])


def fold_end(tree: Any, algebra: Algebra[T]) -> T:
    """Fold an end of an integral, which may be minus infinity."""
    if tree is sympy.S.NegativeInfinity:
        return algebra.mul([algebra.number(Fraction(-1)), algebra.named("inf")])
    return fold(tree, algebra)


def comparison(relation: Any) -> str:
    """Return the sign of a relation, one of <=, <, >=, >, ==, !=."""
    return COMPARISONS[type(relation)]


class Oriented(NamedTuple):
    """A relation read so that ``lhs`` is the small side: its sign is <=, <, == or !=.

    ``turned`` tells that it is printed the other way round.
    """

    sign: str
    lhs: Any
    rhs: Any
    turned: bool


def oriented(relation: Any) -> Oriented:
    """Return a relation turned round where it says 'at least'."""
    sign, (lhs, rhs) = comparison(relation), relation.args
    if sign in (">=", ">"):
        return Oriented({">=": "<=", ">": "<"}[sign], rhs, lhs, True)
    return Oriented(sign, lhs, rhs, False)

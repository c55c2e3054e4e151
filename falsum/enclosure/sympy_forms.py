"""Between literal trees and ordinary SymPy, which may differentiate and simplify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy

from falsum.enclosure.door import writable
from falsum.enclosure.tape import NotScalar
from falsum.statement import expressions
from falsum.statement.declarations import index, variable
from falsum.statement.fold import FUNCTIONS, fold
from falsum.statement.integrals import Integral, running
from falsum.statement.symbols import Role, Symbol

_BY_NAME: dict[str, Any] = {name: function for function, name in FUNCTIONS.items()}
_LITERAL: dict[type, Any] = {
    function: getattr(expressions, function.__name__) for function in FUNCTIONS
}
_RECIPROCAL: dict[type, Any] = {
    sympy.sec: expressions.cos,
    sympy.csc: expressions.sin,
    sympy.cot: expressions.tan,
    sympy.sech: expressions.cosh,
    sympy.csch: expressions.sinh,
    sympy.coth: expressions.tanh,
}


class PlainAlgebra:
    """The table of operations that lets SymPy evaluate; ``names`` maps parameters to symbols."""

    def __init__(self, names: Mapping[Symbol, Any]) -> None:
        self.names = names

    def number(self, value: Fraction) -> Any:
        """Read an exact number."""
        return sympy.Rational(value.numerator, value.denominator)

    def named(self, name: str) -> Any:
        """Read a famous number."""
        return {"pi": sympy.pi, "e": sympy.E}[name]

    def symbol(self, symbol: Symbol) -> Any:
        """Read a symbol: SymPy's own for a parameter, what it stands for otherwise."""
        if symbol in self.names:
            return self.names[symbol]
        if symbol.role in (Role.CONSTANT, Role.DEFINED):
            return fold(symbol.value, self)
        raise NotScalar(f"{symbol.name} is {symbol.role.value}")

    def add(self, terms: list[Any]) -> Any:
        """Add."""
        return sympy.Add(*terms)

    def mul(self, factors: list[Any]) -> Any:
        """Multiply."""
        return sympy.Mul(*factors)

    def power(self, base: Any, exponent: Any, rational: Fraction | None) -> Any:
        """Raise to a power."""
        return _applied(sympy.Pow, base, exponent)

    def function(self, name: str, arguments: list[Any]) -> Any:
        """Apply a function."""
        return _applied(_BY_NAME[name], *arguments)

    def integral(self, node: Any) -> Any:
        """Read an integral as SymPy's own, over a symbol of its own."""
        z, lower, upper, body = running(node)
        dummy = sympy.Dummy(z.name, real=True)
        inside = fold(body, PlainAlgebra({**self.names, z: dummy}))
        return sympy.Integral(inside, (dummy, _end(lower, self), _end(upper, self)))

    def series(self, node: Any) -> Any:
        """Read a sum without end as SymPy's own."""
        n, lower, _, body = running(node)
        dummy = sympy.Dummy(n.name, integer=True)
        inside = fold(body, PlainAlgebra({**self.names, n: dummy}))
        start = fold(lower, self)
        if not start.is_Integer:
            raise NotScalar("a series from a start that varies has no plain form here")
        return sympy.Sum(inside, (dummy, start, sympy.oo))

    def sum(self, index: Symbol, lower: Any, upper: Any, body: Callable[[], Any]) -> Any:
        """Refuse a sum, which the tape writes out by itself."""
        raise NotScalar("a sum has no plain form here")

    def extreme(
        self, name: str, index: Symbol, lower: Any, upper: Any, body: Callable[[], Any]
    ) -> Any:
        """Refuse an extreme value over an index, which the tape writes out by itself."""
        raise NotScalar(f"the {name} value over {index.name} has no plain form here")


def _applied(function: Any, *arguments: Any) -> Any:
    if not writable(function, *arguments):
        raise NotScalar(f"SymPy would write out a vast {function.__name__}")
    return function(*arguments)


def _end(tree: Any, algebra: PlainAlgebra) -> Any:
    infinite = (sympy.oo, sympy.S.NegativeInfinity)
    return tree if tree in infinite else fold(tree, algebra)


def plain(tree: Any, names: Mapping[Symbol, Any]) -> Any:
    """Return a literal tree as ordinary SymPy, evaluated."""
    return fold(tree, PlainAlgebra(names))


def literal(node: Any, back: Mapping[Any, Symbol]) -> Any:
    """Return ordinary SymPy as a literal tree.

    Raises NotScalar on a node that no arithmetic here evaluates.
    """
    if node in back:
        return back[node]
    if isinstance(node, sympy.Rational) or node in (sympy.pi, sympy.E):
        return node
    if isinstance(node, sympy.Integral | sympy.Sum):
        return _running(node, back)
    if type(node) in _RECIPROCAL:
        return 1 / _RECIPROCAL[type(node)](literal(node.args[0], back))
    build: Any = {
        sympy.Add: expressions.Add,
        sympy.Mul: expressions.Mul,
        sympy.Pow: expressions.Pow,
    }.get(node.func, _LITERAL.get(node.func))
    if build is None:
        raise NotScalar(f"no interval form of {node.func.__name__}")
    return build(*(literal(a, back) for a in node.args))


def _running(node: Any, back: Mapping[Any, Symbol]) -> Any:
    """Return an integral or a series as a literal tree."""
    if len(node.args) != 2 or len(node.args[1]) != 3:
        raise NotScalar(f"no interval form of the {node.func.__name__} {node}")
    dummy, lower, upper = node.args[1]
    if isinstance(node, sympy.Integral):
        z = variable(f"{dummy.name}_{len(back)}")
        ends = tuple(
            end if end in (sympy.oo, sympy.S.NegativeInfinity) else literal(end, back)
            for end in (lower, upper)
        )
        return Integral(literal(node.args[0], {**back, dummy: z}), (z, *ends))
    if upper is not sympy.oo:
        raise NotScalar("no interval form of a finite sum")
    n = index(f"{dummy.name}_{len(back)}", 0, sympy.oo)
    body = literal(node.args[0], {**back, dummy: n})
    return expressions.Sum(body, (n, literal(lower, back), sympy.oo))


def replaced(tree: Any, rule: Callable[[Any], Any]) -> Any:
    """Rebuild a literal tree, ``rule`` naming the replacement of a node or None to keep it.

    Definitions are opened up, so that the rule sees what they stand for.
    """
    new = rule(tree)
    if new is not None:
        return new
    if isinstance(tree, Symbol):
        return replaced(tree.value, rule) if tree.role is Role.DEFINED else tree
    if not tree.args:
        return tree
    if isinstance(tree, sympy.Sum | sympy.Integral):
        symbol, lower, upper = tree.args[1]
        limits = (symbol, replaced(lower, rule), replaced(upper, rule))
        build = expressions.Sum if isinstance(tree, sympy.Sum) else Integral
        return build(replaced(tree.args[0], rule), limits)
    return rebuilt(tree, [replaced(a, rule) for a in tree.args])


def rebuilt(node: Any, arguments: list[Any]) -> Any:
    """Return the literal node of the same kind over other arguments.

    An exponent that was not written as a number does not become one: it asks for a nonnegative
    base.
    """
    kinds = {
        sympy.Add: expressions.Add,
        sympy.Mul: expressions.Mul,
        sympy.Pow: expressions.Pow,
        **_LITERAL,
    }
    if isinstance(node, sympy.Pow) and arguments[1].is_Rational and not node.args[1].is_Rational:
        arguments[1] = expressions.Add(arguments[1], 0)
    for base in type(node).__mro__:
        if base in kinds:
            return kinds[base](*arguments)
    raise NotScalar(f"no interval form of {type(node).__name__}")

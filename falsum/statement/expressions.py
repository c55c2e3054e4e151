"""Literal expressions: SymPy trees built exactly as written, never simplified.

SymPy rewrites what it is given: ``(z - 1)/(z - 1)`` becomes 1, ``0*log(z)`` becomes 0, ``L >= 0``
becomes True for a positive ``L``.  A printed statement must survive as printed, so the operators of
these nodes build unevaluated trees.  They are SymPy expressions all the same: substitution and
printing work on them; convert a tree to plain SymPy before any calculus.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import sympy

from falsum.statement.exact import ClaimError, lift
from falsum.statement.relations import Ge, Gt, Le, Lt


class Literal(sympy.Expr):
    """An expression whose operators build literal nodes."""

    _op_priority = 1000.0  # SymPy's own numbers defer to these operators
    is_commutative = True
    AS_TEXT: ClassVar[Any] = staticmethod(str)  # printers of ours set themselves
    AS_LATEX: ClassVar[Any] = staticmethod(str)

    def _sympystr(self, printer: Any) -> str:
        """Print the tree as it is written: SymPy's printers negate and rebuild it for ever."""
        text: str = self.AS_TEXT(self)
        return text

    def _latex(self, printer: Any, **options: Any) -> str:
        """Print the tree as it is written, as LaTeX."""
        text: str = self.AS_LATEX(self)
        return text

    def __add__(self, other: object) -> Any:
        return Add(self, lift(other))

    def __radd__(self, other: object) -> Any:
        return Add(lift(other), self)

    def __sub__(self, other: object) -> Any:
        return Add(self, _negated(lift(other)))

    def __rsub__(self, other: object) -> Any:
        return Add(lift(other), -self)

    def __neg__(self) -> Any:
        return Mul(sympy.Integer(-1), self)

    def __abs__(self) -> Any:
        return Abs(self)

    def __mul__(self, other: object) -> Any:
        return Mul(self, lift(other))

    def __rmul__(self, other: object) -> Any:
        return Mul(lift(other), self)

    def __truediv__(self, other: object) -> Any:
        return Mul(self, Pow(lift(other), sympy.Integer(-1)))

    def __rtruediv__(self, other: object) -> Any:
        return Mul(lift(other), Pow(self, sympy.Integer(-1)))

    def __pow__(self, other: object, modulus: object = None) -> Any:
        if modulus is not None:
            raise ClaimError("a claim has no modular powers; write z - m * floor(z / m)")
        return Pow(self, lift(other))

    def __mod__(self, other: object) -> Any:
        raise ClaimError("a claim has no operator %; write z - m * floor(z / m)")

    def __rmod__(self, other: object) -> Any:
        raise ClaimError("a claim has no operator %; write z - m * floor(z / m)")

    def __xor__(self, other: object) -> Any:
        raise ClaimError("a claim has no operator ^; write ** for a power")

    def __rxor__(self, other: object) -> Any:
        raise ClaimError("a claim has no operator ^; write ** for a power")

    def __rpow__(self, other: object) -> Any:
        return Pow(lift(other), self)

    def __le__(self, other: object) -> Any:
        return Le(self, other)

    def __lt__(self, other: object) -> Any:
        return Lt(self, other)

    def __ge__(self, other: object) -> Any:
        return Ge(self, other)

    def __gt__(self, other: object) -> Any:
        return Gt(self, other)


class Add(Literal, sympy.Add):
    """A sum, its terms in the order written."""

    def __new__(cls, *terms: Any, **_: Any) -> Any:
        """Build the sum without combining its terms."""
        return sympy.Add.__new__(cls, *terms, evaluate=False)


class Mul(Literal, sympy.Mul):
    """A product, its factors in the order written."""

    def __new__(cls, *factors: Any, **_: Any) -> Any:
        """Build the product without combining its factors."""
        return sympy.Mul.__new__(cls, *factors, evaluate=False)


class Pow(Literal, sympy.Pow):
    """A power, its base and exponent as written."""

    def __new__(cls, base: Any, exponent: Any, **_: Any) -> Any:
        """Build the power without evaluating it."""
        return sympy.Pow.__new__(cls, base, exponent, evaluate=False)


def _negated(value: Any) -> Any:
    return -value if isinstance(value, sympy.Number) else Mul(sympy.Integer(-1), value)


def _function(base: Any, arity: int | None = 1) -> Callable[..., Any]:
    """Return a constructor of literal nodes of ``base``; arity None takes one argument or more."""

    class Node(Literal, base):
        def __new__(cls, *arguments: Any, **_: Any) -> Any:
            if len(arguments) != (arity or max(1, len(arguments))):
                raise ClaimError(
                    f"{base.__name__}() takes {arity or 'one or more'} argument"
                    f"{'' if arity == 1 else 's'}, got {len(arguments)}"
                    + ("; write log(x) / log(b) for the base b" if base is sympy.log else "")
                )
            exact = tuple(lift(a) for a in arguments)
            node = sympy.Expr.__new__(cls, *exact)
            if arity is None:
                node._argset = frozenset(exact)
            return node

    Node.__name__ = Node.__qualname__ = base.__name__
    Node.__doc__ = f"A literal {base.__name__}."
    return Node


exp = _function(sympy.exp)
log = _function(sympy.log)
Abs = _function(sympy.Abs)
sign = _function(sympy.sign)
floor = _function(sympy.floor)
ceiling = _function(sympy.ceiling)
sin = _function(sympy.sin)
cos = _function(sympy.cos)
tan = _function(sympy.tan)
asin = _function(sympy.asin)
acos = _function(sympy.acos)
atan = _function(sympy.atan)
sinh = _function(sympy.sinh)
cosh = _function(sympy.cosh)
tanh = _function(sympy.tanh)
erf = _function(sympy.erf)
gamma = _function(sympy.gamma)
loggamma = _function(sympy.loggamma)
factorial = _function(sympy.factorial)
binomial = _function(sympy.binomial, 2)
Min = _function(sympy.Min, None)
Max = _function(sympy.Max, None)


def sqrt(value: object) -> Any:
    """Return the literal square root of ``value``."""
    return Pow(lift(value), sympy.Rational(1, 2))


class Sum(Literal, sympy.Sum):
    """A finite sum over an index: ``Sum(body, i)``, or ``Sum(body, (i, lower, upper))``."""

    def __new__(cls, body: Any, limits: Any, **_: Any) -> Any:
        """Build the sum without evaluating it; an index alone runs over its declared range."""
        if not isinstance(limits, tuple | sympy.Tuple):
            limits = (limits, *(getattr(limits, "value", None) or ()))
        if len(limits) != 3:
            raise ClaimError(
                f"the sum runs over {limits[0]}, which is no index with a range; declare it with "
                "index(name, lower, upper) or write Sum(body, (index, lower, upper))"
            )
        index, lower, upper = limits
        return sympy.Expr.__new__(cls, lift(body), sympy.Tuple(index, lift(lower), lift(upper)))


class Expectation(sympy.Function):
    """The base of Mean(): the expectation over the randomness of a measurement."""


Mean = _function(Expectation)
Mean.__name__ = Mean.__qualname__ = "Mean"
Mean.__doc__ = """The expectation of an expression over the law or the trials of its measurement."""


class Extreme(Literal, sympy.Expr):
    """The base of Least() and Greatest(): an extreme value over an index."""

    def __new__(cls, body: Any, index: Any, **_: Any) -> Any:
        """Build the node; the index runs over its declared range."""
        if len(getattr(index, "value", None) or ()) != 2:
            raise ClaimError(
                f"{cls.__name__}() runs over {index}, which is no index with a range; declare it "
                "with index(name, lower, upper)"
            )
        return sympy.Expr.__new__(cls, lift(body), index, *index.value)


class Least(Extreme):
    """The least value of an expression over an index: ``Least(body, t)``; none is +infinity."""


class Greatest(Extreme):
    """The greatest value of an expression over an index: ``Greatest(body, t)``."""


Rational = sympy.Rational
pi = sympy.pi
E = sympy.E

"""Orders of growth: how an expression goes as one of its symbols tends to infinity.

An order is exact: the expression lies between two multiples of ``T^power log(T)^logs`` from some T
on, with the sign that is named.  What is not in this small table is not decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy

from falsum.statement.symbols import Role, Symbol, symbols_of
from falsum.statement.text import plain


class NotDecided(ValueError):
    """Raise where it is not certain that a rate fails; the message says why."""


@dataclass(frozen=True)
class Order:
    """The sign of an expression for all large T, and its order; of 0 the sign is 0."""

    sign: int
    power: Fraction = Fraction(0)
    logs: Fraction = Fraction(0)

    @property
    def rank(self) -> tuple[Fraction, Fraction]:
        """Return what orders are compared by: powers first, logarithms where these are equal."""
        return self.power, self.logs

    def text(self, name: str) -> str:
        """Write the order as a power of a symbol and of its logarithm."""
        factors = [(name, self.power), (f"log({name})", self.logs)]
        return " ".join(_raised(*factor) for factor in factors if factor[1]) or "1"


def _raised(base: str, exponent: Fraction) -> str:
    return base if exponent == 1 else f"{base}^({exponent})"


def order_of(tree: Any, over: Symbol, sign: Callable[[Any], int]) -> Order:
    """Return the order of an expression; ``sign`` is asked for that of a part free of ``over``.

    Raises NotDecided where the table does not tell.
    """
    if over not in symbols_of(tree):
        return Order(sign(tree))
    if tree == over:
        return Order(1, Fraction(1))
    if isinstance(tree, Symbol) and tree.role is Role.DEFINED:
        return order_of(tree.value, over, sign)
    if isinstance(tree, sympy.Pow) and tree.args[1].is_Rational:
        exponent = Fraction(int(tree.args[1].p), int(tree.args[1].q))
        return _power(order_of(tree.args[0], over, sign), exponent, tree)
    if not isinstance(tree, sympy.Add | sympy.Mul | sympy.log):
        raise NotDecided(f"the growth of {plain(tree)} is in no table")
    parts = [order_of(part, over, sign) for part in tree.args]
    if isinstance(tree, sympy.Mul):
        return reduce(_times, parts)
    return _sum(parts, tree) if isinstance(tree, sympy.Add) else _logarithm(parts[0], tree)


def _times(one: Order, other: Order) -> Order:
    sign = one.sign * other.sign
    return Order(sign, one.power + other.power, one.logs + other.logs) if sign else Order(0)


def _power(base: Order, exponent: Fraction, tree: Any) -> Order:
    if base.sign > 0:
        return Order(1, base.power * exponent, base.logs * exponent)
    whole = exponent.denominator == 1
    if base.sign < 0 and whole:
        sign = -1 if exponent % 2 else 1
        return Order(sign, base.power * exponent, base.logs * exponent)
    if base.sign == 0 and exponent > 0:
        return base
    raise NotDecided(f"{plain(tree)} is undefined for large values")


def _sum(parts: list[Order], tree: Any) -> Order:
    """Return the order of the leading terms, which must not cancel."""
    present = [part for part in parts if part.sign]
    if not present:
        return Order(0)
    leading = max(present, key=lambda part: part.rank)
    if any(p.rank == leading.rank and p.sign != leading.sign for p in present):
        raise NotDecided(f"the leading terms of {plain(tree)} may cancel")
    return leading


def _logarithm(inner: Order, tree: Any) -> Order:
    if inner.sign > 0 and inner.power:
        return Order(1 if inner.power > 0 else -1, Fraction(0), Fraction(1))
    raise NotDecided(f"the growth of {plain(tree)} is in no table")

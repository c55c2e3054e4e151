"""Dimensions: does a claim scale as its symbols say?

Every symbol may declare the powers of the units that it carries.  A sum of unlike dimensions, a
relation between them, or a definition that has not the dimension it declares, means that the claim
fails at one end of the scale or that a factor was lost in print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from falsum.statement.claim import Claim
from falsum.statement.fold import comparison, fold, fold_end
from falsum.statement.integrals import running
from falsum.statement.latex import latex
from falsum.statement.symbols import Role, Symbol

Weights = tuple[tuple[str, Fraction], ...]
KEEPING = ("abs", "min", "max", "mean")


@dataclass(frozen=True)
class Sized:
    """A subexpression's dimension; None stands for the number 0, which fits any."""

    weights: Weights | None


@dataclass(frozen=True)
class Homogeneity:
    """Whether a claim is homogeneous (None: a symbol declares no dimension), and why not."""

    homogeneous: bool | None
    reason: str = ""


class _Undeclared(Exception):
    """Signal a symbol without a dimension."""


class _Mismatch(Exception):
    """Signal two dimensions that ought to be the same."""


class _Dimensions:
    """The table of operations over dimensions."""

    def number(self, value: Fraction) -> Sized:
        """Return the dimension of a number."""
        return Sized(None if value == 0 else ())

    def named(self, name: str) -> Sized:
        """Return the dimension of a famous number."""
        return Sized(None if name == "inf" else ())

    def symbol(self, symbol: Symbol) -> Sized:
        """Return the dimension that a symbol declares."""
        if symbol.role is Role.CONSTANT or symbol.role is Role.INDEX:
            return Sized(())
        if symbol.role is Role.DEFINED:
            return self.defined(symbol)
        if symbol.dimension is None:
            raise _Undeclared(symbol.name)
        return Sized(symbol.dimension)

    def defined(self, symbol: Symbol) -> Sized:
        """Return the dimension of a definition, comparing it with the declared one."""
        found = fold(symbol.value, self)
        if symbol.dimension is not None and found.weights not in (None, symbol.dimension):
            raise _Mismatch(
                f"{symbol.name} is declared {_text(symbol.dimension)}, but "
                f"{latex(symbol.value)} is {_text(found.weights)}"
            )
        return found

    def add(self, terms: list[Sized]) -> Sized:
        """Return the common dimension of the terms."""
        return _common(terms, "a sum")

    def mul(self, factors: list[Sized]) -> Sized:
        """Add the powers of the units."""
        total: dict[str, Fraction] = {}
        for factor in factors:
            if factor.weights is None:
                return Sized(None)
            for unit, power in factor.weights:
                total[unit] = total.get(unit, Fraction(0)) + power
        return Sized(_clean(total))

    def power(self, base: Sized, exponent: Sized, rational: Fraction | None) -> Sized:
        """Multiply the powers of the units; an exponent carries none."""
        if exponent.weights not in ((), None):
            raise _Mismatch(f"an exponent has the dimension {_text(exponent.weights)}")
        if base.weights in ((), None):
            return base
        if rational is None:
            raise _Mismatch(f"something of dimension {_text(base.weights)} has a variable exponent")
        return Sized(_clean({unit: p * rational for unit, p in base.weights or ()}))

    def function(self, name: str, arguments: list[Sized]) -> Sized:
        """Return the dimension of a function value; most take pure numbers only."""
        if name in KEEPING:
            return _common(arguments, name)
        if name != "sign" and any(a.weights not in ((), None) for a in arguments):
            raise _Mismatch(f"{name} is applied to {_text(arguments[0].weights)}")
        return Sized(())

    def integral(self, node: Any) -> Sized:
        """Multiply the dimension of the body by that of the variable, which its ends share."""
        z, lower, upper, body = running(node)
        ends = [fold_end(lower, self), fold_end(upper, self)]
        _common([self.symbol(z), *ends], f"the range of {z.name}")
        return self.mul([fold(body, self), self.symbol(z)])

    def series(self, node: Any) -> Sized:
        """Return the dimension of the terms."""
        return fold(node.args[0], self)

    def sum(self, index: Symbol, lower: Sized, upper: Sized, body: Callable[[], Sized]) -> Sized:
        """Return the dimension of the terms."""
        return body()

    def extreme(
        self, name: str, index: Symbol, lower: Sized, upper: Sized, body: Callable[[], Sized]
    ) -> Sized:
        """Return the dimension of the values compared."""
        return body()


def _clean(weights: dict[str, Fraction]) -> Weights:
    return tuple(sorted((unit, power) for unit, power in weights.items() if power))


def _text(weights: Weights | None) -> str:
    if not weights:
        return "a pure number"
    return " ".join(unit if power == 1 else f"{unit}^{power}" for unit, power in weights)


def _common(parts: list[Sized], where: str) -> Sized:
    known = list(dict.fromkeys(p.weights for p in parts if p.weights is not None))
    if len(known) > 1:
        raise _Mismatch(f"{where} mixes {' and '.join(_text(w) for w in known)}")
    return Sized(known[0] if known else None)


def _relation(relation: Any, where: str) -> None:
    left, right = (fold(side, _Dimensions()) for side in relation.args)
    _common([left, right], f"{where}, {latex(relation.lhs)} {comparison(relation)} ...,")


def _pure(probability: Any) -> None:
    found = fold(probability, _Dimensions())
    if found.weights not in ((), None):
        raise _Mismatch(f"the probability claimed has the dimension {_text(found.weights)}")


def homogeneity(claim: Claim) -> Homogeneity:
    """Check the dimensions of every hypothesis, every conjunct and every definition."""
    try:
        for assumed in (*claim.hypotheses, *claim.domain_hypotheses):
            if not assumed.granted:
                _relation(assumed.relation, f"the hypothesis {assumed.name!r}")
        for relation in claim.conjuncts:
            _relation(relation, "the conclusion")
        for symbol in claim.definitions:
            _Dimensions().defined(symbol)
        if claim.quantifier.least is not None:
            _pure(claim.quantifier.least)
    except _Undeclared:
        return Homogeneity(None)
    except _Mismatch as error:
        return Homogeneity(False, str(error))
    return Homogeneity(True)

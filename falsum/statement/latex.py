"""LaTeX of a literal tree, term by term as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from falsum.statement.expressions import Literal
from falsum.statement.fold import comparison, fold, fold_end
from falsum.statement.integrals import running
from falsum.statement.symbols import Role, Symbol

# a symbol that ends in a superscript, which a power must not follow
RAISED = re.compile(
    r"(\^(\{([^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\s\\{}])|')"
    r"(_(\{[^{}]*\}|\\[A-Za-z]+|[^\s\\{}]))?$"
)
# a symbol that starts with an operator, whose reach is unclear without brackets
LARGE = re.compile(r"\\(min|max|sup|inf|sum|prod|int|lim)(?![A-Za-z])")

SUM, PRODUCT, SIGNED, POWER, ATOM = range(5)

COMMANDS = {"inf": r"\infty", "pi": r"\pi", "e": "e"}
SIGNS = {"<=": r"\leq", "<": r"\lt", ">=": r"\geq", ">": r"\gt", "==": "=", "!=": r"\neq"}
OPERATORS = {
    "min": r"\min",
    "max": r"\max",
    "exp": r"\exp",
    "log": r"\log",
    "sin": r"\sin",
    "cos": r"\cos",
    "tan": r"\tan",
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "sinh": r"\sinh",
    "cosh": r"\cosh",
    "tanh": r"\tanh",
    "erf": r"\mathrm{erf}",
    "gamma": r"\Gamma",
    "lgamma": r"\log\Gamma",
    "sign": r"\mathrm{sgn}",
    "mean": r"\mathbb{E}",
}


class Tex(NamedTuple):
    """A piece of LaTeX, how tightly it binds, and its reciprocal when it is one over something."""

    text: str
    binding: int = ATOM
    under: Tex | None = None


class LatexAlgebra:
    """The table of operations that writes LaTeX."""

    def number(self, value: Fraction) -> Tex:
        """Write an integer or a fraction."""
        if value.denominator == 1:
            return Tex(str(value.numerator), ATOM if value >= 0 else SIGNED)
        sign = "-" if value < 0 else ""
        text = rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
        return Tex(text, PRODUCT if value > 0 else SIGNED)

    def named(self, name: str) -> Tex:
        """Write a famous number."""
        return Tex(COMMANDS[name])

    def symbol(self, symbol: Symbol) -> Tex:
        """Write a symbol in the letters that its document uses."""
        if symbol.role is Role.CONSTANT:
            return fold(symbol.value, self)
        return Tex(symbol.latex, SUM if LARGE.match(symbol.latex) else ATOM)

    def add(self, terms: list[Tex]) -> Tex:
        """Write the terms, a leading minus becoming a difference."""
        text = terms[0].text
        for term in terms[1:]:
            if term.binding != SUM and term.text.startswith("-"):
                text += f" - {term.text[1:]}"
            else:
                text += f" + {_wrapped(term, PRODUCT)}"
        return Tex(text, SUM)

    def mul(self, factors: list[Tex]) -> Tex:
        """Write the factors, those under a bar as one fraction."""
        sign, first = "", factors[0]
        if first.binding == SIGNED and first.text.startswith("-") and len(factors) > 1:
            rest = [] if first.text == "-1" else [Tex(first.text[1:], PRODUCT)]
            sign, factors = "-", [*rest, *factors[1:]]
        above = [_wrapped(f, PRODUCT) for f in factors if f.under is None]
        below = [f for f in factors if f.under is not None]
        if len(above) == 1 and below:
            above = [next(f.text for f in factors if f.under is None)]
        text = _spaced(above) or "1"
        if below:
            text = rf"\frac{{{text}}}{{{_below(below)}}}"
        return Tex(sign + text, SIGNED if sign else PRODUCT)

    def power(self, base: Tex, exponent: Tex, rational: Fraction | None) -> Tex:
        """Write a root, a reciprocal or a power."""
        if rational == Fraction(1, 2):
            return Tex(rf"\sqrt{{{base.text}}}")
        if rational is not None and rational < 0:
            positive = (
                base if rational == -1 else self.power(base, self.number(-rational), -rational)
            )
            return Tex(rf"\frac{{1}}{{{positive.text}}}", PRODUCT, positive)
        below = rf"\left({base.text}\right)" if RAISED.search(base.text) else _wrapped(base, ATOM)
        return Tex(rf"{below}^{{{exponent.text}}}", POWER)

    def function(self, name: str, arguments: list[Tex]) -> Tex:
        """Write a function application."""
        inner = ", ".join(a.text for a in arguments)
        if name == "abs":
            return Tex(rf"\left\lvert {inner} \right\rvert")
        if name == "floor":
            return Tex(rf"\lfloor {inner} \rfloor")
        if name == "ceil":
            return Tex(rf"\lceil {inner} \rceil")
        if name == "binomial":
            return Tex(rf"\binom{{{arguments[0].text}}}{{{arguments[1].text}}}")
        if name == "factorial":
            return Tex(f"{_wrapped(arguments[0], ATOM)}!", POWER)
        return Tex(rf"{OPERATORS[name]}\left({inner}\right)")

    def integral(self, node: Any) -> Tex:
        """Write an integral sign with its range; the differential closes it."""
        z, lower, upper, body = running(node)
        ends = [fold_end(end, self).text for end in (lower, upper)]
        inside = _wrapped(fold(body, self), PRODUCT)
        return Tex(rf"\int_{{{ends[0]}}}^{{{ends[1]}}} {inside} \mathrm{{d}}{z.latex}", PRODUCT)

    def series(self, node: Any) -> Tex:
        """Write a sum sign without an upper end."""
        index, lower, _, body = running(node)
        return self.sum(index, fold(lower, self), self.named("inf"), lambda: fold(body, self))

    def sum(self, index: Symbol, lower: Tex, upper: Tex, body: Callable[[], Tex]) -> Tex:
        """Write a sum sign with its range."""
        limits = rf"\sum_{{{index.latex}={lower.text}}}^{{{upper.text}}}"
        return Tex(f"{limits} {_wrapped(body(), PRODUCT)}", PRODUCT)

    def extreme(
        self, name: str, index: Symbol, lower: Tex, upper: Tex, body: Callable[[], Tex]
    ) -> Tex:
        """Write a minimum or a maximum with its range."""
        operator = r"\min" if name == "least" else r"\max"
        limits = rf"{operator}_{{{lower.text} \leq {index.latex} \leq {upper.text}}}"
        return Tex(f"{limits} {_wrapped(body(), PRODUCT)}", PRODUCT)


def _wrapped(piece: Tex, least: int) -> str:
    if piece.binding < least or (piece.binding == SIGNED and piece.text.startswith("-")):
        return rf"\left({piece.text}\right)"
    return piece.text


def _below(factors: list[Tex]) -> str:
    """Write what stands under a bar, several factors with brackets where they need them."""
    pieces = [f.under for f in factors if f.under is not None]
    return pieces[0].text if len(pieces) == 1 else _spaced([_wrapped(p, PRODUCT) for p in pieces])


def _spaced(factors: list[str]) -> str:
    """Join factors, with a dot before a digit and brackets around a sum that is not the last."""
    text = ""
    for place, factor in enumerate(factors):
        open_ended = factor.startswith(r"\sum") and place < len(factors) - 1
        piece = rf"\left({factor}\right)" if open_ended else factor
        number = piece[:1].isdigit() or (text[-1:].isdigit() and piece.startswith(r"\frac"))
        dotted = place > 0 and number
        text += (r" \cdot " if dotted else " " if place else "") + piece
    return text


def latex(tree: Any) -> str:
    """Return LaTeX of an expression or a relation."""
    if getattr(tree, "is_Relational", False):
        left, right = (fold(side, LatexAlgebra()).text for side in tree.args)
        return f"{left} {SIGNS[comparison(tree)]} {right}"
    return fold(tree, LatexAlgebra()).text


Literal.AS_LATEX = staticmethod(latex)

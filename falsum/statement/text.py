"""Plain text of a literal tree, term by term as it was written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from falsum.statement.expressions import Literal
from falsum.statement.fold import comparison, fold, fold_end
from falsum.statement.integrals import running
from falsum.statement.symbols import Role, Symbol

SUM, QUOTIENT, PRODUCT, POWER, ATOM = range(5)


class Text(NamedTuple):
    """A piece of text, how tightly it binds, and its reciprocal when it is one over something."""

    text: str
    binding: int = ATOM
    under: str | None = None

    def within(self, least: int) -> str:
        """Return the text, in brackets when it binds less tightly than ``least``."""
        return self.text if self.binding >= least else f"({self.text})"


class TextAlgebra:
    """The table of operations that writes plain text."""

    def number(self, value: Fraction) -> Text:
        """Write an integer or a fraction."""
        if value < 0:
            return Text(str(value), SUM)
        return Text(str(value), ATOM if value.denominator == 1 else QUOTIENT)

    def named(self, name: str) -> Text:
        """Write a famous number."""
        return Text(name)

    def symbol(self, symbol: Symbol) -> Text:
        """Write a symbol by its name, a constant by its value."""
        if symbol.role is Role.CONSTANT:
            return fold(symbol.value, self)
        axes = ",".join(i.name for i in symbol.indices)
        return Text(f"{symbol.name}[{axes}]" if axes else symbol.name)

    def add(self, terms: list[Text]) -> Text:
        """Write the terms, a leading minus becoming a difference."""
        text = terms[0].text
        for term in terms[1:]:
            minus = term.text.startswith("-")
            text += f" - {term.text[1:]}" if minus else f" + {term.within(QUOTIENT)}"
        return Text(text, SUM)

    def mul(self, factors: list[Text]) -> Text:
        """Write the factors, those under a bar after a slash."""
        sign = ""
        if factors[0].text == "-1" and len(factors) > 1:
            sign, factors = "-", factors[1:]
        above = "*".join(f.within(PRODUCT) for f in factors if f.under is None) or "1"
        below = [f.under for f in factors if f.under is not None]
        text = "/".join([above, *below])
        return Text(sign + text, SUM if sign else QUOTIENT if below else PRODUCT)

    def power(self, base: Text, exponent: Text, rational: Fraction | None) -> Text:
        """Write a root, a reciprocal or a power."""
        if rational == Fraction(1, 2):
            return Text(f"sqrt({base.text})")
        if rational is not None and rational < 0:
            inverse = (
                self.power(base, self.number(-rational), -rational) if rational != -1 else base
            )
            return Text(f"1/{inverse.within(POWER)}", QUOTIENT, inverse.within(POWER))
        return Text(f"{base.within(ATOM)}^{exponent.within(ATOM)}", POWER)

    def function(self, name: str, arguments: list[Text]) -> Text:
        """Write a function application."""
        inner = ", ".join(a.text for a in arguments)
        return Text(f"|{inner}|" if name == "abs" else f"{name}({inner})")

    def integral(self, node: Any) -> Text:
        """Write an integral with its range."""
        z, lower, upper, body = running(node)
        ends = f"{fold_end(lower, self).text}..{fold_end(upper, self).text}"
        return Text(f"integral({fold(body, self).text} for {z.name} = {ends})")

    def series(self, node: Any) -> Text:
        """Write a sum without end."""
        index, lower, _, body = running(node)
        return self.sum(index, fold(lower, self), self.named("inf"), lambda: fold(body, self))

    def sum(self, index: Symbol, lower: Text, upper: Text, body: Callable[[], Text]) -> Text:
        """Write a sum with its range."""
        return Text(f"sum({body().text} for {index.name} = {lower.text}..{upper.text})")

    def extreme(
        self, name: str, index: Symbol, lower: Text, upper: Text, body: Callable[[], Text]
    ) -> Text:
        """Write a least or greatest value with its range."""
        return Text(f"{name}({body().text} for {index.name} = {lower.text}..{upper.text})")


def plain(tree: Any) -> str:
    """Return plain text of an expression or a relation."""
    if getattr(tree, "is_Relational", False):
        left, right = (fold(side, TextAlgebra()).text for side in tree.args)
        return f"{left} {comparison(tree)} {right}"
    return fold(tree, TextAlgebra()).text


Literal.AS_TEXT = staticmethod(plain)

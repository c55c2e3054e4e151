"""Whether a claim is well formed: every part is checked when it is stated, before any audit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from falsum.statement.exact import ClaimError
from falsum.statement.expressions import Expectation
from falsum.statement.fold import fold, fold_end
from falsum.statement.form import Form
from falsum.statement.hypothesis import Hypothesis, as_relation
from falsum.statement.integrals import running
from falsum.statement.quantifier import Kind, Quantifier
from falsum.statement.source import Source
from falsum.statement.symbols import Role, Symbol, symbols_of


class Stated(Protocol):
    """What is asked of a claim here."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def source(self) -> Source:
        """Where it is printed."""

    @property
    def quantifier(self) -> Quantifier:
        """How far it speaks."""

    @property
    def hypotheses(self) -> Sequence[Hypothesis]:
        """What it assumes."""

    @property
    def definitions(self) -> Sequence[Symbol]:
        """The expressions that a measurement asks for by name."""

    @property
    def note(self) -> str:
        """What a reading chooses or a correction changes."""

    @property
    def trivial(self) -> Any:
        """The relation under which it says nothing, or None."""

    @property
    def conjuncts(self) -> tuple[Any, ...]:
        """The relations of the conclusion."""

    @property
    def named_form(self) -> Form:
        """The form that the id names."""

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """Every symbol that it speaks of."""

    @property
    def trees(self) -> list[Any]:
        """Every expression that it is made of."""

    def of_role(self, role: Role) -> tuple[Symbol, ...]:
        """The symbols of one role."""


ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


def require_names(claim: Stated) -> None:
    """Refuse an id, a source or a quantifier that is none."""
    if not isinstance(claim.id, str) or not ID.fullmatch(claim.id):
        raise ClaimError(
            f"claim id {claim.id!r} is not of the form document.statement[.part]; write lower "
            "case letters, digits and underscores, joined by dots"
        )
    if not isinstance(claim.source, Source) or not claim.source.document:
        raise ClaimError(
            f"{claim.id}: source is {claim.source!r}; write Source(document, label, page=...)"
        )
    if not isinstance(claim.quantifier, Quantifier):
        raise ClaimError(
            f"{claim.id}: quantifier is {claim.quantifier!r}; write always, "
            "with_probability(p) or another of " + ", ".join(Kind)
        )


def require_form(claim: Stated) -> None:
    """Refuse a claim whose parts are not what they should be, or do not go together."""
    _require_parts(claim)
    for relation in claim.conjuncts:
        as_relation(relation, f"{claim.id}: the conclusion")
        if not symbols_of(relation):
            raise ClaimError(f"{claim.id}: {relation} speaks of no symbol, so it is decided")
    _ = claim.symbols  # raises on a bare symbol, or on two symbols of one name
    for tree in claim.trees:
        fold(tree, _Whitelist())
    _require_quantified(claim)
    _require_trivial(claim)
    if claim.named_form is Form.CORRECTED and not claim.note:
        raise ClaimError(f"{claim.id}: a corrected claim needs note= saying what it changes")


def _require_parts(claim: Stated) -> None:
    """Refuse what is no definition or no hypothesis, and two hypotheses of one name."""
    for symbol in claim.definitions:
        if not isinstance(symbol, Symbol) or symbol.role is not Role.DEFINED:
            raise ClaimError(
                f"{claim.id}: {symbol!r} is no definition; write defined(name, expression)"
            )
    for assumed in claim.hypotheses:
        if not isinstance(assumed, Hypothesis):
            raise ClaimError(
                f"{claim.id}: {assumed!r} is not a named hypothesis; write "
                "hypothesis('its name', relation) or granted('its name', latex)"
            )
    names = [h.name for h in claim.hypotheses]
    if len(set(names)) < len(names):
        raise ClaimError(f"{claim.id}: two hypotheses share a name among {names}")


def _require_quantified(claim: Stated) -> None:
    """Refuse a hidden constant without a rate, a mean without an expectation, and the reverse."""
    if (claim.quantifier.kind.of_growth) != bool(claim.of_role(Role.HIDDEN)):
        raise ClaimError(
            f"{claim.id}: a rate has a hidden constant, declared with hidden(name, meaning), "
            "and no other claim has"
        )
    values = [s.value for s in claim.of_role(Role.DEFINED)]
    averaged = any(tree.has(Expectation) for tree in [*claim.trees, *values])
    if (claim.quantifier.kind is Kind.IN_EXPECTATION) != averaged:
        raise ClaimError(
            f"{claim.id}: a claim in_expectation says Mean(...) of what it averages, and no "
            "other claim does"
        )


def _require_trivial(claim: Stated) -> None:
    """Refuse a trivial relation that speaks of anything that the claim does not."""
    if claim.trivial is None:
        return
    relation = as_relation(claim.trivial, f"{claim.id}: trivial")
    for side in relation.args:
        fold(side, _Whitelist())
    new = [s.name for s in symbols_of(relation) if s not in claim.symbols]
    if new:
        raise ClaimError(
            f"{claim.id}: trivial speaks of {', '.join(new)}, which the claim does not; state "
            "it in the claim's own symbols"
        )
    drawn = [s.name for s in symbols_of(relation) if s.role is Role.MEASURED]
    if drawn and claim.quantifier.kind is Kind.WITH_PROBABILITY:
        raise ClaimError(
            f"{claim.id}: trivial speaks of {', '.join(drawn)}, which chance decides; state it "
            "in parameters, or leave it out: a probability of at most 0 says nothing anyway"
        )


class _Whitelist:
    """The table that accepts every listed operation and computes nothing."""

    def __init__(self, inside: tuple[Symbol, ...] = ()) -> None:
        self.inside = inside  # variables of the integrals around

    def number(self, value: Any) -> None:
        """Accept a number."""

    def named(self, name: str) -> None:
        """Accept a famous number."""

    def symbol(self, symbol: Symbol) -> None:
        """Accept a symbol; its own value, range or axes are checked in turn."""
        if symbol.role is Role.VARIABLE and symbol not in self.inside:
            raise ClaimError(
                f"{symbol.name} is a variable of integration and stands outside of its integral; "
                "declare a parameter() or an index() instead"
            )
        values = symbol.value if symbol.role is Role.INDEX else (symbol.value,)
        for tree in (*symbol.indices, *values):
            if tree is not None:
                fold(tree, self)

    def add(self, terms: list[None]) -> None:
        """Accept a sum."""

    def mul(self, factors: list[None]) -> None:
        """Accept a product."""

    def power(self, base: None, exponent: None, rational: Any) -> None:
        """Accept a power."""

    def function(self, name: str, arguments: list[None]) -> None:
        """Accept a listed function."""

    def integral(self, node: Any) -> None:
        """Accept an integral over a declared variable."""
        z, lower, upper, body = running(node)
        for end in (lower, upper):
            fold_end(end, self)
        if z in self.inside:
            raise ClaimError(f"two integrals, one inside the other, run over {z.name}; rename one")
        fold(body, _Whitelist((*self.inside, z)))

    def series(self, node: Any) -> None:
        """Accept a sum without end over a declared index."""
        _, lower, _, body = running(node)
        fold(lower, self)
        fold(body, self)

    def sum(self, index: Symbol, lower: None, upper: None, body: Any) -> None:
        """Accept a sum over a declared index."""
        if not isinstance(index, Symbol) or index.role is not Role.INDEX:
            raise ClaimError(f"{index} is no index; declare it with index(name, lower, upper)")
        body()

    def extreme(self, name: str, index: Symbol, lower: None, upper: None, body: Any) -> None:
        """Accept an extreme value over a declared index."""
        self.sum(index, lower, upper, body)

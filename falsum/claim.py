"""A claim: what a document states, as frozen data and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from falsum.calculus.nodes import running
from falsum.expr import ClaimError, Eq, Expectation, Ge, Gt, Le, Lt, floor, lift
from falsum.serial import serialise
from falsum.symbols import Role, Symbol, symbols_of
from falsum.walk import fold, fold_end

ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
QUANTIFIERS = (
    "always",
    "almost_always",
    "with_probability",
    "in_expectation",
    "exists",
    "count",
    "rate",
)


@dataclass(frozen=True)
class Quantifier:
    """How far a claim speaks: ``kind`` is one of QUANTIFIERS, ``least`` a probability.

    ``over`` is the quantity that grows without bound in a rate.
    """

    kind: str
    least: Any = None
    over: Any = None


always = Quantifier("always")
almost_always = Quantifier("almost_always")
in_expectation = Quantifier("in_expectation")
exists = Quantifier("exists")
count = Quantifier("count")


def rate(over: object) -> Quantifier:
    """Return the quantifier "as ``over`` grows, with a hidden constant that does not"."""
    return Quantifier("rate", over=lift(over))


def with_probability(least: object) -> Quantifier:
    """Return the quantifier "with probability at least ``least`` over the measurement's law"."""
    return Quantifier("with_probability", lift(least))


@dataclass(frozen=True)
class Source:
    """Where a statement is printed, and what had to be reconstructed to read it.

    ``document`` is the key that ids start with, ``citation`` what a reader looks it up by.
    """

    document: str
    label: str
    page: int | None = None
    equation: str | None = None
    note: str = ""
    citation: str = ""

    def __str__(self) -> str:
        """Return the document's key and the place on one line."""
        return f"{self.document}, {self.place}"

    @property
    def place(self) -> str:
        """Return where in the document the statement stands."""
        parts = [self.label]
        if self.page is not None:
            parts.append(f"p. {self.page}")
        if self.equation is not None:
            parts.append(f"eq. ({self.equation})")
        return ", ".join(parts)


@dataclass(frozen=True)
class Hypothesis:
    """A named hypothesis: a scalar relation, or one that is granted by the family."""

    name: str
    relation: Any = None
    latex: str = ""

    @property
    def granted(self) -> bool:
        """Tell whether the family vouches for it instead of the engine computing it."""
        return self.relation is None


def hypothesis(name: str, relation: object) -> Hypothesis:
    """Return a hypothesis that the engine evaluates on every instance."""
    return Hypothesis(name, _relation(relation, f"hypothesis {name!r}"))


def granted(name: str, latex: str) -> Hypothesis:
    """Return a hypothesis with no scalar form; the family says how it is met and offers a probe."""
    return Hypothesis(name, None, latex)


class And(tuple[Any, ...]):
    """A conjunction of relations, each with its own slack."""

    def __new__(cls, *relations: Any) -> And:
        """Join at least two relations."""
        if len(relations) < 2:
            raise ClaimError(f"And() joins two relations or more, got {len(relations)}")
        return super().__new__(cls, relations)


def _relation(relation: object, where: str) -> Any:
    if isinstance(relation, bool) or relation in (sympy.true, sympy.false):
        raise ClaimError(
            f"{where} has already been decided: it is the constant {relation}; build it with "
            "Le, Lt, Ge, Gt, Eq or Ne so that it stays as written"
        )
    if not getattr(relation, "is_Relational", False):
        raise ClaimError(
            f"{where} is {relation!r}, which is not a relation; write Le(lhs, rhs) or a sibling"
        )
    return relation


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement of a document: hypotheses, conclusion, quantifier, source.

    ``definitions`` are the named expressions that a measurement asks for by name, such as the
    printed number of steps.  ``note`` says in one sentence what a reading chooses or what a
    correction changes.  ``trivial`` is a relation under which the conclusion says nothing, such as
    a bound on a risk that is at least 1; it is no part of the statement.  Raises ClaimError when it
    is not well formed.
    """

    id: str
    title: str
    source: Source
    quantifier: Quantifier
    conclusion: Any
    hypotheses: Sequence[Hypothesis] = ()
    definitions: Sequence[Symbol] = ()
    note: str = ""
    trivial: Any = None

    def __post_init__(self) -> None:
        """Check every part and freeze the sequences."""
        if not isinstance(self.id, str) or not ID.fullmatch(self.id):
            raise ClaimError(
                f"claim id {self.id!r} is not of the form document.statement[.part]; write lower "
                "case letters, digits and underscores, joined by dots"
            )
        if not isinstance(self.source, Source) or not self.source.document:
            raise ClaimError(
                f"{self.id}: source is {self.source!r}; write Source(document, label, page=...)"
            )
        if not isinstance(self.quantifier, Quantifier) or self.quantifier.kind not in QUANTIFIERS:
            raise ClaimError(
                f"{self.id}: quantifier is {self.quantifier!r}; write always, "
                "with_probability(p) or another of " + ", ".join(QUANTIFIERS)
            )
        object.__setattr__(self, "hypotheses", tuple(self.hypotheses))
        object.__setattr__(self, "definitions", tuple(self.definitions))
        for symbol in self.definitions:
            if not isinstance(symbol, Symbol) or symbol.role is not Role.DEFINED:
                raise ClaimError(
                    f"{self.id}: {symbol!r} is no definition; write defined(name, expression)"
                )
        for assumed in self.hypotheses:
            if not isinstance(assumed, Hypothesis):
                raise ClaimError(
                    f"{self.id}: {assumed!r} is not a named hypothesis; write "
                    "hypothesis('its name', relation) or granted('its name', latex)"
                )
        names = [h.name for h in self.hypotheses]
        if len(set(names)) < len(names):
            raise ClaimError(f"{self.id}: two hypotheses share a name among {names}")
        for relation in self.conjuncts:
            _relation(relation, f"{self.id}: the conclusion")
            if not symbols_of(relation):
                raise ClaimError(f"{self.id}: {relation} speaks of no symbol, so it is decided")
        _ = self.symbols  # raises on a bare symbol, or on two symbols of one name
        for tree in self._trees():
            fold(tree, _Whitelist())
        if (self.quantifier.kind == "rate") != bool(self.of_role(Role.HIDDEN)):
            raise ClaimError(
                f"{self.id}: a rate has a hidden constant, declared with hidden(name, meaning), "
                "and no other claim has"
            )
        values = [s.value for s in self.of_role(Role.DEFINED)]
        averaged = any(tree.has(Expectation) for tree in [*self._trees(), *values])
        if (self.quantifier.kind == "in_expectation") != averaged:
            raise ClaimError(
                f"{self.id}: a claim in_expectation says Mean(...) of what it averages, and no "
                "other claim does"
            )
        self._check_trivial()
        if self.kind == "corrected" and not self.note:
            raise ClaimError(f"{self.id}: a corrected claim needs note= saying what it changes")

    def _check_trivial(self) -> None:
        """Refuse a trivial relation that speaks of anything that the claim does not."""
        if self.trivial is None:
            return
        relation = _relation(self.trivial, f"{self.id}: trivial")
        for side in relation.args:
            fold(side, _Whitelist())
        new = [s.name for s in symbols_of(relation) if s not in self.symbols]
        if new:
            raise ClaimError(
                f"{self.id}: trivial speaks of {', '.join(new)}, which the claim does not; state "
                "it in the claim's own symbols"
            )
        drawn = [s.name for s in symbols_of(relation) if s.role is Role.MEASURED]
        if drawn and self.quantifier.kind == "with_probability":
            raise ClaimError(
                f"{self.id}: trivial speaks of {', '.join(drawn)}, which chance decides; state it "
                "in parameters, or leave it out: a probability of at most 0 says nothing anyway"
            )

    @property
    def conjuncts(self) -> tuple[Any, ...]:
        """Return the relations of the conclusion, one or several."""
        return tuple(self.conclusion) if isinstance(self.conclusion, And) else (self.conclusion,)

    @property
    def kind(self) -> str:
        """Return 'printed', 'corrected' or 'reading'."""
        last = self.id.rsplit(".", 1)[-1]
        if last.startswith("corrected"):
            return "corrected"
        return "reading" if last.startswith("reading_") else "printed"

    @property
    def printed_id(self) -> str:
        """Return the id of the printed statement that this claim reads or corrects."""
        return self.id if self.kind == "printed" else self.id.rsplit(".", 1)[0]

    @property
    def test_name(self) -> str:
        """Return the name of its check: the parts after the document, joined by underscores."""
        return "test_" + "_".join(self.id.split(".")[1:])

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """Return every symbol that the claim speaks of, by name."""
        found = {s: None for tree in self._trees() for s in symbols_of(tree)}
        names: dict[str, Symbol] = {}
        for symbol in found:
            other = names.setdefault(symbol.name, symbol)
            if other is not symbol and other != symbol:
                raise ClaimError(f"{self.id}: two different symbols are named {symbol.name!r}")
        return tuple(sorted(names.values(), key=lambda s: s.name))

    def of_role(self, role: Role) -> tuple[Symbol, ...]:
        """Return the symbols of one role."""
        return tuple(s for s in self.symbols if s.role is role)

    @cached_property
    def domain_hypotheses(self) -> tuple[Hypothesis, ...]:
        """Return the hypotheses that the parameters' domains amount to."""
        return tuple(
            Hypothesis(f"{s.name} in its domain", relation)
            for role in (Role.PARAMETER, Role.CHOSEN)
            for s in self.of_role(role)
            for relation in _bounds(s)
        )

    @cached_property
    def hash(self) -> str:
        """Return the SHA-256 of the claim's own serialisation: statement, not presentation."""
        text = "\n".join(
            [
                self.id,
                self.quantifier.kind,
                "" if self.quantifier.least is None else serialise(self.quantifier.least),
                *([] if self.quantifier.over is None else [serialise(self.quantifier.over)]),
                *(f"assume {h.name}: {_content(h)}" for h in self.hypotheses),
                *(f"domain {serialise(h.relation)}" for h in self.domain_hypotheses),
                *(f"conclude {serialise(r)}" for r in self.conjuncts),
                *(f"define {serialise(s)}" for s in self.definitions),
            ]
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def _trees(self) -> list[Any]:
        relations = [h.relation for h in self.hypotheses if not h.granted] + list(self.conjuncts)
        trees = [side for relation in relations for side in relation.args]
        trees += [t for t in (self.quantifier.least, self.quantifier.over) if t is not None]
        return [*trees, *self.definitions]


def says_nothing(claim: Claim) -> Any:
    """Return the relation under which a claim says nothing, or None where none is known."""
    if claim.trivial is None and claim.quantifier.kind == "with_probability":
        return Le(claim.quantifier.least, 0)
    return claim.trivial


def _content(assumed: Hypothesis) -> str:
    return f"granted {assumed.latex}" if assumed.granted else serialise(assumed.relation)


def _bounds(symbol: Symbol) -> list[Any]:
    domain, relations = symbol.domain, []
    if domain.lower is not None:
        relations.append((Gt if domain.open_below else Ge)(symbol, domain.lower))
    if domain.upper is not None:
        relations.append((Lt if domain.open_above else Le)(symbol, domain.upper))
    if domain.integral:
        relations.append(Eq(symbol, floor(symbol)))
    return relations


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

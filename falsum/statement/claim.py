"""A claim: what a document states, as frozen data and nothing else."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from falsum.statement.exact import ClaimError
from falsum.statement.expressions import floor
from falsum.statement.form import Form, form_of
from falsum.statement.hashing import serialise
from falsum.statement.hypothesis import And as And
from falsum.statement.hypothesis import Hypothesis as Hypothesis
from falsum.statement.hypothesis import granted as granted
from falsum.statement.hypothesis import hypothesis as hypothesis
from falsum.statement.provisos import Proviso
from falsum.statement.quantifier import Kind
from falsum.statement.quantifier import Quantifier as Quantifier
from falsum.statement.quantifier import almost_always as almost_always
from falsum.statement.quantifier import always as always
from falsum.statement.quantifier import count as count
from falsum.statement.quantifier import exists as exists
from falsum.statement.quantifier import in_expectation as in_expectation
from falsum.statement.quantifier import rate as rate
from falsum.statement.quantifier import with_probability as with_probability
from falsum.statement.relations import Eq, Ge, Gt, Le, Lt
from falsum.statement.source import Source as Source
from falsum.statement.symbols import Role, Symbol, symbols_of
from falsum.statement.wellformed import ID as ID
from falsum.statement.wellformed import require_form, require_names


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement of a document: hypotheses, conclusion, quantifier, source.

    ``definitions`` are the named expressions that a measurement asks for by name, such as the
    printed number of steps.  ``note`` says in one sentence what a reading chooses or what a
    correction changes.  ``trivial`` is a relation under which the conclusion says nothing, such as
    a bound on a risk that is at least 1; it is no part of the statement.  ``latex`` is what the
    document prints.

    ``form`` is what it is to its document, told from the id where it is left out.  ``provisos``
    are taken for granted by a charitable reader, besides those that follow from the claim; sizes in
    ``singled_out`` may be 1 even to them.  ``misprint`` is the line from which the intended formula
    is evident, where another is printed.  None of these is covered by the hash.

    Raises ClaimError when it is not well formed.
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
    latex: str = ""
    form: Form | None = None
    provisos: Sequence[Proviso] = ()
    singled_out: Sequence[Symbol] = ()
    misprint: str = ""

    def __post_init__(self) -> None:
        """Check every part and freeze the sequences."""
        require_names(self)
        object.__setattr__(self, "hypotheses", tuple(self.hypotheses))
        object.__setattr__(self, "definitions", tuple(self.definitions))
        object.__setattr__(self, "form", self.form or form_of(self.id.rsplit(".", 1)[-1]))
        require_form(self)

    @property
    def conjuncts(self) -> tuple[Any, ...]:
        """Return the relations of the conclusion, one or several."""
        return tuple(self.conclusion) if isinstance(self.conclusion, And) else (self.conclusion,)

    @property
    def kind(self) -> str:
        """Return 'printed', 'corrected' or 'reading', as the id says: ``form`` says more."""
        warnings.warn("Claim.kind is superseded; write claim.form", FutureWarning, stacklevel=2)
        return "reading" if self.named_form is Form.REPAIR else self.named_form.value

    @property
    def named_form(self) -> Form:
        """Return the form that the id names, which is printed where it names none."""
        return form_of(self.id.rsplit(".", 1)[-1])

    @property
    def printed_id(self) -> str:
        """Return the id of the printed statement that this claim reads or corrects."""
        return self.id if self.named_form is Form.PRINTED else self.id.rsplit(".", 1)[0]

    @property
    def test_name(self) -> str:
        """Return the name of its check: the parts after the document, joined by underscores."""
        return "test_" + "_".join(self.id.split(".")[1:])

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """Return every symbol that the claim speaks of, by name."""
        found = {s: None for tree in self.trees for s in symbols_of(tree)}
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

    @property
    def trees(self) -> list[Any]:
        """Return every expression that the claim is made of."""
        relations = [h.relation for h in self.hypotheses if not h.granted] + list(self.conjuncts)
        trees = [side for relation in relations for side in relation.args]
        trees += [t for t in (self.quantifier.least, self.quantifier.over) if t is not None]
        return [*trees, *self.definitions]


def says_nothing(claim: Claim) -> Any:
    """Return the relation under which a claim says nothing, or None where none is known."""
    if claim.trivial is None and claim.quantifier.kind is Kind.WITH_PROBABILITY:
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

"""A statement: what a document prints under one number, and the claims that are its forms.

The printed text is named once.  Its forms are claims: the statement as printed, a step of its
proof, a reading, a shadow of an O(.), a corrected form.  Each says what it changes, and its id
follows from the statement's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from falsum.statement.claim import Claim
from falsum.statement.exact import ClaimError
from falsum.statement.form import Form
from falsum.statement.hypothesis import Hypothesis
from falsum.statement.provisos import Proviso
from falsum.statement.quantifier import Quantifier, always
from falsum.statement.source import Source
from falsum.statement.symbols import Symbol


@dataclass(frozen=True, eq=False)
class Statement:
    """One numbered statement; ``latex`` is what is printed, for a reader to compare with.

    ``assuming`` are its hypotheses, ``defining`` the named expressions that a measurement may ask
    for.  A proof has no conclusion of its own: only its steps have.  ``provisos`` and
    ``singled_out`` are those of :class:`Claim`.
    """

    id: str
    title: str
    source: Source
    concludes: Any = None
    latex: str = ""
    assuming: Sequence[Hypothesis] = ()
    defining: Sequence[Symbol] = ()
    quantifier: Quantifier = always
    trivial: Any = None
    provisos: Sequence[Proviso] = ()
    singled_out: Sequence[Symbol] = ()
    is_step: bool = False

    def printed(self, *, note: str = "", misprint: str = "", **changes: Any) -> Claim:
        """Return the claim that is printed; see :meth:`_form` for what may be changed.

        ``misprint`` names the line from which the intended formula is evident: a finding then
        counts as a misprint, however many instances break what is printed.
        """
        form = Form.STEP if self.is_step else Form.PRINTED
        return self._form("", note, changes, form=form, misprint=misprint)

    def reading(self, name: str, *, note: str, **changes: Any) -> Claim:
        """Return one way to read what is printed; ``note`` says which."""
        return self._form(f"reading_{name}", note, changes, form=Form.READING)

    def shadow(self, name: str, *, note: str = "", **changes: Any) -> Claim:
        """Return a finite claim that stands for an asymptotic one."""
        return self._form(name, note, changes, form=Form.SHADOW)

    def corrected(self, name: str = "", *, note: str, **changes: Any) -> Claim:
        """Return the statement after its smallest repair; ``note`` says what it changes."""
        suffix = f"corrected_{name}" if name else "corrected"
        return self._form(suffix, note, changes, form=Form.CORRECTED)

    def repair(self, name: str, *, note: str, **changes: Any) -> Claim:
        """Return a changed statement on trial, which is nobody's reading."""
        return self._form(f"repair_{name}", note, changes, form=Form.REPAIR)

    def step(self, name: str, title: str, **changes: Any) -> Statement:
        """Return a step of the proof, a statement with forms of its own.

        Conclusion, definitions and the relation under which it says nothing are its own; the
        hypotheses and the quantifier are those of the statement unless they are changed.
        """
        own: dict[str, Any] = {"concludes": None, "latex": "", "defining": (), "trivial": None}
        own["is_step"] = True
        return self._changed({**own, **changes, "title": title}, f"{self.id}.{name}")

    def part(self, name: str, title: str, **changes: Any) -> Statement:
        """Return a part of what is printed under the number: as a step is, but printed itself."""
        return replace(self.step(name, title, **changes), is_step=self.is_step)

    def _form(self, suffix: str, note: str, changes: Mapping[str, Any], **about: Any) -> Claim:
        """Return a form: a claim with some parts changed.

        ``changes`` are fields of the statement, besides ``adding=`` and ``dropping=`` hypotheses,
        ``place=`` with what is different in the source, and ``providing=`` more provisos.
        """
        stated = self._changed(changes, f"{self.id}.{suffix}" if suffix else self.id)
        if stated.concludes is None:
            raise ClaimError(f"{stated.id} concludes nothing; write concludes=Le(lhs, rhs)")
        return Claim(
            id=stated.id,
            title=stated.title,
            source=stated.source,
            quantifier=stated.quantifier,
            hypotheses=stated.assuming,
            conclusion=stated.concludes,
            definitions=stated.defining,
            note=note,
            trivial=stated.trivial,
            latex=stated.latex,
            provisos=stated.provisos,
            singled_out=stated.singled_out,
            **about,
        )

    def _changed(self, changes: Mapping[str, Any], name: str) -> Statement:
        rest = dict(changes)
        adding, dropping = rest.pop("adding", ()), rest.pop("dropping", ())
        place, providing = rest.pop("place", {}), rest.pop("providing", ())
        unknown = set(rest) - set(vars(self))
        if unknown:
            raise ClaimError(
                f"{name}: {', '.join(sorted(unknown))} is no part of a statement; its parts are "
                f"{', '.join(vars(self))}, adding, dropping, place and providing"
            )
        absent = [h.name for h in dropping if h not in self.assuming]
        if absent:
            raise ClaimError(f"{name} drops {', '.join(absent)}, which {self.id} does not assume")
        changed = replace(self, **{**rest, "id": name})
        kept = [h for h in changed.assuming if h not in dropping]
        return replace(
            changed,
            assuming=(*kept, *adding),
            source=replace(changed.source, **place),
            provisos=(*changed.provisos, *providing),
        )


@dataclass(frozen=True)
class Document:
    """What a text is cited by, its key, which ids start with, and what it takes for granted."""

    key: str
    citation: str = ""
    provisos: Sequence[Proviso] = ()

    def source(self, label: str, **place: Any) -> Source:
        """Return a place in the document: a label, and ``page=``, ``equation=``, ``note=``."""
        return Source(self.key, label, citation=self.citation, **place)

    def statement(self, module: str, title: str, label: str, **parts: Any) -> Statement:
        """Return the statement that a module of its own name holds; pass ``__name__``.

        ``page``, ``equation`` and ``note`` say where it is printed, ``providing`` adds to the
        provisos of the document; the rest are its parts.
        """
        place = {name: parts.pop(name) for name in ("page", "equation", "note") if name in parts}
        name = module.rsplit(".", 1)[-1]
        parts["provisos"] = (*self.provisos, *parts.pop("providing", ()))
        return Statement(f"{self.key}.{name}", title, self.source(label, **place), **parts)

    def proof(self, module: str, title: str, label: str, **parts: Any) -> Statement:
        """Return the proof that a module of its own name holds; what it states are steps."""
        return replace(self.statement(module, title, label, **parts), is_step=True)

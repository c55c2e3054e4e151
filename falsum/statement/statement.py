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
from falsum.statement.expressions import ClaimError
from falsum.statement.hypothesis import Hypothesis
from falsum.statement.quantifier import Quantifier, always
from falsum.statement.source import Source
from falsum.statement.symbols import Symbol


@dataclass(frozen=True, eq=False)
class Statement:
    """One numbered statement; ``latex`` is what is printed, for a reader to compare with.

    ``assuming`` are its hypotheses, ``defining`` the named expressions that a measurement may ask
    for.  A proof has no conclusion of its own: only its steps have.
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

    def printed(self, *, note: str = "", **changes: Any) -> Claim:
        """Return the claim that is printed; see :meth:`_form` for what may be changed."""
        return self._form("", note, changes)

    def reading(self, name: str, *, note: str, **changes: Any) -> Claim:
        """Return one way to read what is printed; ``note`` says which."""
        return self._form(f"reading_{name}", note, changes)

    def shadow(self, name: str, *, note: str = "", **changes: Any) -> Claim:
        """Return a finite claim that stands for an asymptotic one."""
        return self._form(name, note, changes)

    def corrected(self, name: str = "", *, note: str, **changes: Any) -> Claim:
        """Return a repaired statement; ``note`` says what it changes."""
        return self._form(f"corrected_{name}" if name else "corrected", note, changes)

    def step(self, name: str, title: str, **changes: Any) -> Statement:
        """Return a step of the proof, a statement with forms of its own.

        Conclusion, definitions and the relation under which it says nothing are its own; the
        hypotheses and the quantifier are those of the statement unless they are changed.
        """
        own: dict[str, Any] = {"concludes": None, "latex": "", "defining": (), "trivial": None}
        return self._changed({**own, **changes, "title": title}, f"{self.id}.{name}")

    def _form(self, suffix: str, note: str, changes: Mapping[str, Any]) -> Claim:
        """Return a form: a claim with some parts changed.

        ``changes`` are fields of the statement, besides ``adding=`` and ``dropping=`` hypotheses,
        and ``place=`` with what is different in the source.
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
        )

    def _changed(self, changes: Mapping[str, Any], name: str) -> Statement:
        rest = dict(changes)
        adding, dropping = rest.pop("adding", ()), rest.pop("dropping", ())
        place = rest.pop("place", {})
        unknown = set(rest) - set(vars(self))
        if unknown:
            raise ClaimError(
                f"{name}: {', '.join(sorted(unknown))} is no part of a statement; its parts are "
                f"{', '.join(vars(self))}, adding, dropping and place"
            )
        absent = [h.name for h in dropping if h not in self.assuming]
        if absent:
            raise ClaimError(f"{name} drops {', '.join(absent)}, which {self.id} does not assume")
        changed = replace(self, **{**rest, "id": name})
        kept = [h for h in changed.assuming if h not in dropping]
        return replace(changed, assuming=(*kept, *adding), source=replace(changed.source, **place))


@dataclass(frozen=True)
class Document:
    """What a text is cited by, and its key, which ids start with."""

    key: str
    citation: str = ""

    def source(self, label: str, **place: Any) -> Source:
        """Return a place in the document: a label, and ``page=``, ``equation=``, ``note=``."""
        return Source(self.key, label, citation=self.citation, **place)

    def statement(self, module: str, title: str, label: str, **parts: Any) -> Statement:
        """Return the statement that a module of its own name holds; pass ``__name__``.

        ``page``, ``equation`` and ``note`` say where it is printed; the rest are its parts.
        """
        place = {name: parts.pop(name) for name in ("page", "equation", "note") if name in parts}
        name = module.rsplit(".", 1)[-1]
        return Statement(f"{self.key}.{name}", title, self.source(label, **place), **parts)

"""The verdicts, with what each means, and the other words that a record may hold."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

import msgspec

from falsum.statement.form import Form


class Verdict(StrEnum):
    """How an audit ends, what that means, and what a reader must not take it for.

    ``ERROR`` is how an audit ends that its own code stopped, and ``CHANGED`` what a page says of a
    statement that was not audited since: neither is on record.
    """

    meaning: str
    limits: str

    def __new__(cls, word: str, meaning: str = "", limits: str = "") -> Verdict:
        """Create a verdict: its word in files, its meaning, its limits."""
        verdict = str.__new__(cls, word)
        verdict._value_, verdict.meaning, verdict.limits = word, meaning, limits
        return verdict

    PROVED = (
        "proved",
        "It holds for every instance of the stated domain, by rigorous computation.",
        "The domain is the one given below, which may be smaller than that of the source.",
    )
    SURVIVED = (
        "survived",
        "A search for a counterexample found none. This is not a proof.",
        "Not finding a counterexample does not show that there is none: only the configurations "
        "listed below were searched, with a limited number of instances each, and nothing is "
        "claimed of larger sizes or of instances that the generator cannot produce.",
    )
    REFUTED = (
        "refuted",
        "It is false as stated: an instance meets every hypothesis and breaks the conclusion.",
        "This concerns the statement as written on this page. A changed statement may hold; where "
        "one is known, it is listed under related statements.",
    )
    VACUOUS = (
        "vacuous",
        "It says nothing: no object meets its hypotheses.",
        "Nothing is said of the statement with weaker hypotheses.",
    )
    ILL_DEFINED = (
        "ill_defined",
        "It has no definite meaning as stated: an instance meets every hypothesis, and an "
        "expression of the statement is undefined there.",
        "With the missing hypothesis added it may hold; where such a form is known, it is listed "
        "under related statements.",
    )
    INCONCLUSIVE = (
        "inconclusive",
        "The search could not decide it.",
        "It may be true or false.",
    )
    NOT_CHECKABLE = (
        "not_checkable",
        "It makes no finite claim that a computation could check.",
        "It may be true or false.",
    )
    CHANGED = (
        "changed",
        "The statement has been changed here since it was last audited.",
        "Nothing is known of the new form until it is audited again.",
    )
    ERROR = "error", "Its audit was stopped by an error.", "It may be true or false."

    @property
    def words(self) -> str:
        """Return the verdict as it reads in a sentence."""
        return self.replace("_", " ")

    @property
    def on_record(self) -> bool:
        """Tell whether it may be written down as what is known of a claim."""
        return self not in (Verdict.CHANGED, Verdict.ERROR)

    @property
    def breaks(self) -> bool:
        """Tell whether an instance shows it, of which there is a certificate."""
        return self in (Verdict.REFUTED, Verdict.ILL_DEFINED)

    @property
    def finding(self) -> bool:
        """Tell whether it says that the statement fails."""
        return self.breaks or self is Verdict.VACUOUS

    @property
    def stands(self) -> bool:
        """Tell whether the claim stands, as far as is known."""
        return self in (Verdict.PROVED, Verdict.SURVIVED)

    @property
    def open(self) -> bool:
        """Tell whether a search ended without anything that settles the claim."""
        return self in (Verdict.SURVIVED, Verdict.INCONCLUSIVE)

    @property
    def strength(self) -> int:
        """Return how firmly it is known: a counterexample over a proof over a search."""
        if self.breaks:
            return 3
        return {Verdict.PROVED: 1, Verdict.VACUOUS: 2}.get(self, 0)

    @property
    def without_proof(self) -> Verdict:
        """Return what a search that proves nothing reports in its stead."""
        weaker = {Verdict.PROVED: Verdict.SURVIVED, Verdict.VACUOUS: Verdict.INCONCLUSIVE}
        return weaker.get(self, self)

    def agrees(self, found: Verdict) -> bool:
        """Tell whether a run may find this, the verdict on record, or what is weaker of it."""
        return found is self or (self.stands and found is self.without_proof)


def on_record(word: str) -> Verdict:
    """Return the verdict of a record; raise ValueError when it cannot be on record."""
    verdict = Verdict(word)
    if not verdict.on_record:
        raise ValueError(f"{word!r} is no verdict on record")
    return verdict


def recorded() -> tuple[Verdict, ...]:
    """Return the verdicts that may be on record."""
    return tuple(verdict for verdict in Verdict if verdict.on_record)


EXTENT = {
    "open set": "on an open set: instances close to the counterexample break it too",
    "edge": "only at an edge: most instances close to the counterexample do not break it",
    "discrete": "at single instances of a discrete family",
}

SLACK = (
    "The *slack* of an instance says how close it comes to breaking the statement, whatever the "
    "scale: for a claim $a \\leq b$ it is $(a - b) / (\\vert a \\vert + \\vert b \\vert)$, between "
    "-1 and 1. Below 0 the claim holds with room to spare, at 0 it holds with equality, above 0 it "
    "is broken. For a claimed equality it is the relative difference of both sides."
)


def number(value: float | None) -> str:
    """Return a slack to three digits, or a dash."""
    return "–" if value is None else f"{value:.3g}".replace("-", "−")


STATES = (
    "exact",
    "refuted",
    "resolved",
    "consistent",
    "unresolved",
    "approximate",
    "undefined",
    "untried",
)


SIGNS = ("<=", "<", ">=", ">", "==", "!=")


def _one_of(words: tuple[str, ...]) -> msgspec.Meta:
    """Return the constraint that a text read from a file is one of some words."""
    return msgspec.Meta(pattern=rf"^({'|'.join(map(re.escape, words))})\Z")


State = Annotated[str, _one_of(STATES)]


Sign = Annotated[str, _one_of(SIGNS)]


FormName = Annotated[str, _one_of(("", *Form))]


FileName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_.]+\.json\Z", max_length=300)]

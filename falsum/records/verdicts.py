"""What the verdicts mean, in plain English."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from falsum.statement.form import Form

MEANING = {
    "proved": "It holds for every instance of the stated domain, by rigorous computation.",
    "survived": "A search for a counterexample found none. This is not a proof.",
    "refuted": "It is false as stated: an instance meets every hypothesis and breaks the "
    "conclusion.",
    "vacuous": "It says nothing: no object meets its hypotheses.",
    "ill_defined": "It has no definite meaning as stated: an instance meets every hypothesis, and "
    "an expression of the statement is undefined there.",
    "inconclusive": "The search could not decide it.",
    "not_checkable": "It makes no finite claim that a computation could check.",
    "changed": "The statement has been changed here since it was last audited.",
}

# what a reader might take a verdict for, and must not
LIMITS = {
    "survived": "Not finding a counterexample does not show that there is none: only the "
    "configurations listed below were searched, with a limited number of instances each, and "
    "nothing is claimed of larger sizes or of instances that the generator cannot produce.",
    "proved": "The domain is the one given below, which may be smaller than that of the source.",
    "refuted": "This concerns the statement as written on this page. A changed statement may hold; "
    "where one is known, it is listed under related statements.",
    "vacuous": "Nothing is said of the statement with weaker hypotheses.",
    "ill_defined": "With the missing hypothesis added it may hold; where such a form is known, it "
    "is listed under related statements.",
    "inconclusive": "It may be true or false.",
    "not_checkable": "It may be true or false.",
    "changed": "Nothing is known of the new form until it is audited again.",
}

QUANTIFIERS = {
    "always": "For every instance that meets the hypotheses,",
    "almost_always": "For all instances that meet the hypotheses, except for a set of measure "
    "zero,",
    "with_probability": "For every instance that meets the hypotheses, with probability at least "
    "{least},",
    "in_expectation": "For every instance that meets the hypotheses, in expectation over the "
    "randomness,",
    "exists": "There is an instance that meets the hypotheses and for which",
    "count": "For every instance that meets the hypotheses, counted exactly,",
    "rate": "As {over} grows, with a constant that does not depend on it, for every instance that "
    "meets the hypotheses,",
}

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


def shown(verdict: str) -> str:
    """Return the verdict as words."""
    return verdict.replace("_", " ")


def number(value: float | None) -> str:
    """Return a slack to three digits, or a dash."""
    return "–" if value is None else f"{value:.3g}".replace("-", "−")


VERDICTS = (
    "proved",
    "survived",
    "refuted",
    "vacuous",
    "ill_defined",
    "inconclusive",
    "not_checkable",
)


RAISED = "error"  # how an audit ends that its own code stopped: no verdict, never on record


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


CHARITABLE = ("substantive", "misprint")  # what breaks under every proviso


SEVERITIES = (*CHARITABLE, "boundary")


SIGNS = ("<=", "<", ">=", ">", "==", "!=")


def _one_of(words: tuple[str, ...]) -> msgspec.Meta:
    """Return the constraint that a text read from a file is one of some words."""
    return msgspec.Meta(pattern=rf"^({'|'.join(map(re.escape, words))})\Z")


Verdict = Annotated[str, _one_of(VERDICTS)]


Ending = Annotated[str, _one_of((*VERDICTS, RAISED))]


State = Annotated[str, _one_of(STATES)]


Severity = Annotated[str, _one_of(SEVERITIES)]


FormName = Annotated[str, _one_of(("", *Form))]


Sign = Annotated[str, _one_of(SIGNS)]


FileName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_.]+\.json\Z", max_length=300)]

"""Statements: the printed text named once, and the claims that are its forms."""

from __future__ import annotations

import pytest

from falsum import (
    Claim,
    ClaimError,
    Document,
    Ge,
    Le,
    Rational,
    Statement,
    always,
    hypothesis,
    measured,
    parameter,
    unit,
)
from falsum.statement.form import Form
from falsum.statement.units import number

x = parameter("x", "a number")
y = measured("y", r"|x|")
bounded = hypothesis("x is at most 1", Le(x, 1))
positive = hypothesis("x is at least 0", Ge(x, 0))
book = Document("doe_2020", citation="J. Doe, Numbers, 2020")


def stated(**parts: object) -> Statement:
    """Return a statement of the module lemma_1."""
    rest = {"concludes": Le(y, x), "assuming": [bounded], **parts}
    return book.statement("theorems.doe_2020.lemma_1", "Absolute values", "Lemma 1", page=7, **rest)


def test_the_printed_form_is_the_claim_that_would_be_written_out() -> None:
    """Id, source and hash are those of a claim with the same parts."""
    printed = stated().printed(note="As it stands.")
    source = book.source("Lemma 1", page=7)
    written = Claim(
        "doe_2020.lemma_1",
        "Absolute values",
        source,
        always,
        Le(y, x),
        hypotheses=[bounded],
        note="As it stands.",
    )
    assert (printed.id, printed.source, printed.note) == (written.id, source, written.note)
    assert printed.hash == written.hash


FORMS = [
    (stated().printed(), "", "printed"),
    (stated().reading("half", note="Reads x as x / 2."), ".reading_half", "reading"),
    (stated().shadow("small"), ".small", "printed"),
    (stated().corrected(note="Asks more."), ".corrected", "corrected"),
    (stated().corrected("twice", note="Asks more."), ".corrected_twice", "corrected"),
]


@pytest.mark.parametrize(("form", "suffix", "kind"), FORMS, ids=[row[1] for row in FORMS])
def test_ids_follow_from_the_statement(form: Claim, suffix: str, kind: str) -> None:
    """Each form has its own id and kind."""
    assert (form.id, form.named_form) == (f"doe_2020.lemma_1{suffix}", kind)


def test_a_form_changes_what_it_says_and_nothing_else() -> None:
    """Hypotheses are added and dropped by name; the rest stays."""
    form = stated().corrected(adding=[positive], note="Asks for x >= 0.")
    assert [h.name for h in form.hypotheses] == [bounded.name, positive.name]
    assert form.conclusion == Le(y, x)
    free = stated().reading("free", note="No bound.", dropping=[bounded])
    assert free.hypotheses == ()
    moved = stated().printed(place={"note": "From the proof."}, concludes=Le(y, Rational(1, 2)))
    assert moved.source.note == "From the proof." and moved.source.page == 7


def test_a_step_is_a_statement_of_its_own() -> None:
    """A step keeps the hypotheses, has its own conclusion, and forms of its own."""
    step = stated().step("first", "The first step", concludes=Ge(y, 0))
    assert step.printed().id == "doe_2020.lemma_1.first"
    assert step.corrected(note="Asks more.").id == "doe_2020.lemma_1.first.corrected"
    assert [h.name for h in step.printed().hypotheses] == [bounded.name]


def test_a_part_is_printed_as_its_statement_is() -> None:
    """A part of a theorem is a printed claim, a part of a step is a step."""
    assert stated().part("part_1", "Part 1", concludes=Ge(y, 0)).printed().form is Form.PRINTED
    step = stated().step("first", "The first step")
    assert step.part("left", "Its left half", concludes=Ge(y, 0)).printed().form is Form.STEP


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"conclude": Le(y, x)}, "conclude is no part of a statement"),
        ({"dropping": [positive]}, "drops x is at least 0, which doe_2020.lemma_1 does not assume"),
        ({"concludes": None}, "concludes nothing; write concludes="),
    ],
)
def test_a_change_that_is_none_is_refused(change: dict[str, object], says: str) -> None:
    """A misspelt part, a hypothesis that is not there and a missing conclusion are errors."""
    with pytest.raises(ClaimError, match=says):
        stated().printed(**change)


def test_units_multiply() -> None:
    """A unit is what dimension= takes, and the powers of base units add up."""
    value, length = unit("value"), unit("length")
    curvature = value / length**2
    same = parameter("L", "smoothness", dimension={"value": 1, "length": -2})
    assert parameter("L", "smoothness", dimension=curvature).dimension == same.dimension
    assert dict(value / value) == dict(number) == {}

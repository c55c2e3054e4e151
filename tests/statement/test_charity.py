"""What is taken for granted of a claim, and the claim that is left under it."""

from __future__ import annotations

from typing import Any

import pytest

from falsum import (
    Claim,
    ClaimError,
    Document,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Source,
    always,
    ceiling,
    constant,
    counted,
    defined,
    hypothesis,
    index,
    interval,
    measured,
    naturals,
    parameter,
    positive,
    proviso,
)
from falsum.statement.charity import charitable, provisos_of
from falsum.statement.form import Form

x = parameter("x", "a number")
share = parameter("share", "a share", domain=interval(0, 1))
size = parameter("size", "a size", domain=naturals)
eps = parameter("eps", "an accuracy", domain=positive)
steps = defined("T", x / eps, meaning="steps allowed", counts=True)
best = measured("best", r"\text{the least}")


def stated(conclusion: Any, **parts: Any) -> Claim:
    """A claim with a conclusion of one's own."""
    return Claim("doc_2020.lemma_1", "t", Source("doc_2020", "1"), always, conclusion, **parts)


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        (stated(Le(x, 1)), []),
        (stated(Le(eps, 1)), []),
        (stated(Le(share, x)), ["share is strictly above 0", "share is strictly below 1"]),
        (stated(Le(size, x)), ["size is at least 2"]),
        (stated(Le(size, x), singled_out=[size]), []),
        (stated(Lt(x, 1)), ["equality is let pass"]),
        (stated(Le(best, x), definitions=[steps]), ["T is rounded up and at least 1"]),
        (
            stated(Le(x, eps), hypotheses=[hypothesis("it is low", Le(x, 3))]),
            ["it is low, strictly"],
        ),
        (stated(Le(x, eps), hypotheses=[hypothesis("it is low", Le(x, eps))]), []),
        (stated(Le(share, x), hypotheses=[hypothesis("it is 1", Eq(share, 1))]), []),
        (stated(Le(share, x), hypotheses=[hypothesis("it is 0", Le(share, 0))]), []),
        (stated(Le(x, 1), provisos=[proviso("x is not 0", Gt(x, 0))]), ["x is not 0"]),
        (stated(Le(x, 1), provisos=[proviso("far", Gt(eps, 0))]), []),
    ],
)
def test_what_is_taken_for_granted(claim: Claim, names: list[str]) -> None:
    """Of ranges, sizes, counts and ties, and what is declared of symbols that are spoken of."""
    assert [p.name for p in provisos_of(claim)] == names


def test_a_count_is_rounded_wherever_it_stands() -> None:
    """In the conclusion, in definitions that use it and in hypotheses; the rest is untouched."""
    rest = defined("rest", steps + 1)
    low = hypothesis("few", Le(steps, 9))
    claim = stated(Le(best, rest + steps), definitions=[steps, rest], hypotheses=[low])
    changed = charitable(claim, provisos_of(claim))
    up = Max(1, ceiling(x / eps))
    assert changed.definitions[0].value == up
    assert changed.definitions[1].value.args[0].value == up
    assert changed.hypotheses[0].relation.args[0].value == up
    assert {s.name for s in changed.symbols} == {s.name for s in claim.symbols}
    assert charitable(claim, ()) is claim


def test_provisos_that_are_relations_become_hypotheses() -> None:
    """With their names, so that a rejected instance says by which."""
    claim = stated(Lt(share, x))
    changed = charitable(claim, provisos_of(claim))
    assert [h.name for h in changed.hypotheses] == [
        "share is strictly above 0",
        "share is strictly below 1",
    ]
    assert type(changed.conclusion) is type(Le(x, 1))


def test_a_count_that_shapes_what_is_measured_is_left_as_it_is() -> None:
    """An axis of T entries can't be made longer by a reader."""
    t = index("t", 1, steps)
    each = measured("each", "x_t", indices=(t,))
    assert provisos_of(stated(Le(each, 1), definitions=[steps])) == ()


def test_provisos_change_no_hash_and_reach_every_form() -> None:
    """What is charitable is no part of the statement; a document declares it once."""
    away = proviso("x is not 0", Ge(x, 1))
    doc = Document("doc_2020", provisos=[away])
    theorem = doc.statement(
        "theorems.doc_2020.theorem_1",
        "t",
        "Theorem 1",
        concludes=Le(x, best),
        providing=[proviso("eps is low", Lt(eps, 1))],
    )
    printed = theorem.printed(misprint="the next line")
    bare = Document("doc_2020").statement(
        "theorems.doc_2020.theorem_1", "t", "Theorem 1", concludes=Le(x, best)
    )
    assert printed.hash == bare.printed().hash
    assert [p.name for p in provisos_of(printed)] == ["x is not 0"]
    step = theorem.step("first", "s", concludes=Le(x, 2), providing=[proviso("low", Le(x, 9))])
    assert [p.name for p in step.printed().provisos] == ["x is not 0", "eps is low", "low"]


def test_forms_follow_from_how_a_claim_is_made() -> None:
    """A step is not printed as a statement is, and a repair is nobody's reading."""
    theorem = Document("doc_2020").statement("a.theorem_1", "t", "1", concludes=Le(x, 1))
    step = theorem.step("first", "s", concludes=Le(x, 2))
    made = [
        theorem.printed(),
        step.printed(),
        theorem.reading("other", note="n"),
        theorem.corrected(note="n"),
        step.corrected(note="n"),
        theorem.repair("squared", note="n"),
        theorem.shadow("explicit"),
        stated(Le(x, 1)),
    ]
    assert [claim.form for claim in made] == [
        Form.PRINTED,
        Form.STEP,
        Form.READING,
        Form.CORRECTED,
        Form.CORRECTED,
        Form.REPAIR,
        Form.SHADOW,
        Form.PRINTED,
    ]
    proof = Document("doc_2020").proof("a.proof_1", "t", "1", concludes=Eq(x, 1))
    assert proof.printed().form is Form.STEP


@pytest.mark.parametrize("wrong", [x, constant("c", 2), 3])
def test_only_definitions_are_counted(wrong: Any) -> None:
    """What an instance carries is rounded by nobody."""
    with pytest.raises(ClaimError, match="takes a definition"):
        counted(wrong)


def test_the_entries_of_a_list_may_be_at_the_ends_of_their_range() -> None:
    """Losses of 0 and 1 are ordinary, whether the domain or a hypothesis bounds them."""
    i = index("i", 1, size)
    loss = parameter("loss", "losses", domain=interval(0, 1), indices=(i,))
    label = parameter("label", "labels", domain=naturals, indices=(i,))
    high = [hypothesis("losses are at most 1", Le(loss, 1))]
    claim = stated(Le(loss * label, x), hypotheses=high)
    assert [p.name for p in provisos_of(claim)] == ["size is at least 2"]

"""Each convention is seen to be broken where it is."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from falsum import Document, Le, audits, hypothesis, index, measured, numbers, parameter
from falsum.measure.check import Check
from tests.catalogue import linters

book = Document("doe_2020")
x = parameter("x", "a number")
i = index("i", 1, 3)
small = hypothesis("x is small", Le(x, 1))
lemma = book.statement("doe_2020.lemma_1", "Numbers", "Lemma 1", concludes=Le(x, 2))
line = numbers("line", {"x": lambda z, xp: z}, relax={small: lambda line, z, xp: line})


def bound(*, note: str = "", assuming: tuple[object, ...] = (small,), latex: str = "") -> Check:
    """Return a check of the lemma in a file of its own name."""
    claim = lemma.printed(note=note, assuming=list(assuming), latex=latex)
    return replace(audits(line, {claim: None})[0], file="checks/doe_2020/test_lemma_1.py")


def module(name: str, **values: object) -> ModuleType:
    """Return a module that holds some values."""
    made = ModuleType(name)
    vars(made).update(values)
    return made


def test_a_claim_without_a_check_and_a_check_without_a_claim() -> None:
    """Both directions are looked at, and a claim counts wherever it stands in its module."""
    check = bound()
    stated = linters.claims_in([module("theorems.doe_2020.lemma_1", anything=check.claim)])
    assert linters.unchecked(stated, [check]) == linters.unstated(stated, [check]) == []
    assert linters.unchecked(stated, []) == ["doe_2020.lemma_1"]
    assert linters.unstated({}, [check]) == ["doe_2020.lemma_1"]
    assert linters.unstated(stated, [bound()]) == ["doe_2020.lemma_1"], "another claim of that id"


def test_an_id_in_another_file() -> None:
    """The file is named after the statement."""
    elsewhere = replace(bound(), file="checks/doe_2020/test_lemma_2.py")
    assert linters.misfiled([bound(), elsewhere]) == ["doe_2020.lemma_1"]


def test_a_relaxation_of_nothing() -> None:
    """A key that is no hypothesis of any claim is stale."""
    assert linters.stale_relaxations([bound()]) == []
    assert linters.stale_relaxations([bound(assuming=())]) == ["line: x is small"]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("The first step (lemma_1) holds.", []),
        ("The first step (lemma_2.first) fails.", ["doe_2020.lemma_1: lemma_2.first"]),
        ("See doe_2020.lemma_1, and doe_2021.lemma_1.", ["doe_2020.lemma_1: doe_2021.lemma_1"]),
        ("A proof of lemmas, with c_1 and x_2.", []),
    ],
)
def test_a_mention_of_no_claim(note: str, found: list[str]) -> None:
    """Ids are looked for with and without their document; other words are left alone."""
    assert linters.dangling([bound(note=note)]) == found


def test_a_symbol_that_is_declared_twice() -> None:
    """Two declarations alike in one chapter are one too many; an import is none."""
    again = parameter("x", "a number")
    other = measured("x", "another quantity of that name")
    first, second = module("t.chapter_1.a", x=x), module("t.chapter_1.b", x=again)
    assert linters.redeclared([first, second]) == ["t.chapter_1: x"]
    assert linters.redeclared([first, module("t.chapter_1.b", x=x, y=other)]) == []
    assert linters.redeclared([first, module("t.chapter_2.b", x=again)]) == []


def test_a_printed_claim_without_its_formula() -> None:
    """What is printed is there to compare with."""
    assert linters.without_formula([bound()]) == ["doe_2020.lemma_1"]
    assert linters.without_formula([bound(latex=r"x \leq 2")]) == []


def test_a_hypothesis_without_a_place() -> None:
    """Readings and corrections may assume what is printed nowhere."""
    placed = hypothesis("x is low", Le(x, 1), place="line 3")
    assert linters.without_place([bound()]) == ["doe_2020.lemma_1: x is small"]
    assert linters.without_place([bound(assuming=(placed,))]) == []
    corrected = audits(line, {lemma.corrected(note="n", assuming=[small]): None})
    assert linters.without_place(corrected) == []

"""Checks of several claims on one family, measured by the family's quantities."""

from __future__ import annotations

from typing import Any

import pytest

from falsum import Document, Ge, Le, audits, hypothesis, measured, numbers, parameter
from falsum.maps import wide
from falsum.measure.check import BindingError
from falsum.verdict.audit import audit

book = Document("doe_2020")
x = parameter("x", "a number")
size = parameter("a", "the same number under another name")
square = measured("square", "x^2")
power = measured("power", "x^4")
small = hypothesis("x is at most 1", Le(x, 1))

line = numbers("line", {"x": lambda z, xp: z}, relax={small: lambda line, z, xp: line})


@line.computes
def squared(x: Any) -> Any:
    """Square the number."""
    return x * x


@line.measures(square)
def _square(squared: Any) -> Any:
    return squared


@line.measures(power)
def _power(squared: Any) -> Any:
    return squared**2


lemma = book.statement("doe_2020.lemma_1", "Squares", "Lemma 1", concludes=Ge(square, x))
true = lemma.reading("sign", note="Compares with 0.", concludes=Ge(power, 0))
CHECKS = list(audits(line, {lemma.printed(): "refuted", true: "survived"}))


def test_each_claim_is_bound_under_its_own_name() -> None:
    """Names, files and verdicts on record are those of single checks."""
    assert [c.name for c in CHECKS] == ["test_lemma_1", "test_lemma_1_reading_sign"]
    assert [c.expect for c in CHECKS] == ["refuted", "survived"]
    assert {c.file for c in CHECKS} == {__file__}
    assert [c.arguments for c in CHECKS] == [("x",), ("x",)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_verdicts_are_those_on_record(check: Any) -> None:
    """The measurements that are put together are audited like any other."""
    assert audit(check, profile="quick")[0].verdict == check.expect


def test_what_nothing_measures_is_refused_at_once() -> None:
    """The error names the claim, the family and the symbol."""
    cube = measured("cube", "x^3")
    claim = lemma.reading("cube", note="Takes the cube.", concludes=Ge(cube, x))
    with pytest.raises(BindingError, match=r"lemma_1\.reading_cube on line: nothing measures cube"):
        audits(line, {claim: None})
    assert audits(line, {claim: None}, measures={cube: lambda x: x**3})[0].arguments == ("x",)


def test_a_family_may_bind_parameters_to_its_fields_once_for_all() -> None:
    """``where`` of a claim comes first, then that of the family, then the name itself."""
    claim = lemma.reading("renamed", note="Renames.", concludes=Ge(square, size))
    assert audits(line, {claim: None}, where={size: "x"})[0].field_of(size) == "x"


def test_relaxations_may_be_keyed_by_hypotheses() -> None:
    """A hypothesis stands for its name, so that renaming it is noticed."""
    assert line.without(small.name) is not None


def test_families_of_numbers_differ_by_their_maps() -> None:
    """The version of a family, which certificates rest on, covers the maps."""
    other = numbers("line", {"x": lambda z, xp: wide(z, xp)})
    assert other.version != line.version and other.name == line.name

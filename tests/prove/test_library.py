"""Known inequalities: the true ones are proved by the method named, the others never."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from falsum.prove import Disproof, Proof, Unproved, prove
from falsum.prove.algebra import available
from falsum.prove.points import Answer, decide
from falsum.prove.scope import statements
from tests.prove.library import FALSE, SOLVER, TRUE, UNDEFINED, VACUOUS, Case


def ids(cases: list[Case]) -> list[str]:
    """Return the names of cases."""
    return [case.name for case in cases]


def test_the_library_is_large_enough() -> None:
    """There are at least thirty true and thirty false statements, by name."""
    assert len(set(ids(TRUE))) == len(TRUE) >= 30
    assert len(set(ids(FALSE))) == len(FALSE) >= 30


@pytest.mark.parametrize("case", TRUE, ids=ids(TRUE))
def test_true_statements_are_proved(case: Case) -> None:
    """Each true statement is proved, by the method that the library names."""
    if case.by == SOLVER and not available():
        pytest.skip("z3-solver is not installed")
    found = prove(case.claim, seconds=20)
    assert isinstance(found, Proof), found
    assert found.boxes >= 1 and case.by in found.method, found


@pytest.mark.parametrize("case", FALSE, ids=ids(FALSE))
def test_false_statements_are_never_proved(case: Case) -> None:
    """Each false statement ends in a point that breaks it exactly, or without an answer."""
    found = prove(case.claim, seconds=1 if case.by == "unproved" else 5)
    if case.by == "unproved":
        assert isinstance(found, Unproved), found
        return
    assert isinstance(found, Disproof), found
    assert _breaks(case.claim, found.point)


def _breaks(claim: Any, point: Any) -> bool:
    (statement,) = statements(claim, {})
    values: tuple[Fraction, ...] = tuple(point[s.name] for s in statement.variables)
    fixed = dict(zip(statement.variables, values, strict=True))
    return decide(statement.at_integers(fixed), ()) is Answer.FAILS


@pytest.mark.parametrize("case", UNDEFINED, ids=ids(UNDEFINED))
def test_undefined_statements_are_never_proved(case: Case) -> None:
    """A statement that says nothing somewhere on its domain is not proved."""
    found = prove(case.claim, seconds=2)
    assert isinstance(found, Unproved), found


@pytest.mark.parametrize("case", VACUOUS, ids=ids(VACUOUS))
def test_vacuous_statements_are_never_proved(case: Case) -> None:
    """A statement about nothing is not proved; emptiness is said where it is certain."""
    found = prove(case.claim, seconds=2)
    assert isinstance(found, Unproved), found
    assert found.empty == (case.by == "empty"), found

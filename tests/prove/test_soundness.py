"""The soundness check: boxes settle no false or undefined statement, and a broken rule shows.

The search runs here without any point that could disprove the statement, so that only the rules
stand between a false statement and a proof.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from flint import arb, fmpq

from falsum import balls
from falsum.enclosure import bound, functions, gradient, interval, operations
from falsum.enclosure.box import Box
from falsum.enclosure.effort import effort
from falsum.enclosure.interval import Contradiction, Interval
from falsum.enclosure.tape import Tape
from falsum.prove import branch, equalities, goals
from falsum.prove.branch import Search
from falsum.prove.budget import Budget
from falsum.prove.exact import count
from falsum.prove.goals import Definedness, Goals
from falsum.prove.outcome import Proof
from falsum.prove.points import Answer
from falsum.prove.scope import statements
from falsum.statement.expressions import exp, log
from falsum.statement.relations import Ge, Le
from tests.prove.library import FALSE, TRUE, UNDEFINED, Case, claim, w, x, z

EXTRA = [
    Case("a square above 1/4", claim(Ge(z**2, Fraction(1, 4)), Ge(z, -2), Le(z, 1)), ""),
    Case("log x <= x - 3/2", claim(Le(log(x), x - Fraction(3, 2))), ""),
    Case("exp falls", claim(Le(exp(w), 1 - w)), ""),
]


def settled(case: Case, boxes: int = 5, seconds: float = 0.2) -> bool:
    """Tell whether a small search settles a statement, no point being looked at."""
    with balls.precision(128, exact_bits=256):
        for statement in statements(case.claim, {}):
            if any(statement.integral) and count(statement) is not None:
                return False  # for enumeration
            equality = statement.conclusion.sign in ("==", "!=")
            goal: Any = Definedness(statement) if equality else Goals.of(statement)
            if isinstance(goal, Goals):
                goal.names.deadline = effort.spent + seconds
            try:
                anchors = equalities.anchors(statement.tape, statement.box)
                search = Search(goal, lambda p: (Answer.UNDECIDED, p), anchors)
                if not search.run(Budget.of(boxes, seconds)).proved:
                    return False
            except (AssertionError, Contradiction):
                return False
    return True


def _is_inequality(case: Case) -> bool:
    return all(s.conclusion.sign in ("<=", "<") for s in statements(case.claim, {}))


WRONG = [*EXTRA, *UNDEFINED, *(case for case in FALSE if _is_inequality(case))]
BY_NAME = {case.name: case for case in WRONG}


def test_nothing_false_is_settled() -> None:
    """The rules settle no false and no undefined statement, and do settle true ones."""
    assert [case.name for case in WRONG if settled(case)] == []
    assert sum(settled(case, seconds=10) for case in TRUE[:6]) >= 4


def drop_the_flag(patch: pytest.MonkeyPatch) -> None:
    """Forget that something may be undefined."""
    patch.setattr(interval.UNDEFINED, "undefined", False)


def forgive_nan(patch: pytest.MonkeyPatch) -> None:
    """Let NaN ends through, from a logarithm that returns them."""

    def careless(lo: Any, hi: Any, lo_open: bool = False, hi_open: bool = False) -> Interval:
        return Interval(lo, hi, lo_open, hi_open)

    patch.setitem(operations.FUNCTIONS, "log", lambda s: careless(arb.nan(), arb.nan()))
    # a comparison with NaN is false, so "not greater" reads as "at most"
    patch.setattr(interval, "less", lambda a, b: bool(a < b))


def even_powers_by_ends(patch: pytest.MonkeyPatch) -> None:
    """Square the ends and forget the 0 between them."""
    whole = functions.whole_power

    def wrong(s: Interval, n: int) -> Interval:
        if n != 2 or s.undefined or not s.is_bounded:
            return whole(s, n)
        a, b = sorted(
            (whole(interval.point(e), 2) for e in (s.lo, s.hi)), key=lambda e: float(arb(e.lo))
        )
        return Interval(a.lo, b.hi, False, False)

    patch.setattr(functions, "whole_power", wrong)


def ignore_strictness(patch: pytest.MonkeyPatch) -> None:
    """Take equality for less."""
    patch.setattr(goals, "zero_or_below", lambda value, strict: interval.is_nonpositive(value))


def open_every_end(patch: pytest.MonkeyPatch) -> None:
    """Take every face for left out."""
    original = bound._face

    def wrong(box: Box, directions: Any, up: bool) -> tuple[Box, bool]:
        face, _ = original(box, directions, up)
        return face, True

    patch.setattr(bound, "_face", wrong)


def turn_monotone_faces(patch: pytest.MonkeyPatch) -> None:
    """Take the largest values from the wrong face."""
    original = bound._face
    patch.setattr(bound, "_face", lambda box, known, up: original(box, known, not up))


def flip_a_derivative(patch: pytest.MonkeyPatch) -> None:
    """Differentiate the exponential with the wrong sign."""
    patch.setitem(gradient._RULES, "exp", lambda s, v: interval.negate(v))
    patch.setattr(
        "falsum.enclosure.function.agree", lambda *forms: False
    )  # no second form to object


def round_inward(patch: pytest.MonkeyPatch) -> None:
    """Replace every product by its upper left corner."""
    patch.setattr(operations, "multiply", lambda a, b: interval.point(fmpq(0)))


def prove_without_looking(patch: pytest.MonkeyPatch) -> None:
    """Count a discarded box as settled."""
    patch.setattr(branch, "truth", lambda sign, value: True)
    patch.setattr(Tape, "__call__", lambda self, box: interval.point(fmpq(-1)))


MUTATIONS: list[tuple[Callable[[pytest.MonkeyPatch], None], list[str]]] = [
    (drop_the_flag, ["sqrt(z)^2 = z", "log z <= z", "0/z <= 1", "0 log w >= 0", "tangent"]),
    (forgive_nan, ["log z <= z"]),
    (even_powers_by_ends, ["a square above 1/4", "narrow root"]),
    (ignore_strictness, ["exp strict at 0", "z^2 + 1 > 2 z"]),
    (open_every_end, ["exp strict at 0"]),
    (turn_monotone_faces, ["exp falls", "Bernoulli with 1/2"]),
    (flip_a_derivative, ["exp falls"]),
    (round_inward, ["logistic curvature, 1 %", "AM-GM, 1 %"]),
    (prove_without_looking, ["exp falls", "pole at log 3"]),
]


@pytest.mark.parametrize(
    ("mutate", "names"), MUTATIONS, ids=[mutate.__name__ for mutate, _ in MUTATIONS]
)
def test_a_broken_rule_is_noticed(
    mutate: Callable[[pytest.MonkeyPatch], None],
    names: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With any one rule broken, wrong statements are settled that no sound rule settles."""
    mutate(monkeypatch)
    assert [name for name in names if settled(BY_NAME[name], seconds=10)] == names


@pytest.mark.parametrize("change", [{"boxes": 0}, {"domain": ""}, {"method": ""}])
def test_an_empty_proof_cannot_be_built(change: dict[str, Any]) -> None:
    """A proof names its domain and method, and rests on at least one box."""
    proof = Proof("z in R", 1, "boxes")
    with pytest.raises(ValueError, match="not a proof"):
        dataclasses.replace(proof, **change)


def test_a_search_over_no_box_proves_nothing() -> None:
    """A search that has looked at nothing has not proved anything."""
    (statement,) = statements(TRUE[0].claim, {})
    search = Search(Goals.of(statement), lambda p: (Answer.UNDECIDED, p))
    assert not search.proved
    assert not search.run(Budget.of(0, 1.0)).proved

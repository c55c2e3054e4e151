"""Kinds of measurement: what a stage may do with the instances of each."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from falsum import balls
from falsum.instances.latents import structured
from falsum.measure.check import Check
from falsum.measure.kinds import BATCHED, DRAWN, ONE_BY_ONE, Batched
from tests.cases import exact_line, line, nothing, stated, x, y
from tests.decide.chances import bound, heads, mixed, n


def checks() -> dict[str, tuple[Check, Batched]]:
    """Return a check of each kind."""
    from falsum import Le, check, with_probability

    claim = stated(Le(x, x + 1))
    return {
        "arrays": (check(claim, line)(nothing), BATCHED),
        "exact values": (check(claim, exact_line)(nothing), ONE_BY_ONE),
        "trials": (bound(Le(heads, n), with_probability(Fraction(1, 2)), mixed), DRAWN),
    }


@pytest.mark.parametrize(("one", "kind"), checks().values(), ids=checks())
def test_the_declaration_tells_the_kind(one: Check, kind: Batched) -> None:
    """An exact family is measured one by one, and a stream may draw trials."""
    assert one.kind is kind


def test_only_arrays_of_floats_move_by_a_little() -> None:
    """Exact latents are halves, all others are taken as they are."""
    flat = np.array([[0.3, -1.2]])
    assert ONE_BY_ONE.snapped(flat).tolist() == [[0.5, -1.0]]
    assert BATCHED.snapped(flat) is flat and DRAWN.snapped(flat) is flat
    assert (BATCHED.continuous, DRAWN.continuous, ONE_BY_ONE.continuous) == (True, True, False)


@pytest.mark.parametrize(("kind", "drawn"), [(BATCHED, 640), (DRAWN, 40)])
def test_a_screen_is_smaller_where_instances_cost_more(kind: Batched, drawn: int) -> None:
    """Structured latents come first, and then as many random ones as are paid for."""
    flat = kind.screened(np.random.default_rng(0), 640, 2)
    edges = structured(2)
    assert (flat[: len(edges)] == edges).all() and len(flat) == len(edges) + drawn


def test_exact_values_are_given_as_fractions_and_entered_as_arrays() -> None:
    """A measurement of one instance sees no batch axis, and its result gets one."""
    given = ONE_BY_ONE.given({"x": balls.BallArray.from_fractions([Fraction(1, 3)])})
    assert given == {"x": Fraction(1, 3)}
    entered: Any = ONE_BY_ONE.entered({y: Fraction(1, 3)}, balls.namespace)
    assert entered[y].points().tolist() == [Fraction(1, 3)]

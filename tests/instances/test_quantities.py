"""Quantities: one function each, looked up by the symbols that claims speak of."""

from __future__ import annotations

from typing import Any

import pytest

from falsum import Quantities, measured
from falsum.instances.quantities import QuantityError

total = measured("total", r"\sum_i x_i")
largest = measured("largest", r"\max_i x_i")
least = measured("least", r"\min_i x_i")


def test_intermediate_results_are_computed_once() -> None:
    """Two quantities that need the same run share it."""
    runs = []
    found = Quantities()

    @found.computes
    def ordered(x: list[int]) -> list[int]:
        runs.append(x)
        return sorted(x)

    @found.measures(least, largest)
    def _extremes(ordered: list[int]) -> tuple[int, int]:
        return ordered[0], ordered[-1]

    @found.measures(total)
    def _total(ordered: list[int]) -> int:
        return sum(ordered)

    measure = found.measurement([total, largest, least])
    assert measure.arguments == ("x",)
    assert measure(x=[3, 1, 2]) == {total: 6, largest: 3, least: 1}
    assert len(runs) == 1


def test_a_table_knows_others_and_its_own_come_first() -> None:
    """What a claim brings along replaces what is shared."""
    shared, own = Quantities(), {total: lambda x: -1}
    shared.measures(total)(lambda x: sum(x))
    shared.measures(largest)(lambda x: max(x))
    found = Quantities((shared,)).with_own(own).measurement([total, largest])
    assert found(x=[1, 2]) == {total: -1, largest: 2}


def test_what_is_not_to_be_had_is_named() -> None:
    """A symbol that nothing measures is an error that says so, before anything runs."""
    with pytest.raises(QuantityError, match="nothing measures largest, total"):
        Quantities().measurement([total, largest])


def test_a_quantity_is_declared_once() -> None:
    """A second function for a symbol or a name is refused."""
    found = Quantities()
    found.measures(total)(lambda x: sum(x))
    with pytest.raises(QuantityError, match="total is measured twice"):
        found.measures(total)(max)

    def ordered(x: Any) -> Any:
        return x

    found.computes(ordered)
    with pytest.raises(QuantityError, match="ordered is computed twice"):
        found.computes(ordered)


def test_a_circle_is_refused() -> None:
    """An intermediate result that needs itself has no order of computation."""
    found = Quantities()

    @found.computes
    def first(second: Any) -> Any:
        return second

    @found.computes
    def second(first: Any) -> Any:
        return first

    found.measures(total)(lambda first: first)
    with pytest.raises(QuantityError, match="is computed from itself"):
        _ = found.measurement([total]).arguments

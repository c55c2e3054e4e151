"""The worst supermartingale against linear programs over all joint laws and a reflected walk."""

from fractions import Fraction
from itertools import product
from math import exp

import pytest

from falsum.couplings import (
    AssumptionError,
    Point,
    supermartingale_differences,
    worst_law,
    worst_supermartingale,
)


def steps_within(bounds: tuple[int, ...]) -> list[Point]:
    """Return every sequence of integer steps within the bounds."""
    return list(product(*(range(-c, c + 1) for c in bounds)))


@pytest.mark.parametrize("bounds", [(1,), (2,), (1, 1), (2, 1), (1, 2), (1, 1, 1), (2, 1, 2)])
def test_dynamic_programming_solves_the_program_over_joint_laws(bounds: tuple[int, ...]) -> None:
    """No joint law of supermartingale differences on the lattice does better."""
    for level in range(1, sum(bounds) + 2):
        process = worst_supermartingale(bounds, level)
        program = worst_law(
            steps_within(bounds),
            lambda x, level=level: sum(x) >= level,
            [supermartingale_differences()],
        )
        assert process.value == program.value


def test_the_process_is_a_martingale_within_its_bounds() -> None:
    """Every step of every path keeps its word, and the paths have the probability claimed."""
    process = worst_supermartingale((3, 1, 2, 2), 4)
    paths = process.paths()
    assert sum(paths.values()) == 1
    for policy, bound in zip(process.steps, process.bounds, strict=True):
        assert all(
            0 <= a <= bound and 0 <= b <= bound and (a > 0) == (b > 0) for a, b in policy.values()
        )
    assert sum(w for path, w in paths.items() if path[-1] >= 4) == process.value


def test_the_law_of_the_end_is_that_of_the_paths() -> None:
    """Summing over positions or over paths makes no difference."""
    process = worst_supermartingale((2, 1, 2), 3)
    ends: dict[int, Fraction] = {}
    for path, weight in process.paths().items():
        ends[path[-1]] = ends.get(path[-1], Fraction(0)) + weight
    assert process.ends() == dict(sorted(ends.items()))


def test_a_single_step_is_the_two_point_law() -> None:
    """From 0 with steps up to c, level l is reached with probability c / (c + l)."""
    for level in range(1, 6):
        assert worst_supermartingale((5,), level).value == Fraction(5, 5 + level)
    assert worst_supermartingale((5,), 6).value == 0
    assert worst_supermartingale((), 0).value == 1


def test_a_level_below_the_start_is_certain() -> None:
    """Staying is allowed."""
    assert worst_supermartingale((1, 2), -1).value == 1


def test_fractions_are_refused() -> None:
    """The message says to choose a finer unit."""
    with pytest.raises(AssumptionError, match="finer unit"):
        worst_supermartingale((Fraction(1, 2),), 1)  # type: ignore[arg-type]
    with pytest.raises(AssumptionError, match="at least 0"):
        worst_supermartingale((-1,), 1)


@pytest.mark.parametrize(
    ("bounds", "level"), [((2, 2), 3), ((2, 2, 2), 3), ((2, 1, 2), 3), ((3, 3), 4)]
)
def test_a_finer_lattice_does_no_better(bounds: tuple[int, ...], level: int) -> None:
    """It cannot do worse, since processes on a lattice live on every finer one."""
    values = {worst_supermartingale([k * c for c in bounds], k * level).value for k in (1, 2, 3)}
    assert len(values) == 1


@pytest.mark.parametrize("bounds", [(1, 1, 1, 1), (4, 1, 2), (3, 3, 3)])
def test_azumas_bound_holds_for_the_worst_process(bounds: tuple[int, ...]) -> None:
    """The exact worst probability stays below exp(-level^2 / (2 sum c^2))."""
    for level in range(1, sum(bounds) + 1):
        value = worst_supermartingale(bounds, level).value
        assert float(value) < exp(-(level**2) / (2 * sum(c * c for c in bounds)))

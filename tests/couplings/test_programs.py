"""Exact linear programs: certified optima, certificates of infeasibility, rays."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from falsum.couplings import Infeasible, ProgramError, Unbounded, least


def test_an_optimum_carries_its_proof() -> None:
    """The multipliers price every column at its cost or less and add up to the value."""
    best = least([-3, -2, 0, 0], [[1, 1, 1, 0], [1, 3, 0, 1]], [4, 6])
    assert best.value == -12
    assert best.point == (4, 0, 0, 2)
    assert best.multipliers == (-3, 0)


def test_the_value_is_exact() -> None:
    """A third stays a third."""
    best = least([Fraction(1), Fraction(2)], [[3, 1]], [1])
    assert best.value == Fraction(1, 3)


@pytest.mark.parametrize("seed", range(12))
def test_random_programs_agree_with_floats(seed: int) -> None:
    """Degenerate programs with dependent rows get the value that HiGHS finds in floats."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(-3, 4, size=(4, 9))
    rows[3] = rows[0] + rows[1]
    point = rng.integers(0, 3, size=9) * rng.integers(0, 2, size=9)
    rhs, costs = rows @ point, rng.integers(0, 5, size=9)
    found = linprog(costs, A_eq=rows, b_eq=rhs, method="highs")
    best = least(costs.tolist(), rows.tolist(), rhs.tolist())
    assert float(best.value) == pytest.approx(found.fun, abs=1e-9)
    assert all(
        Fraction(int(b)) == sum(int(a) * x for a, x in zip(row, best.point, strict=True))
        for row, b in zip(rows, rhs, strict=True)
    )


def test_exact_pivots_do_without_a_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where floats propose nothing, phase one and Bland's rule find the same optimum."""
    monkeypatch.setattr("falsum.couplings.programs._proposed", lambda program: None)
    best = least([-3, -2, 0, 0], [[1, 1, 1, 0], [1, 3, 0, 1]], [4, 6])
    assert (best.value, best.point) == (-12, (4, 0, 0, 2))


@pytest.mark.parametrize(
    ("rows", "rhs"),
    [([[1, 1]], [-1]), ([[1, 1], [1, 1]], [1, 2]), ([[1, 0], [0, 1], [1, 1]], [1, 1, 3])],
)
def test_an_infeasible_program_gets_a_farkas_certificate(
    rows: list[list[int]], rhs: list[int]
) -> None:
    """The certificate combines the equations to one that no x >= 0 satisfies."""
    with pytest.raises(Infeasible) as caught:
        least([0, 0], rows, rhs)
    y = caught.value.farkas
    assert all(sum(v * row[j] for v, row in zip(y, rows, strict=True)) <= 0 for j in range(2))
    assert sum(v * b for v, b in zip(y, rhs, strict=True)) > 0


def test_an_unbounded_program_gets_a_ray() -> None:
    """Along the ray the equations stay met and the costs fall."""
    with pytest.raises(Unbounded, match="no lower bound") as caught:
        least([-1, 0], [[1, -1]], [1])
    ray = caught.value.ray
    assert ray[0] - ray[1] == 0
    assert min(ray) >= 0
    assert -ray[0] < 0


def test_floats_and_wrong_shapes_are_refused() -> None:
    """The message says what to write instead."""
    with pytest.raises(ProgramError, match="write an int or a Fraction"):
        least([0.5], [[1]], [1])  # type: ignore[list-item]
    with pytest.raises(ProgramError, match="one coefficient a cost"):
        least([1], [[1, 2]], [1])

"""Sawteeth and mesas: values are integrals of the slopes, which are smooth from above only."""

import numpy as np
import pytest

from impl.objectives.mesa import Mesa
from impl.objectives.sawtooth import Sawtooth

GRID = np.linspace(-3, 3, 60001)[:, None]
HILLS = [
    Sawtooth(*(np.array([[v]]) for v in (2.0, 0.5, 32.0)), np.array([[[1.0, 0.25, 0.5]]])),
    Mesa(*(np.array([[v]]) for v in (2.0, 0.5, 32.0, 1.0))),
]


@pytest.mark.parametrize("hill", HILLS)
def test_values_are_integrals_of_slopes(hill):
    """The value differs by the area under the slope, and a decrease by both values."""
    slopes, values = hill.gradient(GRID)[:, 0], hill.value(GRID)
    areas = np.cumsum((slopes[1:] + slopes[:-1]) / 2 * np.diff(GRID[:, 0]))
    np.testing.assert_allclose(values[1:] - values[0], areas, atol=1e-6)
    step = GRID[::-1] / 2
    np.testing.assert_allclose(hill.decrease(GRID, step), values - hill.value(GRID - step))
    assert np.isclose(values.min(), hill.minimum()[0])
    assert np.isclose(np.abs(slopes).max(), hill.gradient_bound()[0])


@pytest.mark.parametrize("hill", HILLS)
def test_smoothness_bounds_the_upper_curvature(hill):
    """Definition 18 holds with L = 2, while slopes fall sixteen times as fast as they rise."""
    points = GRID[::300]
    values, slopes = hill.value(points), hill.gradient(points)[:, 0]
    gap = points[None, :, 0] - points[:, None, 0]
    bound = values[:, None] + slopes[:, None] * gap + hill.smoothness()[0] / 2 * gap**2
    assert hill.smoothness()[0] == 2
    assert (values[None, :] <= bound + 1e-12).all()
    assert np.isclose(np.diff(hill.gradient(GRID)[:, 0]).min() / 1e-4, -32)


def test_a_mesa_is_bounded():
    """Its supremum is its value far out."""
    mesa = HILLS[1]
    assert np.isclose(mesa.value(np.array([[50.0]]))[0], mesa.supremum()[0])

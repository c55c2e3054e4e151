"""Rational maps: constraints hold exactly, rationals stay rational."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import array_api_compat.numpy as numpy_
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from falsum import balls, maps

xp = balls.namespace
rationals = st.fractions(-50, 50, max_denominator=30)
vectors = st.lists(rationals, min_size=1, max_size=5)
QUICK = settings(max_examples=60, derandomize=True, deadline=None, database=None)


def ball_array(values: list[Fraction]) -> Any:
    """Return exact rationals as a ball array of shape (1, n)."""
    data = np.empty((1, len(values)), dtype=object)
    data[0, :] = values
    return balls.asarray(data)


def exact(result: Any) -> list[Fraction]:
    """Return the rationals that a map gave, or fail if one is none."""
    return list(result.points().reshape(-1))


@QUICK
@given(vectors)
def test_the_sphere_is_exactly_unit(z: list[Fraction]) -> None:
    """Rational points go to rational points of squared norm exactly 1."""
    point = exact(maps.sphere(ball_array(z), xp))
    assert sum(v * v for v in point) == 1
    assert len(point) == len(z)


def test_special_points_of_the_sphere() -> None:
    """The origin goes to a pole, the sign of the last coordinate picks the hemisphere."""
    assert exact(maps.sphere(ball_array([Fraction(0)] * 3), xp)) == [0, 0, 1]
    south = ball_array([Fraction(0), Fraction(0), Fraction(-2)])
    assert exact(maps.sphere(south, xp)) == [0, 0, -1]
    assert exact(maps.sphere(ball_array([Fraction(-3)]), xp)) == [-1]
    assert exact(maps.sphere(ball_array([Fraction(1, 2), Fraction(1)]), xp)) == [
        Fraction(4, 5),
        Fraction(3, 5),
    ]


@QUICK
@given(st.lists(rationals, min_size=2, max_size=5))
def test_the_ball_is_inside(z: list[Fraction]) -> None:
    """Points lie in the closed unit ball, and on its edge when the radius coordinate is large."""
    square = sum(v * v for v in exact(maps.ball(ball_array(z), xp)))
    assert square <= 1
    assert (square == 1) == (abs(z[-1]) >= 1)


@QUICK
@given(vectors)
def test_the_simplex_sums_to_one(z: list[Fraction]) -> None:
    """Weights are nonnegative and sum to exactly 1; zero goes to the centre."""
    weights = exact(maps.simplex(ball_array(z), xp))
    assert sum(weights) == 1
    assert min(weights) >= 0
    centre = exact(maps.simplex(ball_array([Fraction(0)] * len(z)), xp))
    assert centre == [Fraction(1, len(z))] * len(z)


@QUICK
@given(rationals, rationals)
def test_wide_and_its_siblings_are_increasing(one: Fraction, other: Fraction) -> None:
    """``wide``, ``squash`` and ``unit`` are strictly increasing onto their intervals."""
    low, high = sorted((one, other))
    pair = ball_array([low, high])
    for function, bottom, top in ((maps.wide, 0, None), (maps.squash, -1, 1), (maps.unit, 0, 1)):
        a, b = exact(function(pair, xp))
        assert (a < b) == (low < high)
        assert bottom < a and (top is None or b < top)


def test_values_at_known_points() -> None:
    """Each map has the values that its formula says."""
    points = ball_array([Fraction(0), Fraction(1), Fraction(-1)])
    assert exact(maps.wide(points, xp)) == [1, 27, Fraction(1, 27)]
    assert exact(maps.wide(points, xp, power=1)) == [1, 3, Fraction(1, 3)]
    assert exact(maps.squash(points, xp)) == [0, Fraction(1, 2), Fraction(-1, 2)]
    assert exact(maps.unit(points, xp)) == [Fraction(1, 2), Fraction(3, 4), Fraction(1, 4)]
    assert exact(maps.signs(points, xp)) == [1, 1, -1]


MAPS: list[Callable[..., Any]] = [
    maps.wide,
    maps.squash,
    maps.unit,
    maps.signs,
    maps.sphere,
    maps.ball,
    maps.simplex,
]


@pytest.mark.parametrize("function", MAPS, ids=lambda f: f.__name__)
def test_floats_and_balls_agree(function: Callable[..., Any]) -> None:
    """The same map in floats gives the exact values to rounding, on any leading shape."""
    rng = np.random.default_rng(7)
    z = rng.standard_normal((4, 2, 3)) * 3
    z[0, 0] = 0
    found = function(z, numpy_)
    rows = [[Fraction(v) for v in row] for row in z.reshape(-1, 3)]
    expected = [[float(v) for v in exact(function(ball_array(row), xp))] for row in rows]
    flat = found.reshape(8, -1)
    assert np.allclose(flat, np.array(expected), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("scale", [1e-200, 1e-3, 1e3, 1e60])
def test_floats_stay_finite_at_extreme_latents(scale: float) -> None:
    """No map turns a latent of extreme size into NaN; constraints hold to rounding."""
    z = np.array([[1.0, -2.0, 3.0], [0.0, 0.0, -1.0]]) * scale
    for function in MAPS:
        assert np.isfinite(function(z, numpy_)).all()
    assert np.allclose((maps.sphere(z, numpy_) ** 2).sum(axis=-1), 1)
    assert np.allclose(maps.simplex(z, numpy_).sum(axis=-1), 1)

"""A point names one instance: exactly, and by the floats nearest to it."""

from fractions import Fraction

import numpy as np

from falsum.instances.point import Point
from tests.cases import line

CONFIG = line.space.parse("n=1")
THIRD = Fraction(1, 3)


def test_floats_are_taken_exactly() -> None:
    """Every float is a rational, so that a point of floats gives them back."""
    row = np.array([0.1, -3.0, 2.0**-40])
    point = Point.of(CONFIG, row)
    assert point.latent == (Fraction(0.1), Fraction(-3), Fraction(1, 2**40))
    assert (point.floats == row).all() and point.row.shape == (1, 3)


def test_a_point_is_rounded_to_short_rationals() -> None:
    """Straight from floats or afterwards comes to the same."""
    row = np.array([1 / 3, 0.5])
    short = Point.of(CONFIG, row, 10)
    assert short.latent == (THIRD, Fraction(1, 2))
    assert Point.of(CONFIG, row).coarser(10) == short != Point.of(CONFIG, row)


def test_points_are_told_apart_by_configuration_and_latent() -> None:
    """Equal ones are one key of a memory, and moving the latent keeps the configuration."""
    point, other = Point(CONFIG, (THIRD,)), line.space.parse("n=2")
    assert {point: 1}[Point(CONFIG, (THIRD,))] == 1
    assert point != Point(other, (THIRD,)) and point != point.at((2 * THIRD,))
    assert point.at((2 * THIRD,)).config == CONFIG


def test_an_instance_without_a_latent_is_a_point_too() -> None:
    """Its batch of floats is one row of no entries."""
    point = Point(CONFIG, ())
    assert point.floats.shape == (0,) and point.row.shape == (1, 0)

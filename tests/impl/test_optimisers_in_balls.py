"""The optimisers of chapter 5 in balls: narrow enclosures that agree with floats."""

from fractions import Fraction

import numpy as np
import pytest

from falsum.balls import BallArray, midpoint_floats
from impl.objectives import component_objectives, mesa, objectives, sawtooth
from impl.optimisers import adam, finite_oracles, nag, running

THIRD = Fraction(1, 3)
SCALE = [[1, 2], [THIRD, 3]]
START = [[Fraction(1, 2), -2], [THIRD, Fraction(7, 10)]]
WIDE = 1e-25


@pytest.fixture
def both():
    """Return a function that gives exact data as balls and as floats."""

    def pair(*data):
        exact = [np.array(a, dtype=object) for a in data]
        return [BallArray.from_fractions(a) for a in exact], [a.astype(float) for a in exact]

    return pair


def assert_agree(balls, floats):
    """Assert that an enclosure is narrow and holds the float up to its rounding."""
    assert not balls.maybe_undefined.any()
    low, high = midpoint_floats(balls.lower()), midpoint_floats(balls.upper())
    np.testing.assert_allclose(midpoint_floats(balls), floats, rtol=1e-10, atol=1e-13)
    assert ((high - low) <= WIDE * np.maximum(1, np.abs(low))).all()


def test_adam(both):
    """Both policies run in balls."""
    data = [SCALE, START, [Fraction(9, 10), 0], [THIRD, THIRD], [1, 2], [2, 6], [THIRD, 1]]
    for (c, x, b1, b2, xi, smooth, eps), kind in zip(both(*data), "bf", strict=True):
        found = [
            adam.Adam(objectives.RationalWell(c), b1, b2, xi, policy).path(x, 3)
            for policy in (
                adam.OptimalStep(smooth),
                adam.PrintedStep(smooth, eps, xi, b1),
            )
        ]
        if kind == "b":
            enclosed = found
    for ball, plain in zip(enclosed, found, strict=True):
        assert_agree(ball, plain)


def test_nesterov(both):
    """The iterates are rational, and exact."""
    (x, mu, alpha), floats = both(START, [THIRD, 0], [THIRD, 1])
    assert_agree(
        nag.nag(lambda p: p, x, mu, alpha, 4), nag.nag(lambda p: p, floats[0], *floats[1:], 4)
    )


def run_oracle(start, weights, factors, decay, size, shift):
    """Return what the checks measure of a run over all answers."""
    steps = finite_oracles.all_steps(
        lambda p: p[:, :, None, :] * factors[:, None], weights, start, decay, size, shift, 3
    )
    squares = [(s.before.points**2)[..., 0] for s in steps]
    probabilities = [s.before.weights for s in steps]
    return [
        finite_oracles.joined([s.displacements[:, :, 0] for s in steps]),
        finite_oracles.mean_least(squares, weights),
        finite_oracles.least_mean(squares, probabilities, 2 + 0 * size, 0 * size).value,
        finite_oracles.interpolation_moment(steps[1].answers, weights, size),
    ]


def test_finite_oracles(both):
    """All sequences of answers are enclosed at once."""
    factors = [[[2, 1], [0, 1]], [[THIRD, 1], [Fraction(5, 3), 1]]]
    half = [[Fraction(1, 2)] * 2] * 2
    balls, floats = both(START, half, factors, [THIRD, 0], [THIRD, 1], [1, THIRD])
    for ball, plain in zip(run_oracle(*balls), run_oracle(*floats), strict=True):
        assert_agree(ball, plain)


def test_components_and_plateaus(both):
    """Gradients, values and decreases of the piecewise objectives are exact rationals."""
    width, fall = [[1, THIRD], [2, 1]], [[1, 4], [THIRD, 2]]
    step = [[THIRD, 1], [-1, THIRD]]
    balls, floats = both(SCALE, width, fall, START, step)
    found = []
    for c, w, m, x, s in (balls, floats):
        plateau = objectives.SeparablePlateau(c, w, m)
        saw, tops = sawtooth.Sawtooth(c, w, m, (c * w)[:, :, None]), mesa.Mesa(c, w, m, w)
        parts = component_objectives.ComponentHuber(
            c[:, None], w[:, None], w[:, None] / 2, w[:, None], 0 * c[:, None]
        )
        found.append(
            [
                plateau.value(x),
                plateau.gradient(x),
                plateau.decrease(x, s),
                plateau.supremum(),
                *(f(x) for hill in (saw, tops) for f in (hill.value, hill.gradient)),
                *(hill.decrease(x, s) for hill in (saw, tops)),
                objectives.SeparableHuber(c, w).decrease(x, s),
                objectives.RationalWell(c).decrease(x, s),
                parts.decrease(x[:, None], s[:, None]),
                parts.gradient(x[:, None]),
                running.most_so_far(x),
            ]
        )
    for ball, plain in zip(*found, strict=True):
        assert_agree(ball, plain)

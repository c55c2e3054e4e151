"""The array code in balls: enclosures of exact values, and narrow ones.

Rational results are compared with fractions computed by plain loops, others with sixty digits.
"""

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from mpmath import mp, mpf

from falsum.balls import BallArray, midpoint_floats
from impl.gates import relu_gate
from impl.networks import gram, huberised, logistic, neuron_counts, relu_network
from impl.objectives import concave, objectives
from impl.optimisers import lanes, rmsprop

SMALL = Fraction(1, 10**25)


def fractions(rng, *shape, bound=9):
    """Return small random fractions as an object array."""
    top, bottom = rng.integers(-bound, bound + 1, shape), rng.integers(1, 8, shape)
    flat = [Fraction(int(a), int(b)) for a, b in zip(top.ravel(), bottom.ravel(), strict=True)]
    return np.array(flat, dtype=object).reshape(shape)


def assert_encloses(ball, expected, slack=Fraction(0)):
    """Assert that every element is narrow and covers its value up to the slack."""
    low, high = ball.lower().points(), ball.upper().points()
    assert not ball.maybe_undefined.any()
    expected = np.array(expected, dtype=object).reshape(low.shape)
    for a, b, value in zip(low.flat, high.flat, expected.flat, strict=True):
        assert a - slack <= value <= b + slack
        assert b - a <= SMALL * max(1, abs(value))


def digits(function, *arguments):
    """Return a value to sixty digits as a fraction."""
    with mp.workdps(60):
        value = function(*(mpf(a.numerator) / a.denominator for a in arguments))
        return Fraction(int(mp.nint(value * mpf(10) ** 50)), 10**50)


@pytest.fixture
def enclose():
    """Return a function that moves exact numbers into balls."""
    return lambda *arrays: [BallArray.from_fractions(np.array(a, dtype=object)) for a in arrays]


def test_logistic(enclose):
    """Loss and slope, to relative accuracy far out too."""
    margins = [Fraction(v) for v in (-50, -1, 0, 1, 50)] + [Fraction(1, 3)]
    (m,) = enclose(margins)
    slack = Fraction(1, 10**49)
    assert_encloses(
        logistic.loss(m), [digits(lambda v: mp.log1p(mp.exp(-v)), v) for v in margins], slack
    )
    assert_encloses(
        logistic.derivative(m), [digits(lambda v: -1 / (1 + mp.exp(v)), v) for v in margins], slack
    )
    (far,) = enclose([Fraction(300)])
    value = logistic.loss(far)
    assert bool((value > 0)[0])
    assert bool((value < enclose([Fraction(1, 10**130)])[0])[0])


def test_huberised_activation(enclose):
    """A bandwidth of 1/3 is exact, kinks included."""
    z = [Fraction(v) for v in (-1, 0, "1/6", "1/3", "1/2", 5)]
    points, h = enclose(z, [Fraction(1, 3)] * 6)
    expected = [0, 0, Fraction(1, 24), Fraction(1, 6), Fraction(1, 3), Fraction(29, 6)]
    assert_encloses(huberised.activation(points, h), expected)
    slopes = [0, 0, Fraction(1, 2), 1, 1, 1]
    assert_encloses(huberised.activation_derivative(points, h), slopes)


def test_huberised_network(enclose, rng):
    """Outputs are the exact rationals; losses and gradients agree with floats."""
    x, v = fractions(rng, 2, 3, 2), fractions(rng, 2, 6, 2)
    y = np.array([[1, -1, 1], [-1, -1, 1]], dtype=object)
    h = Fraction(1, 3)

    def phi(z):
        return 0 if z < 0 else z * z / (2 * h) if z <= h else z - h / 2

    signs = [1, 1, 1, -1, -1, -1]
    outputs = [
        [sum(s * phi(xs @ w) for s, w in zip(signs, v[lane], strict=True)) for xs in x[lane]]
        for lane in range(2)
    ]
    inputs, labels, weights = enclose(x, y, v)
    assert_encloses(huberised.network(inputs, weights), outputs)
    floats = [a.astype(float) for a in (x, y, v)]
    for function in (huberised.training_loss, huberised.gradient, huberised.gradient_norm):
        np.testing.assert_allclose(
            midpoint_floats(function(inputs, labels, weights)),
            function(*floats),
            rtol=1e-9,
            atol=1e-13,
        )


def test_relu_network(enclose, rng):
    """With four units the root of the width is 2 and outputs are exact."""
    x, w = fractions(rng, 2, 3, 2), fractions(rng, 2, 4, 2)
    a = np.array([[1, -1, 1, 1], [-1, -1, 1, -1]], dtype=object)
    y = np.array([[1, -1, 1], [-1, -1, 1]], dtype=object)
    outputs = [
        [sum(s * max(xs @ u, 0) for s, u in zip(a[k], w[k], strict=True)) / 2 for xs in x[k]]
        for k in range(2)
    ]
    inputs, labels, signs, weights = enclose(x, y, a, w)
    (eta,) = enclose([Fraction(1), Fraction(1, 3)])
    assert_encloses(relu_network.network(inputs, signs, weights), outputs)
    path = relu_network.gradient_descent(inputs, labels, signs, weights, eta, 2)
    floats = [b.astype(float) for b in (x, y, a, w)]
    expected = relu_network.gradient_descent(*floats, np.array([1.0, 1 / 3]), 2)
    np.testing.assert_allclose(midpoint_floats(path), expected, rtol=1e-9, atol=1e-12)
    risk = relu_network.linearised_risk(inputs, labels, signs, weights, path[:, 1])
    np.testing.assert_allclose(
        midpoint_floats(risk),
        relu_network.linearised_risk(*floats, expected[:, 1]),
        rtol=1e-9,
    )
    np.testing.assert_allclose(
        midpoint_floats(relu_network.network_gradient_norm(inputs, signs, weights)),
        relu_network.network_gradient_norm(floats[0], floats[2], floats[3]),
        rtol=1e-12,
    )


def test_glm_tron(enclose, rng):
    """The run on fractions is exact, and so is its least loss."""
    x, target = fractions(rng, 1, 3, 2, bound=3) / 6, fractions(rng, 1, 2)
    left, right, offset, kink, beyond = Fraction(1, 3), Fraction(1), Fraction(0), Fraction(1), 0

    def sigma(z):
        return left * z if z <= 0 else min(z, kink)

    y = np.array([[sigma(v @ target[0]) + Fraction(1, 10) for v in x[0]]], dtype=object)
    w, losses = np.array([Fraction(0)] * 2), []
    steps = Fraction(7, 2)
    for _ in range(floor(steps) + 1):
        losses.append(sum((sigma(v @ w) - sigma(v @ target[0])) ** 2 for v in x[0]) / 3)
        w = w + sum((b - sigma(v @ w)) * v for v, b in zip(x[0], y[0], strict=True)) / 3
    gate = relu_gate.Activation(*enclose([left], [right], [offset], [kink], [beyond]))
    inputs, labels, goal, budget = enclose(x, y, target, [steps])
    least = relu_gate.least_effective_loss(gate, inputs, labels, goal, budget, horizon=10)
    assert_encloses(least.value, [min(losses)])
    assert least.covered.certain().all()
    cut = relu_gate.least_effective_loss(gate, inputs, labels, goal, budget, horizon=2)
    assert not cut.covered.possible().any()
    assert cut.or_nan().maybe_undefined.all()
    norm = relu_gate.mean_residual_norm(gate, inputs, labels, goal)
    assert_encloses(norm * norm, [sum((sum(x[0]) / 30) ** 2)])


def test_undecided_budgets_enclose_both_answers(enclose):
    """A number of steps that may or may not allow one more step encloses both values."""
    gate = relu_gate.Activation(*enclose([Fraction(0)], [Fraction(1)], [Fraction(0)]))
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    inputs, labels, goal = enclose([[[half]]], [[quarter]], [[half]])
    budget = BallArray.from_bounds([Fraction(9, 10)], [Fraction(11, 10)])
    least = relu_gate.least_effective_loss(gate, inputs, labels, goal, budget, horizon=10)
    assert least.value.lower().points().tolist() == [Fraction(9, 256)]
    assert least.value.upper().points().tolist() == [Fraction(1, 16)]


def test_rmsprop(enclose):
    """Enclosures of a short run stay narrow; no iterate gives infinity exactly."""
    scale, start = np.array([[1, 2]] * 2), np.array([[1, -2]] * 2)
    arrays = enclose(scale, start, [Fraction(9, 10)] * 2, [Fraction(1, 10)] * 2, [Fraction(1)] * 2)
    method = rmsprop.RmsProp(objectives.RationalWell(arrays[0]), *arrays[2:])
    (last,) = enclose([Fraction(9, 2), Fraction(99, 100)])
    least = lanes.least_gradient_norm(method, arrays[1], last, horizon=9)
    floats = [np.array([[1.0, 2.0]] * 2), np.array([[1.0, -2.0]] * 2)]
    settings = [np.full(2, v) for v in (0.9, 0.1, 1.0)]
    twin = rmsprop.RmsProp(objectives.RationalWell(floats[0]), *settings)
    expected = lanes.least_gradient_norm(twin, floats[1], np.array([4.5, 0.99]), horizon=9)
    np.testing.assert_allclose(midpoint_floats(least.value), expected.value, rtol=1e-12)
    width = (least.value.upper() - least.value.lower())[0]
    assert bool(width < enclose(SMALL)[0])
    assert bool((least.value == float("inf"))[1])


def test_rmsprop_without_shift_at_rest(enclose):
    """With no shift and no gradient nothing moves and nothing is undefined."""
    scale, start = enclose([[1]], [[0]])
    settings = enclose([Fraction(1, 2)], [Fraction(1)], [Fraction(0)])
    path = rmsprop.rmsprop(objectives.RationalWell(scale).gradient, start, *settings, 3)
    assert_encloses(path, [0, 0, 0, 0])


def test_objectives(enclose, rng):
    """Values and gradients are the exact rationals."""
    c, d, x = np.abs(fractions(rng, 2, 3)), np.abs(fractions(rng, 2, 3)), fractions(rng, 2, 3)
    scale, width, point = enclose(c, d, x)
    huber, well = objectives.SeparableHuber(scale, width), objectives.RationalWell(scale)
    cases = [
        [
            sum(
                a * (v * v / 2 if abs(v) <= b else b * abs(v) - b * b / 2)
                for a, b, v in zip(*rows, strict=True)
            )
        ]
        for rows in zip(c, d, x, strict=True)
    ]
    assert_encloses(huber.value(point), cases)
    assert_encloses(well.value(point), (c * x * x / (1 + x * x)).sum(-1))
    assert_encloses(well.gradient(point), 2 * c * x / (1 + x * x) ** 2)
    assert_encloses(huber.smoothness(), c.max(-1))
    assert_encloses(well.gradient_bound() * well.gradient_bound(), 27 * (c * c).sum(-1) / 64)


def test_gram(enclose):
    """Both forms enclose the true entries, equal and opposite inputs included."""
    rows = np.array([[[Fraction(3, 5), Fraction(4, 5)], [1, 0], [-1, 0], [1, 0]]], dtype=object)
    (inputs,) = enclose(rows)
    inner = rows[0] @ rows[0].T
    expected = [digits(lambda c: c * (mp.pi - mp.acos(c)) / (2 * mp.pi), c) for c in inner.flat]
    slack = Fraction(1, 10**49)
    assert_encloses(gram.gram_matrix(inputs), expected, slack)
    assert_encloses(gram.gram_matrix_closed_form(inputs), expected, slack)
    (labels, matrix) = enclose([[Fraction(1), Fraction(2)]], [[[2, 1], [1, 3]]])
    assert_encloses(gram.quadratic_form(labels, matrix), [Fraction(7, 5)])


def test_concave(enclose):
    """Values, limits and totals are exact."""
    psi = concave.ConcaveFunction(*enclose([[0, 1]], [[3, -1]], [Fraction(1, 3)]))
    (z,) = enclose([[Fraction(1, 10), Fraction(2)]])
    expected = [Fraction(3, 10) - Fraction(1, 300), Fraction(-1) - Fraction(4, 3)]
    assert_encloses(psi.value(z), expected)
    assert_encloses(psi.total(z), [sum(expected)])
    assert_encloses(psi.limit_at_zero(), [0])


def test_neuron_counts(enclose):
    """The weights enclose the exact fractions."""
    q = neuron_counts.cell_probability(4)
    _, _, weights = neuron_counts.law(*enclose([q]), 6)
    assert_encloses(weights, list(neuron_counts.exact_law(6, 4).values()))

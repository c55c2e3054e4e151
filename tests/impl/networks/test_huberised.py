"""The network of Huberised ReLUs against literal loops."""

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest
import torch

from impl.networks import huberised


def naive_activation(z, h):
    """Follow equation (1) case by case."""
    if z < 0:
        return 0 * z
    if z <= h:
        return z * z / (2 * h)
    return z - h / 2


def naive_derivative(z, h):
    """Differentiate equation (1) case by case."""
    return 0.0 if z < 0 else (z / h if z <= h else 1.0)


def naive_network(x, weights):
    """Sum over the hidden units of one network at one input."""
    units = len(weights)
    total = 0.0
    for i, v in enumerate(weights):
        sign = 1 if i < units // 2 else -1
        total += sign * naive_activation(sum(a * b for a, b in zip(v, x, strict=True)), 2 / units)
    return total


def naive_gradient(inputs, labels, weights):
    """Sum over samples and units, one entry at a time."""
    n, units = len(inputs), len(weights)
    result = np.zeros_like(weights)
    for x, y in zip(inputs, labels, strict=True):
        g = 1 / (1 + exp(y * naive_network(x, weights)))
        for i in range(units):
            slope = naive_derivative(float(np.dot(weights[i], x)), 2 / units)
            result[i] -= g * y * (1 if i < units // 2 else -1) * slope * x / n
    return result


@pytest.fixture(params=[1, 3])
def instance(request, rng):
    """Return inputs, labels and weights of a few networks of 2p units."""
    inputs = rng.normal(size=(4, 5, 3))
    inputs /= np.linalg.norm(inputs, axis=-1, keepdims=True)
    labels = rng.choice([-1.0, 1.0], size=(4, 5))
    scale = np.array([0.01, 0.3, 1.0, 20.0])[:, None, None]
    return inputs, labels, scale * rng.normal(size=(4, 2 * request.param, 3))


def test_activation_is_the_printed_one():
    """The form without cases equals equation (1) on rationals across both kinks."""
    h = Fraction(1, 4)
    points = np.array([-2.0, -0.0, 0.0, 0.125, 0.25, 0.5, 7.0])
    expected = [float(naive_activation(Fraction(z), h)) for z in points]
    assert huberised.activation(points, np.full_like(points, 0.25)).tolist() == expected
    slopes = huberised.activation_derivative(points, np.full_like(points, 0.25))
    assert slopes.tolist() == [0, 0, 0, 0.5, 1, 1, 1]


def test_network_and_loss_match_loops(instance, lift_in):
    """Outputs, margins and losses equal their double loops."""
    inputs, labels, weights = lift_in(*instance)
    outputs = [
        [naive_network(x, v) for x in xs] for xs, v in zip(instance[0], instance[2], strict=True)
    ]
    np.testing.assert_allclose(huberised.network(inputs, weights), outputs, rtol=1e-12, atol=1e-14)
    margins = instance[1] * np.array(outputs)
    np.testing.assert_allclose(
        huberised.margins(inputs, labels, weights), margins, rtol=1e-12, atol=1e-14
    )
    losses = [sum(log(1 + exp(-m)) for m in row) / 5 for row in margins]
    np.testing.assert_allclose(
        huberised.training_loss(inputs, labels, weights), losses, rtol=1e-9, atol=1e-15
    )


def test_gradient_matches_loops(instance, lift_in):
    """The batched formula equals the triple loop, and its norm is Frobenius's."""
    arrays = lift_in(*instance)
    expected = np.array([naive_gradient(*lane) for lane in zip(*instance, strict=True)])
    np.testing.assert_allclose(huberised.gradient(*arrays), expected, rtol=1e-10, atol=1e-14)
    norms = [sqrt((lane**2).sum()) for lane in expected]
    np.testing.assert_allclose(huberised.gradient_norm(*arrays), norms, rtol=1e-10)


def test_gradient_is_autograd(instance, tensors):
    """Differentiating the loss gives the explicit gradient."""
    inputs, labels, weights = tensors(*instance)
    huberised.training_loss(inputs, labels, weights).sum().backward()
    explicit = huberised.gradient(inputs, labels, weights).detach()
    assert torch.allclose(weights.grad, explicit, rtol=1e-10, atol=1e-14)


def test_gradients_are_finite_at_the_kinks(tensors):
    """Weights of zero and units that sit exactly on a kink poison nothing."""
    inputs, labels, weights = tensors(
        [[[1.0, 0.0]]], [[1.0]], [[[0.0, 0.0], [1.0, 0.0], [0.5, 0.0], [0.0, 1.0]]]
    )
    huberised.gradient_norm(inputs, labels, weights).sum().backward()
    assert torch.isfinite(weights.grad).all()
    assert torch.isfinite(inputs.grad).all()
    flat = torch.zeros((1, 2, 2), dtype=torch.float64, requires_grad=True)
    huberised.gradient_norm(inputs, labels, flat).sum().backward()
    assert torch.isfinite(flat.grad).all()


def test_odd_number_of_units_is_refused():
    """An odd number of units has no two halves."""
    with pytest.raises(ValueError, match="3 hidden units"):
        huberised.network(np.ones((1, 1, 2)), np.ones((1, 3, 2)))

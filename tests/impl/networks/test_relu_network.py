"""The two-layer ReLU network against literal loops."""

from math import exp, log, sqrt

import numpy as np
import pytest
import torch

from impl.networks import relu_network


def naive_output(x, signs, weights):
    """Sum over the units."""
    return sum(
        a * max(float(np.dot(x, w)), 0.0) for a, w in zip(signs, weights, strict=True)
    ) / sqrt(len(signs))


def naive_output_gradient(x, signs, weights):
    """Stack the rows a_j relu'(<w_j, x>) x / sqrt(m)."""
    rows = [a * (1 if np.dot(x, w) > 0 else 0) * x for a, w in zip(signs, weights, strict=True)]
    return np.array(rows) / sqrt(len(signs))


def naive_risk_gradient(inputs, labels, signs, weights):
    """Average l'(y f) y grad f over the samples."""
    total = np.zeros_like(weights)
    for x, y in zip(inputs, labels, strict=True):
        margin = y * naive_output(x, signs, weights)
        total -= exp(-margin) / (1 + exp(-margin)) * y * naive_output_gradient(x, signs, weights)
    return total / len(inputs)


@pytest.fixture
def instance(rng):
    """Return inputs, labels, signs and weights of three networks."""
    inputs = rng.normal(size=(3, 4, 2))
    labels, signs = rng.choice([-1.0, 1.0], size=(3, 4)), rng.choice([-1.0, 1.0], size=(3, 5))
    return inputs, labels, signs, rng.normal(size=(3, 5, 2))


def test_network_and_gradient_match_loops(instance, lift_in):
    """Outputs and network gradients equal their loops."""
    inputs, _, signs, weights = lift_in(*instance)
    lanes = list(zip(instance[0], instance[2], instance[3], strict=True))
    np.testing.assert_allclose(
        relu_network.network(inputs, signs, weights),
        [[naive_output(x, a, w) for x in xs] for xs, a, w in lanes],
        rtol=1e-12,
        atol=1e-15,
    )
    expected = np.array([[naive_output_gradient(x, a, w) for x in xs] for xs, a, w in lanes])
    np.testing.assert_allclose(
        relu_network.network_gradient(inputs, signs, weights), expected, rtol=1e-12, atol=1e-15
    )
    np.testing.assert_allclose(
        relu_network.network_gradient_norm(inputs, signs, weights),
        np.sqrt((expected**2).sum((-2, -1))),
        rtol=1e-12,
    )


def test_risk_and_linearised_risk_match_loops(instance, lift_in, rng):
    """Both risks equal their definitions, sample by sample."""
    inputs, labels, signs, weights = lift_in(*instance)
    z = rng.normal(size=(3, 5, 2))
    risks, linear = [], []
    for xs, ys, a, w, p in zip(*instance, z, strict=True):
        risks.append(
            np.mean([log(1 + exp(-y * naive_output(x, a, w))) for x, y in zip(xs, ys, strict=True)])
        )
        inner = [float((p * naive_output_gradient(x, a, w)).sum()) for x in xs]
        linear.append(np.mean([log(1 + exp(-y * v)) for y, v in zip(ys, inner, strict=True)]))
    np.testing.assert_allclose(relu_network.risk(inputs, labels, signs, weights), risks, rtol=1e-12)
    (point,) = lift_in(z)
    np.testing.assert_allclose(
        relu_network.linearised_risk(inputs, labels, signs, weights, point), linear, rtol=1e-12
    )


def test_risk_gradient_matches_loops_and_autograd(instance, tensors):
    """The explicit risk gradient equals the loop and the derivative of the risk."""
    inputs, labels, signs, weights = tensors(*instance)
    explicit = relu_network.risk_gradient(inputs, labels, signs, weights).detach()
    expected = np.array([naive_risk_gradient(*lane) for lane in zip(*instance, strict=True)])
    np.testing.assert_allclose(explicit, expected, rtol=1e-12, atol=1e-15)
    relu_network.risk(inputs, labels, signs, weights).sum().backward()
    assert torch.allclose(weights.grad, explicit, rtol=1e-12, atol=1e-15)


def test_descent_follows_the_update_rule(instance, lift_in):
    """Each iterate is the last one minus eta times its gradient; W_0 comes first."""
    inputs, labels, signs, weights, eta = lift_in(*instance, [0.1, 1.0, 0.5])
    path = relu_network.gradient_descent(inputs, labels, signs, weights, eta, 3)
    assert tuple(path.shape) == (3, 4, 5, 2)
    for lane in range(3):
        w = instance[3][lane]
        for t in range(4):
            np.testing.assert_allclose(path[lane, t], w, rtol=1e-12, atol=1e-14)
            w = w - [0.1, 1.0, 0.5][lane] * naive_risk_gradient(*(a[lane] for a in instance[:3]), w)


def test_quantities_broadcast_along_a_trajectory(instance, xp, lift_in):
    """Giving the data an axis of length one evaluates every iterate at once."""
    inputs, labels, signs, weights, eta = lift_in(*instance, [0.1, 1.0, 0.5])
    path = relu_network.gradient_descent(inputs, labels, signs, weights, eta, 3)
    data = [xp.expand_dims(a, axis=1) for a in (inputs, labels, signs)]
    along = relu_network.risk(*data, path)
    singly = [relu_network.risk(inputs, labels, signs, path[:, t]) for t in range(4)]
    np.testing.assert_allclose(along, np.stack([np.asarray(r) for r in singly], axis=1), rtol=1e-13)
    still = relu_network.linearised_risk(*data, path, path)
    np.testing.assert_allclose(still, along, rtol=1e-12)


def test_gradients_of_norms_are_finite_at_zero(tensors):
    """A dead network has zero gradients, not NaN."""
    inputs, labels, signs, weights = tensors(
        [[[1.0, 2.0]]], [[1.0]], [[1.0, -1.0]], [[[0.0, 0.0], [-1.0, 0.0]]]
    )
    relu_network.risk_gradient_norm(inputs, labels, signs, weights).sum().backward()
    assert torch.isfinite(inputs.grad).all()


def test_the_slope_at_the_kink_is_zero(lift_in):
    """A unit whose preactivation is exactly 0 contributes no gradient."""
    inputs, signs, weights = lift_in([[[1.0, 1.0]]], [[1.0]], [[[1.0, -1.0]]])
    assert float(relu_network.network_gradient_norm(inputs, signs, weights)[0, 0]) == 0

"""The Gram matrix against quadrature of the Gaussian expectation."""

from itertools import pairwise
from math import cos, pi, sin

import numpy as np
import torch
from scipy.integrate import dblquad

from impl.networks import gram


def naive_probability(theta):
    """Integrate the plane Gaussian density over the wedge where both inner products are >= 0.

    The inputs lie at the angles 0 and theta. In polar coordinates the wedge is kept by a test at
    each node; the angle is cut where that test jumps.
    """
    x, y = np.array([1.0, 0.0]), np.array([cos(theta), sin(theta)])

    def density(angle, radius):
        w = radius * np.array([cos(angle), sin(angle)])
        inside = w @ x >= 0 and w @ y >= 0
        return radius * np.exp(-radius * radius / 2) / (2 * pi) if inside else 0.0

    jumps = {-pi, pi, -pi / 2, pi / 2, theta - pi / 2, theta + pi / 2}
    cuts = pairwise(sorted(angle for angle in jumps if abs(angle) <= pi))
    return sum(dblquad(density, 0, 12, a + 1e-15, b - 1e-15)[0] for a, b in cuts)


def test_entries_match_quadrature():
    """Both forms equal the integral, for unit inputs and for others."""
    for theta in (0.1, 1.0, pi / 2, 2.5):
        rows = np.array([[[1.0, 0.0], [cos(theta), sin(theta)]]])
        expected = cos(theta) * naive_probability(theta)
        assert abs(gram.gram_matrix(rows)[0, 0, 1] - expected) < 1e-9
        assert abs(gram.gram_matrix_closed_form(rows)[0, 0, 1] - expected) < 1e-9
        scaled = rows * np.array([3.0, 0.5])[:, None]
        assert abs(gram.gram_matrix(scaled)[0, 0, 1] - 1.5 * expected) < 1e-9


def test_monte_carlo_agrees(rng):
    """A sample mean of the definition agrees in five dimensions."""
    x = rng.normal(size=(1, 3, 5))
    w = rng.normal(size=(200_000, 5))
    active = (w @ x[0].T >= 0).astype(float)
    estimate = (x[0] @ x[0].T) * (active.T @ active) / len(w)
    scale = np.abs(x[0] @ x[0].T)
    assert (np.abs(gram.gram_matrix(x)[0] - estimate) < 6 * scale / np.sqrt(len(w))).all()


def test_forms_agree_and_special_angles(lift_in, rng):
    """On unit inputs the two forms agree, with equal and opposite inputs among them."""
    x = rng.normal(size=(3, 4, 3))
    x /= np.linalg.norm(x, axis=-1, keepdims=True)
    x[:, 3] = -x[:, 0]
    (inputs,) = lift_in(x)
    geometric = np.asarray(gram.gram_matrix(inputs))
    np.testing.assert_allclose(gram.gram_matrix_closed_form(inputs), geometric, atol=1e-8)
    np.testing.assert_allclose(geometric[:, range(4), range(4)], 0.5, rtol=1e-15)
    np.testing.assert_allclose(geometric[:, 0, 3], 0, atol=1e-15)


def test_the_geometric_form_is_accurate_for_nearly_parallel_inputs():
    """Where the arc cosine loses half the digits, the arc tangent loses none."""
    theta = 1e-9
    rows = np.array([[[1.0, 0.0], [cos(theta), sin(theta)]]])
    assert abs(gram.angles(rows)[0, 0, 1] - theta) < 1e-24


def test_zero_input_has_no_entry(lift_in):
    """The zero vector contributes 0 and nothing undefined."""
    (inputs,) = lift_in([[[0.0, 0.0], [1.0, 2.0]]])
    np.testing.assert_allclose(gram.gram_matrix(inputs), [[[0, 0], [0, 2.5]]], atol=1e-15)


def test_quadratic_form_matches_the_inverse(lift_in, rng):
    """Solving equals multiplying by the inverse."""
    x, y = rng.normal(size=(2, 4, 5)), rng.normal(size=(2, 4))
    h = gram.gram_matrix(x)
    labels, matrix = lift_in(y, h)
    expected = [v @ np.linalg.inv(a) @ v for v, a in zip(y, h, strict=True)]
    np.testing.assert_allclose(gram.quadratic_form(labels, matrix), expected, rtol=1e-10)


def test_gradients_are_finite(tensors):
    """Equal, opposite and unit inputs on the diagonal give finite gradients in both forms."""
    for form in (gram.gram_matrix, gram.gram_matrix_closed_form):
        (x,) = tensors([[[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.6, 0.8]]])
        form(x).sum().backward()
        assert torch.isfinite(x.grad).all()

"""The logistic loss and its slope, in both tails."""

from fractions import Fraction
from math import exp, log1p

import numpy as np
import pytest
import torch
from mpmath import mp, mpf

from impl.networks import logistic

MARGINS = [-1e6, -800.0, -40.0, -1.5, -1e-9, 0.0, 1e-9, 0.25, 3.0, 36.5, 700.0, 1e6]


def test_loss_agrees_with_high_precision(lift_in):
    """The stable form is accurate to a few units in the last place everywhere."""
    (m,) = lift_in(MARGINS)
    with mp.workdps(600):
        expected = [float(mp.log1p(mp.exp(-mpf(v)))) for v in MARGINS[1:-1]]
    np.testing.assert_allclose(np.asarray(logistic.loss(m))[1:-1], expected, rtol=1e-15)
    assert np.asarray(logistic.loss(m))[[0, -1]].tolist() == [1e6, 0.0]


def test_derivative_agrees_with_high_precision(lift_in):
    """The slope keeps its relative accuracy where it is tiny."""
    (m,) = lift_in(MARGINS)
    with mp.workdps(600):
        expected = [float(-1 / (1 + mp.exp(mpf(v)))) for v in MARGINS[1:-1]]
    np.testing.assert_allclose(np.asarray(logistic.derivative(m))[1:-1], expected, rtol=1e-15)


@pytest.mark.parametrize("margin", MARGINS)
def test_autograd_gives_the_derivative(margin):
    """Differentiating the loss gives the explicit slope, at 0 and in the tails too."""
    m = torch.tensor([margin], dtype=torch.float64, requires_grad=True)
    logistic.loss(m).sum().backward()
    assert torch.allclose(m.grad, logistic.derivative(m.detach()), rtol=1e-14, atol=0)


def test_naive_forms_agree_where_they_work(lift_in):
    """For moderate margins the textbook expressions say the same."""
    values = [-3.0, -0.5, 0.0, 2.0]
    (m,) = lift_in(values)
    np.testing.assert_allclose(logistic.loss(m), [log1p(exp(-v)) for v in values], rtol=1e-14)
    np.testing.assert_allclose(
        logistic.derivative(m), [-exp(-v) / (1 + exp(-v)) for v in values], rtol=1e-14
    )
    np.testing.assert_allclose(logistic.exponential_loss(m), [exp(-v) for v in values], rtol=1e-14)


def test_exact_halves():
    """At margin 0 the slope is exactly -1/2."""
    assert Fraction(float(logistic.derivative(np.zeros(1))[0])) == Fraction(-1, 2)

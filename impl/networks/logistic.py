"""Losses of a margin ``m = y f(x)`` in binary classification."""

from array_api_compat import array_namespace

from impl._types import Array


def loss(margin: Array) -> Array:
    """Return the logistic loss ``log(1 + exp(-m))``, any shape, accurate in both tails.

    Uses ``max(-m, 0) + log1p(exp(-|m|))``, in which nothing overflows or cancels.
    """
    xp = array_namespace(margin)
    # A maximum of two arrays shares its gradient at a tie, so that the slope at m = 0 is -1/2.
    return xp.maximum(-margin, xp.zeros_like(margin)) + xp.log1p(xp.exp(-xp.abs(margin)))


def derivative(margin: Array) -> Array:
    """Return the derivative ``-1 / (1 + exp(m))`` of the logistic loss, any shape.

    Uses ``exp(-|m|)`` only: for m >= 0 the value is ``-exp(-m) / (1 + exp(-m))``.
    """
    xp = array_namespace(margin)
    decay = xp.exp(-xp.abs(margin))
    return -xp.where(margin >= 0, decay, xp.ones_like(decay)) / (1 + decay)


def exponential_loss(margin: Array) -> Array:
    """Return ``exp(-m)``, any shape."""
    return array_namespace(margin).exp(-margin)

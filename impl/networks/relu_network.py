"""Two-layer ReLU network with fixed output signs, trained by gradient descent on the logistic risk.

``f(x; W) = m^(-1/2) sum_j a_j relu(<x, w_j>)``. The source leaves the
derivative of the ReLU at its kink open; here it is 0.

Shapes: inputs ``(..., n, d)``, labels ``(..., n)`` of -1 and +1, signs a ``(..., m)`` of -1 and +1,
weights W ``(..., m, d)``. Leading axes broadcast: give inputs as ``(batch, 1, n, d)`` to evaluate
along a trajectory ``(batch, t + 1, m, d)``.

Source: implicit_bias_lecture, settings and lemma 9.4.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import frobenius_norm, lift, transpose
from impl.networks import logistic


def _root_width(signs: Array) -> Array:
    """Return ``sqrt(m)`` with shape ``(..., 1)``, in the arithmetic of ``signs``."""
    xp = array_namespace(signs)
    return xp.sqrt(xp.sum(xp.ones_like(signs), axis=-1, keepdims=True))


def _output_weights(signs: Array) -> Array:
    """Return ``a_j / sqrt(m)`` with shape ``(..., 1, m)``."""
    return array_namespace(signs).expand_dims(signs / _root_width(signs), axis=-2)


def _active(inputs: Array, weights: Array) -> Array:
    """Return ``relu'(<x_k, w_j>)``, 1 or 0, as ``(..., n, m)``."""
    xp = array_namespace(inputs, weights)
    z = xp.matmul(inputs, transpose(weights))
    return xp.where(z > 0, xp.ones_like(z), xp.zeros_like(z))


def network(inputs: Array, signs: Array, weights: Array) -> Array:
    """Return ``f(x_k; W)`` as ``(..., n)``."""
    xp = array_namespace(inputs, signs, weights)
    z = xp.matmul(inputs, transpose(weights))
    return xp.sum(xp.maximum(z, xp.zeros_like(z)) * _output_weights(signs), axis=-1)


def network_gradient(inputs: Array, signs: Array, weights: Array) -> Array:
    """Return the gradient of ``f(x_k; .)`` at W for each sample, as ``(..., n, m, d)``."""
    xp = array_namespace(inputs, signs, weights)
    coefficients = _active(inputs, weights) * _output_weights(signs)
    return xp.expand_dims(coefficients, axis=-1) * xp.expand_dims(inputs, axis=-2)


def network_gradient_norm(inputs: Array, signs: Array, weights: Array) -> Array:
    """Return the Frobenius norm of each sample's network gradient, as ``(..., n)``."""
    return frobenius_norm(network_gradient(inputs, signs, weights))


def linearised_network(inputs: Array, signs: Array, weights: Array, point: Array) -> Array:
    """Return ``<Z, grad f(x_k; W)>`` as ``(..., n)`` for a point Z of the shape of W.

    It is ``m^(-1/2) sum_j a_j relu'(<x_k, w_j>) <x_k, z_j>``: the network at Z that keeps the
    activation pattern of W.
    """
    xp = array_namespace(inputs, signs, weights, point)
    kept = _active(inputs, weights) * xp.matmul(inputs, transpose(point))
    return xp.sum(kept * _output_weights(signs), axis=-1)


def risk(inputs: Array, labels: Array, signs: Array, weights: Array) -> Array:
    """Return the empirical risk ``R(W)``, the mean logistic loss of the margins, as ``(...,)``."""
    losses = logistic.loss(labels * network(inputs, signs, weights))
    return array_namespace(losses).mean(losses, axis=-1)


def linearised_risk(
    inputs: Array, labels: Array, signs: Array, weights: Array, point: Array
) -> Array:
    """Return ``R^(i)(Z)``, the mean logistic loss of ``y_k <Z, grad f(x_k; W_i)>``, as ``(...,)``.

    ``weights`` is the iterate W_i that fixes the activation pattern, ``point`` is Z.
    """
    losses = logistic.loss(labels * linearised_network(inputs, signs, weights, point))
    return array_namespace(losses).mean(losses, axis=-1)


def risk_gradient(inputs: Array, labels: Array, signs: Array, weights: Array) -> Array:
    """Return ``(1/n) sum_k l'(y_k f(x_k; W)) y_k grad f(x_k; W)`` as ``(..., m, d)``."""
    xp = array_namespace(inputs, labels, signs, weights)
    pull = logistic.derivative(labels * network(inputs, signs, weights)) * labels
    coefficients = _active(inputs, weights) * _output_weights(signs) * xp.expand_dims(pull, axis=-1)
    return xp.matmul(transpose(coefficients), inputs) / int(inputs.shape[-2])


def risk_gradient_norm(inputs: Array, labels: Array, signs: Array, weights: Array) -> Array:
    """Return the Frobenius norm of the risk gradient as ``(...,)``."""
    return frobenius_norm(risk_gradient(inputs, labels, signs, weights))


def gradient_descent(
    inputs: Array, labels: Array, signs: Array, start: Array, step_size: Array, steps: int
) -> Array:
    """Return the iterates ``W_0, ..., W_t`` of gradient descent as ``(batch, t + 1, m, d)``.

    Args:
        inputs: ``(batch, n, d)``.
        labels: ``(batch, n)``.
        signs: ``(batch, m)``.
        start: ``W_0``, ``(batch, m, d)``.
        step_size: the constant step eta, ``(batch,)``.
        steps: ``t >= 0``.
    """
    eta = lift(step_size, start.ndim)
    iterates = [start]
    for _ in range(steps):
        iterates.append(iterates[-1] - eta * risk_gradient(inputs, labels, signs, iterates[-1]))
    return array_namespace(start).stack(iterates, axis=1)

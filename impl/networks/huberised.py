"""Two-layer network of Huberised ReLUs under the logistic loss, without biases.

The network has ``2p`` hidden units of bandwidth ``h = 1/p``; the output weight of a unit is +1 for
the first ``p`` units and -1 for the others, and only the hidden weights ``V`` are trained.

Shapes: inputs ``(..., n, d)``, labels ``(..., n)`` of -1 and +1, weights ``(..., 2p, d)``.

Source: chatterji_long_bartlett_2021, section 2.2, equation (1), definitions 3 and 4.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import frobenius_norm, transpose
from impl.networks import logistic


def activation(z: Array, bandwidth: Array) -> Array:
    """Return the Huberised ReLU: 0 below 0, ``z^2 / (2h)`` on ``[0, h]``, ``z - h/2`` above.

    Written as ``c^2 / (2h) + max(z - h, 0)`` with c = z clipped to [0, h]: the same function,
    without cases, so that a ball astride a kink stays tight. Bandwidth: positive, broadcast to z.
    """
    xp = array_namespace(z, bandwidth)
    zero = xp.zeros_like(z)
    clipped = xp.minimum(xp.maximum(z, zero), bandwidth + zero)
    return clipped * clipped / (2 * bandwidth) + xp.maximum(z - bandwidth, zero)


def activation_derivative(z: Array, bandwidth: Array) -> Array:
    """Return the derivative ``min(max(z / h, 0), 1)`` of the Huberised ReLU."""
    xp = array_namespace(z, bandwidth)
    return xp.minimum(xp.maximum(z / bandwidth, xp.zeros_like(z)), xp.ones_like(z))


def units_per_class(weights: Array) -> int:
    """Return ``p``, half the number of hidden units.

    Raises:
        ValueError: the number of hidden units is odd or zero.
    """
    units = int(weights.shape[-2])
    if units == 0 or units % 2:
        raise ValueError(f"weights has {units} hidden units; give an even positive number, 2p")
    return units // 2


def _bandwidth(weights: Array) -> Array:
    """Return ``h = 1/p`` with shape ``(..., 1, 1)``."""
    xp = array_namespace(weights)
    return xp.ones_like(weights[..., :1, :1]) / units_per_class(weights)


def _preactivations(inputs: Array, weights: Array) -> Array:
    return array_namespace(inputs, weights).matmul(inputs, transpose(weights))


def _output_weights(weights: Array) -> Array:
    """Return ``u`` with shape ``(..., 1, 2p)``."""
    xp = array_namespace(weights)
    p = units_per_class(weights)
    ones = xp.ones_like(transpose(weights[..., :p, :1]))
    return xp.concat([ones, -ones], axis=-1)


def network(inputs: Array, weights: Array) -> Array:
    """Return the outputs ``f_V(x_s) = sum_i u_i phi(v_i . x_s)`` as ``(..., n)``."""
    xp = array_namespace(inputs, weights)
    hidden = activation(_preactivations(inputs, weights), _bandwidth(weights))
    return xp.sum(hidden * _output_weights(weights), axis=-1)


def margins(inputs: Array, labels: Array, weights: Array) -> Array:
    """Return ``y_s f_V(x_s)`` as ``(..., n)``."""
    return labels * network(inputs, weights)


def sample_losses(inputs: Array, labels: Array, weights: Array) -> Array:
    """Return the logistic loss of each sample as ``(..., n)`` (definition 3)."""
    return logistic.loss(margins(inputs, labels, weights))


def training_loss(inputs: Array, labels: Array, weights: Array) -> Array:
    """Return ``L(V)``, the mean of the sample losses, as ``(...,)``."""
    losses = sample_losses(inputs, labels, weights)
    return array_namespace(losses).mean(losses, axis=-1)


def gradient(inputs: Array, labels: Array, weights: Array) -> Array:
    """Return the gradient of ``L`` in ``V`` as ``(..., 2p, d)``, by the explicit formula.

    Row i is ``-(1/n) sum_s g_s y_s u_i phi'(v_i . x_s) x_s`` with ``g_s = 1 / (1 + exp(m_s))``
    (definition 4), where ``m_s`` is the margin of sample s.
    """
    xp = array_namespace(inputs, labels, weights)
    slopes = activation_derivative(_preactivations(inputs, weights), _bandwidth(weights))
    pull = logistic.derivative(margins(inputs, labels, weights)) * labels
    coefficients = slopes * _output_weights(weights) * xp.expand_dims(pull, axis=-1)
    return xp.matmul(transpose(coefficients), inputs) / int(inputs.shape[-2])


def gradient_norm(inputs: Array, labels: Array, weights: Array) -> Array:
    """Return the Frobenius norm of the gradient of ``L`` as ``(...,)``."""
    return frobenius_norm(gradient(inputs, labels, weights))

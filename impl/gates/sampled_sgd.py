"""Modified SGD on a ReLU gate for drawn data: one path for each trial.

Source: mukherjee_2020, section 3.3, algorithm 2.
"""

from array_api_compat import array_namespace

from impl._types import Array
from impl.gates.modified_sgd import DataLaw, squared_distances
from impl.geometry.linear_algebra import lift
from impl.processes.drawing import drawn


def sampled_squares(
    law: DataLaw,
    target: Array,
    start: Array,
    alpha: Array,
    eta: Array,
    last: Array,
    uniforms: Array,
) -> Array:
    """Return ``|w_T - w_*|^2`` for ``T = floor(last)`` in each trial, ``(batch, trials)``.

    Below 1 there is no iterate, and the distance is +infinity; where there are too few draws to
    reach T it is NaN.

    Args:
        law: the law of the data, m points in n dimensions.
        target: ``w_*``, ``(batch, n)``.
        start: ``w_1``, ``(batch, n)``.
        alpha: the factor alpha, ``(batch,)``.
        eta: the step size, ``(batch,)``.
        last: the real number T, ``(batch,)``; compared, never rounded.
        uniforms: one number of [0, 1) for each step, ``(batch or 1, trials, steps)``.
    """
    xp = array_namespace(start)
    horizon = uniforms.shape[2]
    chosen = drawn(law.weights, uniforms)
    x = xp.matmul(chosen, xp.expand_dims(law.points, axis=1))
    y = xp.matmul(x, lift(xp.expand_dims(target, axis=1), 4))[..., 0]
    pull = xp.where(y > 0, lift(alpha * eta, 3), 0 * y)  # the labels are max(0, <w_*, x>)
    weights = xp.expand_dims(start, axis=1) + 0 * uniforms[:, :, :1]
    for number in range(2, horizon + 2):
        shown = x[:, :, number - 2]
        residual = y[:, :, number - 2] - xp.sum(weights * shown, axis=-1)
        scale = xp.where(lift(last >= number, 2), pull[:, :, number - 2] * residual, 0 * residual)
        weights = weights - lift(scale, 3) * shown
    squares = squared_distances(weights, target)
    exists, reached = lift(last >= 1, 2), lift(last < horizon + 2, 2)
    squares = xp.where(exists, squares, xp.full_like(squares, xp.inf))
    return xp.where(reached, squares, xp.full_like(squares, xp.nan))

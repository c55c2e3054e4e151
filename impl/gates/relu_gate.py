"""GLM-Tron on one gate with a piecewise linear, non-decreasing activation.

Shapes: inputs ``(batch, n, d)`` with n the number S of samples, labels ``(batch, n)``, weights
``(batch, d)``.

Source: mukherjee_2020, section 3.5, algorithm 4.
"""

from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import (
    combination,
    euclidean_norm,
    inner_products,
    lift,
    transpose,
)
from impl.optimisers.least import Least, State, any_lane, least_along


@dataclass(frozen=True, slots=True)
class Activation:
    """A piecewise linear function with a kink at 0 and, if wanted, a second one to its right.

    ``sigma(z) = offset + left min(z, 0) + right max(z, 0)``; beyond ``kink`` the slope is
    ``beyond`` in place of ``right``, so that ``beyond = 0`` saturates. All are ``(batch,)``; slopes
    that are not negative make it non-decreasing. The ReLU is ``left = 0, right = 1, offset = 0``.
    """

    left: Array
    right: Array
    offset: Array
    kink: Array | None = None
    beyond: Array | None = None

    def __post_init__(self) -> None:
        """Refuse half of a second kink.

        Raises:
            ValueError: only one of ``kink`` and ``beyond`` is given.
        """
        if (self.kink is None) != (self.beyond is None):
            raise ValueError("kink and beyond describe one second kink: give both or neither")

    def __call__(self, z: Array) -> Array:
        """Return ``sigma(z)`` for z of shape ``(batch, ...)``."""
        xp = array_namespace(z)
        zero = xp.zeros_like(z)
        negative, positive = xp.minimum(z, zero), xp.maximum(z, zero)
        value = lift(self.offset, z.ndim) + lift(self.left, z.ndim) * negative
        if self.kink is None or self.beyond is None:
            return value + lift(self.right, z.ndim) * positive
        kink = lift(self.kink, z.ndim) + zero
        below, above = xp.minimum(positive, kink), xp.maximum(z - kink, zero)
        return value + lift(self.right, z.ndim) * below + lift(self.beyond, z.ndim) * above

    def lipschitz(self) -> Array:
        """Return the least Lipschitz constant, the greatest absolute slope, as ``(batch,)``."""
        xp = array_namespace(self.left)
        steepest = xp.maximum(xp.abs(self.left), xp.abs(self.right))
        return steepest if self.beyond is None else xp.maximum(steepest, xp.abs(self.beyond))

    def least_slope(self) -> Array:
        """Return the least slope as ``(batch,)``: non-negative for a non-decreasing function."""
        xp = array_namespace(self.left)
        flattest = xp.minimum(self.left, self.right)
        return flattest if self.beyond is None else xp.minimum(flattest, self.beyond)


def predictions(sigma: Activation, inputs: Array, weight: Array) -> Array:
    """Return ``sigma(<w, x_i>)`` as ``(batch, n)``."""
    return sigma(inner_products(inputs, weight))


def mean_residual(sigma: Activation, inputs: Array, labels: Array, weight: Array) -> Array:
    """Return ``(1/S) sum_i (y_i - sigma(<w, x_i>)) x_i`` as ``(batch, d)``."""
    residuals = labels - predictions(sigma, inputs, weight)
    return combination(residuals, inputs) / int(inputs.shape[-2])


def mean_residual_norm(sigma: Activation, inputs: Array, labels: Array, weight: Array) -> Array:
    """Return the norm of the mean residual as ``(batch,)``: the noise of lemma 3.5.1."""
    return euclidean_norm(mean_residual(sigma, inputs, labels, weight))


def alignment(
    sigma: Activation, inputs: Array, labels: Array, weight: Array, target: Array
) -> Array:
    """Return ``(2/S) sum_i (y_i - sigma(<w, x_i>)) (<w_*, x_i> - <w, x_i>)`` as ``(batch,)``."""
    residuals = labels - predictions(sigma, inputs, weight)
    gaps = inner_products(inputs, target - weight)
    return 2 * array_namespace(gaps).mean(residuals * gaps, axis=-1)


def glm_tron_step(sigma: Activation, inputs: Array, labels: Array, weight: Array) -> Array:
    """Return ``w_{t+1} = w_t + (1/S) sum_i (y_i - sigma(<w_t, x_i>)) x_i`` as ``(batch, d)``."""
    return weight + mean_residual(sigma, inputs, labels, weight)


def glm_tron(sigma: Activation, inputs: Array, labels: Array, steps: int) -> Array:
    """Return the iterates ``w_1 = 0, ..., w_{steps+1}`` as ``(batch, steps + 1, d)``."""
    xp = array_namespace(inputs, labels)
    iterates = [xp.zeros_like(inputs[:, 0, :])]
    for _ in range(steps):
        iterates.append(glm_tron_step(sigma, inputs, labels, iterates[-1]))
    return xp.stack(iterates, axis=1)


def effective_loss(sigma: Activation, inputs: Array, weight: Array, target: Array) -> Array:
    """Return ``(1/S) sum_i (sigma(<w, x_i>) - sigma(<w_*, x_i>))^2`` as ``(batch,)``.

    ``target`` is ``w_*``, the weight that made the clean labels, ``(batch, d)``.
    """
    return empirical_risk(sigma, inputs, predictions(sigma, inputs, target), weight)


def empirical_risk(sigma: Activation, inputs: Array, labels: Array, weight: Array) -> Array:
    """Return ``(1/S) sum_i (sigma(<w, x_i>) - y_i)^2`` as ``(batch,)``."""
    errors = predictions(sigma, inputs, weight) - labels
    return array_namespace(errors).mean(errors * errors, axis=-1)


def least_effective_loss(
    sigma: Activation,
    inputs: Array,
    labels: Array,
    target: Array,
    steps: Array,
    *,
    horizon: int,
    enough: Array | int = 0,
) -> Least:
    """Return the least effective loss among ``w_1, ..., w_{floor(steps)+1}``.

    Args:
        sigma: the activation.
        inputs: ``(batch, n, d)``.
        labels: ``(batch, n)``.
        target: ``w_*``, ``(batch, d)``.
        steps: real number of GLM-Tron steps allowed, ``(batch,)``.
        horizon: most steps to run.
        enough: loss that settles a lane early, ``(batch,)`` or a number.
    """

    def measure(state: State) -> Array:
        return effective_loss(sigma, inputs, state[0], target)

    def advance(state: State) -> State:
        return (glm_tron_step(sigma, inputs, labels, state[0]),)

    start = (array_namespace(inputs).zeros_like(inputs[:, 0, :]),)
    return least_along(measure, advance, start, steps, first=0, horizon=horizon, enough=enough)


def noisy_runs(
    sigma: Activation,
    inputs: Array,
    target: Array,
    noise: Array,
    steps: Array,
    *,
    horizon: int,
    least: bool = False,
) -> Least:
    """Return the predictions of GLM-Tron for every outcome of the noise, ``(batch, A, n)``.

    The run takes ``floor(steps)`` steps; with ``least`` it ends at the iterate of least effective
    loss that is met on the way. ``covered``, ``(batch,)``, tells where the run was long enough.

    Args:
        sigma: the activation.
        inputs: ``(batch, n, d)``.
        target: ``w_*``, ``(batch, d)``.
        noise: what is added to the clean labels, ``(batch, A, n)``.
        steps: real number of steps, ``(batch,)``; compared, never rounded.
        horizon: most steps to run.
        least: keep the best iterate in place of the last.
    """
    xp = array_namespace(inputs)
    clean = xp.expand_dims(predictions(sigma, inputs, target), axis=1)
    labels = clean + noise
    weight = xp.zeros_like(noise[:, :, :1]) + xp.zeros_like(inputs[:, :1, :])
    shown = sigma(xp.matmul(weight, transpose(inputs)))
    best, settled = shown, _outcome_loss(shown, clean)
    for number in range(1, horizon + 1):
        if not any_lane(steps >= number):
            break
        active = lift(steps >= number, 3)
        moved = weight + xp.matmul(labels - shown, inputs) / int(inputs.shape[1])
        weight = xp.where(active, moved, weight)
        shown = sigma(xp.matmul(weight, transpose(inputs)))
        reached = _outcome_loss(shown, clean)
        better = xp.expand_dims(reached < settled, axis=-1)
        best = xp.where(better, shown, best)
        settled = xp.minimum(reached, settled)
    return Least(best if least else shown, steps < horizon + 1)


def _outcome_loss(shown: Array, clean: Array) -> Array:
    """Return the effective loss of each outcome, ``(batch, A)``."""
    error = shown - clean
    return array_namespace(error).mean(error * error, axis=-1)

"""Gradient oracles with finitely many answers, and RMSProp over every sequence of their answers.

A law over m answers has ``weights`` ``(batch, m)``; answers at points ``(batch, n, d)`` have shape
``(batch, n, m, d)``. A run of T queries has m^(T-1) points at its last query, one for each sequence
of answers before it, so that expectations are sums, not samples.

Source: mukherjee_2020, section 5.3, definition 19.
"""

from collections.abc import Callable
from dataclasses import dataclass

from array_api_compat import array_namespace

from impl._types import Array
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.least import Least, any_lane
from impl.optimisers.rmsprop import displacement, update_average

Answers = Callable[[Array], Array]


def expectation(values: Array, weights: Array) -> Array:
    """Return ``sum_k p_k a_k`` as ``(batch, n)`` for ``(batch, n, m)`` and ``(batch, m)``."""
    xp = array_namespace(values)
    return xp.sum(values * xp.expand_dims(weights, axis=1), axis=-1)


def mean_reply(answers: Array, weights: Array) -> Array:
    """Return ``E g`` as ``(batch, n, d)``."""
    xp = array_namespace(answers)
    return xp.sum(answers * weights[:, None, :, None], axis=-2)


def interpolation_moment(answers: Array, weights: Array, half_shift: Array) -> Array:
    """Return ``E (|g| + s)^2`` as ``(batch, n)`` for ``s`` of shape ``(batch,)``."""
    return expectation((euclidean_norm(answers) + half_shift[:, None, None]) ** 2, weights)


@dataclass(frozen=True, slots=True)
class Query:
    """All states of a run just before its t-th query.

    Attributes:
        points: ``x_t``, ``(batch, n, d)``.
        averages: ``v_{t-1}``, ``(batch, n, d)``.
        weights: probabilities of the states, ``(batch, n)``.
    """

    points: Array
    averages: Array
    weights: Array


@dataclass(frozen=True, slots=True)
class Step:
    """All states of a run at one step, and what each answer leads to.

    Attributes:
        before: the states before the query.
        answers: ``(batch, n, m, d)``.
        averages: ``v_t`` for each answer, ``(batch, n, m, d)``.
        displacements: ``x_t - x_{t+1}`` for each answer, ``(batch, n, m, d)``.
    """

    before: Query
    answers: Array
    averages: Array
    displacements: Array

    def after(self, weights: Array) -> Query:
        """Return the states before the next query."""
        xp = array_namespace(self.answers)
        batch, n, m, d = self.answers.shape
        points = xp.expand_dims(self.before.points, axis=2) - self.displacements
        joint = xp.expand_dims(self.before.weights, axis=2) * xp.expand_dims(weights, axis=1)
        return Query(
            xp.reshape(points, (batch, n * m, d)),
            xp.reshape(self.averages, (batch, n * m, d)),
            xp.reshape(joint, (batch, n * m)),
        )


def all_steps(
    answers: Answers,
    weights: Array,
    start: Array,
    decay: Array,
    step_size: Array,
    shift: Array,
    steps: int,
    last: Array | None = None,
) -> list[Step]:
    """Return the steps 1 to T of RMSProp over every sequence of answers.

    The run ends with the lane that goes on for longest, where ``last`` says how long each does.

    Args:
        answers: maps points ``(batch, n, d)`` to the oracle's answers ``(batch, n, m, d)``.
        weights: probabilities of the answers, ``(batch, m)``.
        start: ``x_1``, ``(batch, d)``.
        decay: ``beta_2``, ``(batch,)``.
        step_size: ``alpha``, ``(batch,)``.
        shift: ``xi``, ``(batch,)``.
        steps: T.
        last: number of the last step that a lane needs, ``(batch,)``; the first is always taken.
    """
    xp = array_namespace(start)
    points = xp.expand_dims(start, axis=1)
    state = Query(points, xp.zeros_like(points), xp.ones_like(start[:, :1]))
    found: list[Step] = []
    for number in range(1, steps + 1):
        if last is not None and number > 1 and not any_lane(last >= number):
            break
        replies = answers(state.points)
        old = xp.expand_dims(state.averages, axis=2)
        average = update_average(old, replies, decay, shift)
        found.append(Step(state, replies, average, displacement(average, replies, step_size)))
        state = found[-1].after(weights)
    return found


def joined(parts: list[Array]) -> Array:
    """Join what was measured at each step, ``(batch, n_t, ...)``, along the axis of states."""
    return array_namespace(parts[0]).concat(parts, axis=1)


def mean_least(values: list[Array], weights: Array) -> Array:
    """Return ``E min_t a_t`` as ``(batch,)``.

    Args:
        values: ``a_t`` at every state of the t-th query, ``(batch, m^(t-1))``, for t = 1, ..., T.
        weights: probabilities of the answers, ``(batch, m)``.
    """
    xp = array_namespace(weights)
    answers = weights.shape[1]
    least, probability = values[0], xp.ones_like(weights[:, :1])
    for later in values[1:]:
        least = xp.minimum(xp.repeat(least, answers, axis=1), later)
        joint = xp.expand_dims(probability, axis=2) * xp.expand_dims(weights, axis=1)
        probability = xp.reshape(joint, later.shape)
    return xp.sum(least * probability, axis=1)


def least_mean(values: list[Array], weights: list[Array], last: Array, enough: Array) -> Least:
    """Return ``min_{1 <= t <= T} E a_t``; without a first iterate it is +infinity.

    Args:
        values: ``a_t`` at every state of the t-th query, ``(batch, m^(t-1))``, for each t computed.
        weights: probabilities of the same states.
        last: the real number T, ``(batch,)``; where it exceeds what was computed, the value is only
            an upper bound of the least one.
        enough: value that settles a lane although T is larger, ``(batch,)``.
    """
    xp = array_namespace(last)
    least = xp.full_like(last, xp.inf)
    for number, (value, weight) in enumerate(zip(values, weights, strict=True), start=1):
        mean = xp.sum(value * weight, axis=1)
        least = xp.where(last >= number, xp.minimum(least, mean), least)
    return Least(least, xp.logical_or(last < len(values) + 1, least <= enough))

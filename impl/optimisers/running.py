"""Extremes of what has been seen so far, along the second axis."""

from collections.abc import Callable
from itertools import accumulate

from array_api_compat import array_namespace

from impl._types import Array


def _along(pick: Callable[[Array, Array], Array], values: Array) -> Array:
    xp = array_namespace(values)
    columns = [values[:, k] for k in range(values.shape[1])]
    return xp.stack(list(accumulate(columns, pick)), axis=1)


def most_so_far(values: Array) -> Array:
    """Return ``max_{k <= t} a_k`` for every t as ``(batch, T)``, of ``(batch, T)``."""
    return _along(array_namespace(values).maximum, values)


def least_so_far(values: Array) -> Array:
    """Return ``min_{k <= t} a_k`` for every t as ``(batch, T)``, of ``(batch, T)``."""
    return _along(array_namespace(values).minimum, values)

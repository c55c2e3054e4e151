"""Object arrays of elements with a mask: building, indexing, elementwise application."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from flint import fmpq

from falsum.balls.context import NotRational, settings
from falsum.balls.convert import lift
from falsum.balls.ends import Result
from falsum.balls.order import Maybe

Objects: TypeAlias = npt.NDArray[Any]
Mask: TypeAlias = npt.NDArray[np.bool_]
Stored: TypeAlias = tuple[Objects, Mask]


def objects(values: Sequence[Any], shape: tuple[int, ...]) -> Objects:
    """Return an object array of the given shape from a flat list."""
    data = np.empty(len(values), dtype=object)
    data[:] = values
    return data.reshape(shape)


def as_objects(value: Any) -> Objects:
    """Return an object array; one element becomes an array without axes."""
    if isinstance(value, np.ndarray):
        return value
    data = np.empty((), dtype=object)
    data[()] = value
    return data


def checked(data: Objects, flag: Mask | np.bool_) -> Stored:
    """Return the results of an operation, or refuse them in the rational-only mode.

    Raises:
        NotRational: the mode is on and a result isn't a point.
    """
    if settings.rational_only and (flag.any() or any(not isinstance(x, fmpq) for x in data.flat)):
        raise NotRational(
            "an operation left the rationals inside rational_only(): use rational operations "
            f"only, or raise the limit of {settings.exact_bits} bits with precision(exact_bits=...)"
        )
    return data, np.asarray(flag)


@lru_cache(maxsize=256)
def _ufunc(function: Callable[..., Any], inputs: int, outputs: int) -> Any:
    return np.frompyfunc(function, inputs, outputs)


def elementwise(function: Callable[..., Any], outputs: int, *arrays: npt.NDArray[Any]) -> Any:
    """Call a function on broadcast elements and return `outputs` object arrays."""
    # flint leaves floating-point status bits behind, which numpy would take for its own.
    with np.errstate(all="ignore"):
        return _ufunc(function, len(arrays), outputs)(*arrays)


def apply_unary(function: Callable[..., Any], x: Stored) -> Stored:
    """Apply an element function to every element."""
    values, flags = elementwise(function, 2, x[0])
    return checked(as_objects(values), np.asarray(flags, dtype=np.bool_) | x[1])


def apply_binary(function: Callable[..., Any], x: Stored, y: Stored) -> Stored:
    """Apply an element function to pairs, with broadcasting."""
    values, flags = elementwise(function, 2, x[0], y[0])
    return checked(as_objects(values), np.asarray(flags, dtype=np.bool_) | x[1] | y[1])


def apply_order(function: Callable[..., Maybe], x: Stored, y: Stored) -> tuple[Mask, Mask, Mask]:
    """Compare pairs; a flagged operand makes the entry undecided."""
    may, may_not = elementwise(function, 2, x[0], y[0])
    flag = np.asarray(x[1] | y[1])
    return np.asarray(may, np.bool_) | flag, np.asarray(may_not, np.bool_) | flag, flag


def lift_objects(values: Objects, lifting: Callable[[object], Result] = lift) -> Stored:
    """Turn an array of numbers into elements."""
    lifted = [lifting(value) for value in values.flat]
    flags = np.array([flag for _, flag in lifted], dtype=np.bool_)
    return objects([x for x, _ in lifted], values.shape), flags.reshape(values.shape)

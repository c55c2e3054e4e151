"""The parts of the Fourier extension that are real: frequencies, and shifts of them."""

from typing import Any

import numpy as np

from falsum.balls.array import BallArray, coerce
from falsum.balls.dtypes import DType
from falsum.balls.manipulation import roll
from falsum.errors.substitutes import missing

__all__ = ["fftfreq", "fftshift", "ifftshift", "rfftfreq"]


def fftfreq(
    n: int, /, *, d: Any = 1, dtype: DType | None = None, device: object = None
) -> BallArray:
    """Return the n frequencies of a discrete transform, those from 0 up first, as k / (n d)."""
    _require_length(n, "fftfreq")
    return coerce([(k + n // 2) % n - n // 2 for k in range(n)]) / (coerce(d) * n)


def rfftfreq(
    n: int, /, *, d: Any = 1, dtype: DType | None = None, device: object = None
) -> BallArray:
    """Return the frequencies of a discrete transform that aren't negative, as k / (n d)."""
    _require_length(n, "rfftfreq")
    return coerce(list(range(n // 2 + 1))) / (coerce(d) * n)


def _require_length(n: int, name: str) -> None:
    if n < 1:
        raise ValueError(f"{name}: n={n!r}: give a length of at least 1")


def fftshift(x: Any, /, *, axes: int | tuple[int, ...] | None = None) -> Any:
    """Move frequency 0 to the middle along axes; None means all."""
    return _shifted(x, axes, lambda length: length // 2)


def ifftshift(x: Any, /, *, axes: int | tuple[int, ...] | None = None) -> Any:
    """Undo `fftshift`."""
    return _shifted(x, axes, lambda length: -(length // 2))


def _shifted(x: Any, axes: int | tuple[int, ...] | None, shift: Any) -> Any:
    array = coerce(x)
    along = tuple(range(array.ndim)) if axes is None else tuple(np.atleast_1d(axes).tolist())
    return roll(array, tuple(shift(array.shape[k]) for k in along), axis=along)


def __getattr__(name: str) -> Any:
    raise missing(f"fft.{name}")

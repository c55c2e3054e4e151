"""Functions of the namespace that move elements around; they work on numbers and on truth."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from falsum.balls.array import BallArray, coerce
from falsum.balls.creation import asarray
from falsum.balls.ends import ZERO
from falsum.balls.truth import Truth, index

Move = Callable[[Any], npt.NDArray[Any]]


def rearrange(x: Any, move: Move) -> Any:
    """Apply one numpy rearrangement to the elements and to the masks."""
    array = asarray(x)
    if isinstance(array, Truth):
        masks = (array.can_be_true, array.can_be_false, array.maybe_undefined)
        return Truth(*(move(mask) for mask in masks))
    data, flag = array.stored
    return BallArray(np.array(move(data), dtype=object), np.array(move(flag), dtype=np.bool_))


def _join(arrays: Sequence[Any], move: Callable[[list[Any]], npt.NDArray[Any]]) -> Any:
    parts = [asarray(x) for x in arrays]
    if all(isinstance(part, Truth) for part in parts):
        masks = [(p.can_be_true, p.can_be_false, p.maybe_undefined) for p in parts]
        return Truth(*(move(list(group)) for group in zip(*masks, strict=True)))
    stored = [coerce(part).stored for part in parts]
    return BallArray(move([data for data, _ in stored]), move([flag for _, flag in stored]))


def stack(arrays: Sequence[Any], /, *, axis: int = 0) -> Any:
    """Join arrays of one shape along a new axis."""
    return _join(arrays, lambda parts: np.stack(parts, axis=axis))


def concat(arrays: Sequence[Any], /, *, axis: int | None = 0) -> Any:
    """Join arrays along an axis; None flattens them first."""
    return _join(arrays, lambda parts: np.concatenate(parts, axis=axis))


def reshape(x: Any, /, shape: int | tuple[int, ...], *, copy: bool | None = None) -> Any:
    """Return the elements in another shape; -1 stands for what is left."""
    return rearrange(x, lambda a: a.reshape(shape))


def expand_dims(x: Any, /, *, axis: int = 0) -> Any:
    """Insert an axis of length 1."""
    return rearrange(x, lambda a: np.expand_dims(a, axis))


def squeeze(x: Any, /, axis: int | tuple[int, ...]) -> Any:
    """Remove axes of length 1."""
    return rearrange(x, lambda a: np.squeeze(a, axis))


def permute_dims(x: Any, /, axes: tuple[int, ...]) -> Any:
    """Return the axes in another order."""
    return rearrange(x, lambda a: np.transpose(a, axes))


def moveaxis(x: Any, source: Any, destination: Any, /) -> Any:
    """Move axes to other positions."""
    return rearrange(x, lambda a: np.moveaxis(a, source, destination))


def matrix_transpose(x: Any, /) -> Any:
    """Transpose the last two axes."""
    return rearrange(x, lambda a: a.swapaxes(-1, -2))


def broadcast_to(x: Any, /, shape: tuple[int, ...]) -> Any:
    """Return copies of the array in a larger shape."""
    return rearrange(x, lambda a: np.broadcast_to(a, shape))


def broadcast_arrays(*arrays: Any) -> list[Any]:
    """Broadcast arrays against each other."""
    parts = [asarray(x) for x in arrays]
    shape = np.broadcast_shapes(*(part.shape for part in parts))
    return [broadcast_to(part, shape) for part in parts]


def flip(x: Any, /, *, axis: int | tuple[int, ...] | None = None) -> Any:
    """Reverse the order along axes; None means all."""
    return rearrange(x, lambda a: np.flip(a, axis))


def roll(x: Any, /, shift: Any, *, axis: Any = None) -> Any:
    """Roll elements along axes."""
    return rearrange(x, lambda a: np.roll(a, shift, axis))


def take(x: Any, indices: Any, /, *, axis: int | None = None) -> Any:
    """Pick elements along an axis by integer indices.

    Raises:
        TypeError: an index isn't an integer point.
    """
    where = index(indices)
    return rearrange(x, lambda a: np.take(a, where, axis=axis))


def take_along_axis(x: Any, indices: Any, /, *, axis: int = -1) -> Any:
    """Pick one element along an axis for every index."""
    where = index(indices)
    return rearrange(x, lambda a: np.take_along_axis(a, where, axis))


def tile(x: Any, repetitions: tuple[int, ...], /) -> Any:
    """Repeat the whole array."""
    return rearrange(x, lambda a: np.tile(a, repetitions))


def repeat(x: Any, repeats: Any, /, *, axis: int | None = None) -> Any:
    """Repeat each element."""
    return rearrange(x, lambda a: np.repeat(a, repeats, axis))


def unstack(x: Any, /, *, axis: int = 0) -> tuple[Any, ...]:
    """Split an array along an axis, which disappears."""
    moved = rearrange(x, lambda a: np.moveaxis(a, axis, 0))
    return tuple(moved[k] for k in range(moved.shape[0]))


def tril(x: Any, /, *, k: int = 0) -> BallArray:
    """Keep the elements on and below diagonal `k` of the last two axes."""
    return _keep(x, lambda shape: np.tril(np.ones(shape, dtype=np.bool_), k))


def triu(x: Any, /, *, k: int = 0) -> BallArray:
    """Keep the elements on and above diagonal `k` of the last two axes."""
    return _keep(x, lambda shape: np.triu(np.ones(shape, dtype=np.bool_), k))


def _keep(x: Any, pattern: Callable[[tuple[int, ...]], npt.NDArray[np.bool_]]) -> BallArray:
    data, flag = coerce(x).stored
    mask = np.broadcast_to(pattern(data.shape[-2:]), data.shape)
    kept = data.copy()
    kept[~mask] = ZERO
    return BallArray(kept, flag & mask)

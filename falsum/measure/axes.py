"""Values of a batch: arrays whose axes are named by index symbols."""

from __future__ import annotations

from typing import Any, NamedTuple

from falsum.statement.declarations import index
from falsum.statement.exact import ClaimError
from falsum.statement.symbols import Symbol

Axes = tuple[Symbol, ...]


ATOM = index("atom", 1, 1)  # the axis of a finite law or of trials; its length is the law's


CHOICE = index("choice", 1, 1)  # the axis of what an opponent may choose at each atom


class Value(NamedTuple):
    """An array of shape (batch, *axes), or () when it does not depend on the instance."""

    array: Any
    axes: Axes = ()


def union(axes: list[Axes]) -> Axes:
    """Return the axes that occur, each once, in order of appearance."""
    return tuple(dict.fromkeys(a for group in axes for a in group))


def aligned(xp: Any, value: Value, axes: Axes) -> Any:
    """Return the value's array with one dimension for the batch and one for each of ``axes``."""
    array = value.array
    if not value.axes and array.ndim == 0:
        return array
    if array.ndim != 1 + len(value.axes):
        atoms = ATOM in value.axes
        names = ", ".join(a.name for a in value.axes if a != ATOM) or "none"
        raise ClaimError(
            f"a value of shape {tuple(array.shape)} is bound to a symbol with index axes ({names})"
            f"; bind an array of shape ({'batch, atoms or trials' if atoms else 'batch'}, *index "
            "axes)"
        )
    if value.axes == axes:
        return array
    order = [0] + [1 + value.axes.index(a) for a in axes if a in value.axes]
    array = xp.permute_dims(array, tuple(order))
    sizes = iter(array.shape[1:])
    shape = (array.shape[0], *(next(sizes) if a in value.axes else 1 for a in axes))
    return xp.reshape(array, shape)

"""Functions of the namespace that ask for places and for equal elements.

A place is an integer, so it is given where the enclosures decide it, and `Undecided` is raised
where they don't. A number of elements is enclosed.
"""

from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np

from falsum.balls import order
from falsum.balls.array import BallArray, coerce, indicator
from falsum.balls.context import Undecided
from falsum.balls.ends import Element
from falsum.balls.reductions import ranks
from falsum.balls.reductions import sum as sum_along
from falsum.balls.storage import Objects
from falsum.balls.truth import Truth, as_truth, reduce_any

Axis = int | tuple[int, ...] | None
_RAISE = "; raise the precision (falsum.balls.precision)"


def argsort(
    x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True
) -> BallArray:
    """Return the places of the sorted elements; equal exact ones keep their order.

    Raises:
        Undecided: the enclosures don't decide the order.
    """
    array = -coerce(x) if descending else coerce(x)
    data, flag = array.stored
    if flag.any():
        raise Undecided("argsort of elements that may be undefined")
    moved = np.moveaxis(data, axis, -1)
    rows = moved.reshape(-1, moved.shape[-1]) if data.size else moved.reshape(0, 1)
    places = [decided_order(row.tolist(), "argsort") for row in rows]
    result = np.array(places, dtype=np.int64).reshape(moved.shape)
    return coerce(np.moveaxis(result, -1, axis))


def decided_order(values: list[Element], name: str) -> list[int]:
    """Return the stable ascending order of elements.

    Raises:
        Undecided: two neighbours in it may be the other way round.
    """
    places = ranks(values)
    for i, j in pairwise(places):
        relation = order.less_equal if i < j else order.less_than
        if relation(values[i], values[j])[1]:
            raise Undecided(f"elements {i} and {j} overlap: {name} is undecided{_RAISE}")
    return places


def count_nonzero(x: Any, /, *, axis: Axis = None, keepdims: bool = False) -> BallArray:
    """Return how many elements differ from 0: an interval where that isn't decided."""
    return sum_along(indicator(_differs(x)), axis=axis, keepdims=keepdims)


def _differs(x: Any) -> Truth:
    return x != 0 if isinstance(x, BallArray) else _truth_of(x)


def _truth_of(x: Any) -> Truth:
    try:
        return as_truth(x)
    except TypeError:
        return coerce(x) != 0


def nonzero(x: Any, /) -> tuple[BallArray, ...]:
    """Return the places of the elements that differ from 0, one array for each axis.

    Raises:
        Undecided: it isn't decided of an element.
        ValueError: the array has no axes.
    """
    truth = _differs(x)
    if not truth.ndim:
        raise ValueError("nonzero: expected at least one axis, got an array without axes")
    return tuple(coerce(places) for places in np.nonzero(truth.to_numpy()))


def searchsorted(
    x1: Any,
    x2: Any,
    /,
    *,
    side: Literal["left", "right"] = "left",
    sorter: Any = None,
) -> BallArray:
    """Return how many elements of the ascending vector x1 lie before each x2, as an enclosure.

    Args:
        x1: vector in ascending order.
        x2: values to be placed.
        side: "left" counts the elements below the value, "right" equal ones too.
        sorter: the places that sort x1, as from `argsort`.

    Raises:
        ValueError: x1 is certainly not ascending or not a vector, or the side is another word.
    """
    if side not in ("left", "right"):
        raise ValueError(f"searchsorted: side={side!r}: write 'left' or 'right'")
    vector = coerce(x1) if sorter is None else coerce(x1)[sorter]
    if vector.ndim != 1:
        raise ValueError(f"searchsorted: x1 must be a vector, got shape {vector.shape}")
    falls = (vector[1:] < vector[:-1]).certain()
    if falls.any():
        k = int(np.argmax(falls))
        raise ValueError(f"searchsorted: x1 falls after place {k}; sort it first, or give sorter=")
    values = coerce(x2)[..., None]
    before = vector < values if side == "left" else vector <= values
    return sum_along(indicator(before), axis=-1)


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Truth:
    """Return whether each element of x1 equals one of x2, three-valued."""
    other = coerce(x2)
    data, flag = other.stored
    flat = BallArray(data.reshape(-1), flag.reshape(-1))
    found = reduce_any(coerce(x1)[..., None] == flat, axis=-1)
    return ~found if invert else found


class UniqueAll(NamedTuple):
    """What `unique_all` returns."""

    values: BallArray
    indices: BallArray
    inverse_indices: BallArray
    counts: BallArray


class UniqueCounts(NamedTuple):
    """What `unique_counts` returns."""

    values: BallArray
    counts: BallArray


class UniqueInverse(NamedTuple):
    """What `unique_inverse` returns."""

    values: BallArray
    inverse_indices: BallArray


def unique_all(x: Any, /) -> UniqueAll:
    """Return the different values in ascending order, first places, inverse places and counts.

    Raises:
        Undecided: the enclosures don't decide the order, or which elements are equal.
    """
    array = coerce(x)
    data, flag = array.stored
    if flag.any():
        raise Undecided("unique values of elements that may be undefined")
    values = data.reshape(-1)
    groups = _groups(values)
    firsts = np.array([group[0] for group in groups], dtype=np.int64)
    inverse = np.zeros(len(values), dtype=np.int64)
    for k, group in enumerate(groups):
        inverse[group] = k
    return UniqueAll(
        BallArray(values[firsts], np.zeros(len(firsts), dtype=np.bool_)),
        coerce(firsts),
        coerce(inverse.reshape(array.shape)),
        coerce([len(group) for group in groups]),
    )


def _groups(values: Objects) -> list[list[int]]:
    groups: list[list[int]] = []
    for place in decided_order(values.tolist(), "which values are unique"):
        if groups and _same(values[groups[-1][0]], values[place]):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _same(x: Element, y: Element) -> bool:
    may, may_not = order.equal(x, y)
    if may and may_not:
        raise Undecided(f"whether {x} and {y} are equal is undecided{_RAISE}")
    return may


def unique_values(x: Any, /) -> BallArray:
    """Return the different values in ascending order; raise as `unique_all` does."""
    return unique_all(x).values


def unique_counts(x: Any, /) -> UniqueCounts:
    """Return the different values and how often each occurs; raise as `unique_all` does."""
    found = unique_all(x)
    return UniqueCounts(found.values, found.counts)


def unique_inverse(x: Any, /) -> UniqueInverse:
    """Return the different values and the place of each element among them; raise likewise."""
    found = unique_all(x)
    return UniqueInverse(found.values, found.inverse_indices)

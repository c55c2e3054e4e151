"""Enclosures of a function on a box: natural extension, monotone faces, mean value."""

from __future__ import annotations

from falsum.balls.ends import is_infinite
from falsum.enclosure.box import Box, at, inside, middle
from falsum.enclosure.function import Function, Product, product_value
from falsum.enclosure.functions import subtract
from falsum.enclosure.interval import (
    UNDEFINED,
    Interval,
    add,
    between,
    intersect,
    is_negative,
    is_nonnegative,
    is_nonpositive,
    is_positive,
    multiply,
    point,
)

Direction = tuple[int, bool]  # 1 or -1, and whether strictly


def bound(function: Function, box: Box, depth: int) -> Interval:
    """Enclose a function on a box; undefined when it may be undefined somewhere on the box.

    The faces are those on which the function is largest and least by the sign of its derivatives,
    which are bounded in the same way, ``depth`` times over.
    """
    value = function.tape(box)
    if _signed(value):
        return value
    value, slopes = _narrowed(function, box, value, depth)
    return value if _signed(value) or not slopes else _by_mean_value(function, box, slopes, value)


def spread(function: Function, box: Box, depth: int) -> Interval:
    """Enclose the values on a box by its extreme faces, also where their sign is known already."""
    return _narrowed(function, box, function.tape(box), depth)[0]


def _narrowed(
    function: Function, box: Box, value: Interval, depth: int
) -> tuple[Interval, list[Interval]]:
    """Cut an enclosure to the values on the extreme faces; return it and the slopes used."""
    if value.undefined or depth <= 0 or not function.continuous:
        return value, []
    if all(side.is_point for side in box):
        return value, []
    slopes = function.slopes(box)
    directions = [
        None if side.is_point else direction(function, box, place, slopes[place], depth - 1)
        for place, side in enumerate(box)
    ]
    return _by_faces(function, box, directions, value, depth), slopes


def _signed(value: Interval) -> bool:
    return is_positive(value) or is_negative(value)


def direction(
    function: Function, box: Box, place: int, slope: Interval, depth: int
) -> Direction | None:
    """Return the direction in which one variable moves the function, or None when it is not known.

    The derivative is enclosed on the interior; the function is continuous up to the faces on which
    it is defined.
    """
    known = _direction(slope)
    if (known is not None and known[1]) or depth <= 0:
        return known
    if slope.undefined and function.tape.improper:
        return None  # nothing shows that it may be differentiated under the integral
    product = function.product(place)
    if product is None or not _trusted(product, box):
        return known
    better = _direction(product_bound(product, inside(box), depth))
    return better if better is not None and (known is None or better[1]) else known


def _trusted(product: Product, box: Box) -> bool:
    """Tell whether the sign of a product is that of the derivative on a box.

    What was left out of the product has a sign inside the root box only; on a face of it the
    derivative must be defined, so that the sign is kept in the limit.
    """
    on_face = len(box) > 1 and any(side.is_point for side in box)
    return not on_face or (product.whole is not None and not product.whole(inside(box)).undefined)


def _direction(slope: Interval) -> Direction | None:
    if is_positive(slope) or is_negative(slope):
        return (1 if is_positive(slope) else -1), True
    if is_nonnegative(slope) or is_nonpositive(slope):
        return (1 if is_nonnegative(slope) else -1), False
    return None


def product_bound(product: Product, box: Box, depth: int) -> Interval:
    """Return an interval that has the sign of a product on a box inside the root."""
    return product_value(product, [bound(f, box, depth) for f in product.factors])


def _by_faces(
    function: Function,
    box: Box,
    directions: list[Direction | None],
    value: Interval,
    depth: int,
) -> Interval:
    for up in (True, False):
        face, left = _face(box, directions, up)
        if face == box:
            continue
        there = bound(function, face, depth - 1)
        if there.undefined:
            continue
        beyond = left and len(box) == 1  # strictly monotone towards an end that is left out
        if up:
            limit = between(value.lo, there.hi, value.lo_open, beyond or there.hi_open)
        else:
            limit = between(there.lo, value.hi, beyond or there.lo_open, value.hi_open)
        value = intersect(value, limit)
    return value


def _face(box: Box, directions: list[Direction | None], up: bool) -> tuple[Box, bool]:
    """Return the face with the largest (least) values, and whether it is strictly left out."""
    face, left = list(box), False
    for place, known in enumerate(directions):
        if known is None:
            continue
        towards_high = (known[0] > 0) == up
        side = box[place]
        end, is_open = (side.hi, side.hi_open) if towards_high else (side.lo, side.lo_open)
        if is_infinite(end):
            continue
        face[place] = between(end, end)
        left = left or (is_open and known[1])
    return tuple(face), left


def _by_mean_value(
    function: Function, box: Box, slopes: list[Interval], value: Interval
) -> Interval:
    if not all(side.is_bounded for side in box):
        return value
    centre = at([middle(side) for side in box])
    total = function.tape(centre)
    for slope, side, c in zip(slopes, box, centre, strict=True):
        if slope.undefined or not slope.is_bounded:
            return value
        total = add(total, multiply(slope, subtract(side, c)))
    return value if total is UNDEFINED else intersect(value, total)


def sign_bound(goal: Function | Product, box: Box, depth: int) -> Interval:
    """Return an interval with the sign of a function or of a signed product."""
    if isinstance(goal, Product):
        return product_bound(goal, box, depth)
    return bound(goal, box, depth)


def zero_or_below(value: Interval, strict: bool) -> bool:
    """Tell whether every value is certainly at most 0, or below 0."""
    return is_negative(value) if strict else is_nonpositive(value)


ZERO = point(0)

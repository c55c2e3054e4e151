"""Open sets: do the latents around one decode to an open set of instances?

"Almost always" speaks of instances, and the latents are only a way to write them.  A decoder that
saturates, such as a clip, sends an open set of latents to a single instance, and what breaks there
may break on a null set only.

So the decoder's derivative is enclosed on a whole box of latents.  Let d be the number of latents
and m that of the instance's entries.  If some min(d, m) of the rows and columns form a matrix that
no choice within the enclosures makes singular, then any two latents of the box that differ in these
coordinates decode to different entries (mean value theorem, row by row), and what is injective
and continuous between spaces of equal dimension is open (Brouwer).  With m <= d the box decodes to
a set with interior; with d <= m to one of the full dimension d, than which no latents have more.

A rank that is less than both, as that of unit vectors or of symmetric matrices, shows nothing:
nobody knows what rank the decoder has elsewhere.  It does show a null set where the rank on the box
is certainly less than at some other latents.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import numpy as np

from falsum import balls
from falsum.decide.derivative import directions, namespace
from falsum.decide.sloped import Sloped
from falsum.instances.exact import arrays_of, is_record, record_fields
from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.randomness import stream

STEP = 2.0**-20  # of a difference, relative to a latent's entry
TOLERANCE = 1e-7  # of the greatest singular value, below which one counts as zero
PARTS = 6  # of a box, beside the whole, that are looked at
SCALES = 2.0 ** np.arange(-20, 21, 5)  # of the latents at which a greater rank is looked for


class Openness(Enum):
    """What is known of the instances that a box of latents decodes to."""

    OPEN = "an open set of instances, or one of the greatest dimension that there is"
    NULL = "fewer dimensions than instances elsewhere have"
    UNKNOWN = "neither is shown"


def openness(check: Check, config: Config, box: Any) -> Openness:
    """Return what is known of the instances around a box of latents (1, dimension).

    A part of the box that fills an open set is enough: a corner of the decoder may cut through it.
    """
    count = check.family.still(config)  # a symmetry moves instances to instances of the family
    most = None
    for part in _parts(check, config, box):
        try:
            slopes = _slopes(check, config, part, count)
        except Exception:  # whatever a decoder raises on arrays that it does not know
            most = None
            continue
        full = min(slopes.shape)
        if full and _is_regular(slopes, full):
            return Openness.OPEN
        most = _most(slopes) if part is box else most
    if most is None:
        return Openness.UNKNOWN
    elsewhere = max(_rank(check, config, row) for row in _latents(check, config, count))
    return Openness.NULL if most < elsewhere else Openness.UNKNOWN


def _parts(check: Check, config: Config, box: Any) -> Iterator[Any]:
    """Yield a box and some boxes of a quarter of its width within, in directions of all kinds."""
    yield box
    low, high = box.lower(), box.upper()
    middle, reach = (low + high) / 2, (high - low) / 4
    rng = stream(check.claim.id, config.key, "parts")
    for _ in range(PARTS):
        signs = rng.integers(0, 2, (2, *box.shape))
        centre = middle + balls.asarray(2 * signs[0] - 1) * reach * (
            1 + balls.asarray(signs[1]) / 4
        )
        yield balls.BallArray.from_bounds(centre - reach / 2, centre + reach / 2)


def _slopes(check: Check, config: Config, box: Any, count: int) -> Any:
    """Enclose the derivative of every entry of the instance, (latents, entries)."""
    instance = check.family.instances(config, directions(box, count), namespace)
    columns = [_columns(array, count) for array in _arrays(instance)]
    if not columns:
        return balls.namespace.zeros((count, 0))
    return balls.namespace.concat(columns, axis=1)


def _columns(array: Any, count: int) -> Any:
    if isinstance(array, Sloped):
        return balls.namespace.reshape(array.slope, (count, -1))
    return balls.namespace.zeros((count, array.size))


def _arrays(record: Any) -> list[Any]:
    """Return the array fields of an instance, nested records included."""
    found: list[Any] = []
    for value in record_fields(record).values():
        if isinstance(value, Sloped | balls.BallArray):
            found.append(value)
        elif is_record(value):
            found.extend(_arrays(value))
    return found


def _is_regular(slopes: Any, size: int) -> bool:
    """Tell whether ``size`` rows and columns certainly form regular matrices.

    Floats propose the rows and columns and an inverse; in balls its product with the enclosures
    must be strictly diagonally dominant.
    """
    middle = balls.midpoint_floats(slopes)
    if not np.isfinite(middle).all():
        return False
    rows, columns = _pivots(middle, size)
    try:
        inverse = np.linalg.inv(middle[np.ix_(rows, columns)])
    except np.linalg.LinAlgError:
        return False
    if not np.isfinite(inverse).all() or slopes.maybe_undefined.any():
        return False
    xp = balls.namespace
    chosen = xp.take(xp.take(slopes, xp.asarray(rows), axis=0), xp.asarray(columns), axis=1)
    product = balls.BallArray.from_floats(inverse) @ chosen
    sizes = xp.abs(product - xp.eye(size))
    return bool((xp.sum(sizes, axis=1) < 1).certain().all())


def _pivots(matrix: Floats, size: int) -> tuple[list[int], list[int]]:
    """Return rows and columns of a large minor, by elimination with full pivoting."""
    left, rows, columns = matrix.copy(), [], []
    for _ in range(size):
        row, column = np.unravel_index(np.abs(left).argmax(), left.shape)
        rows.append(int(row))
        columns.append(int(column))
        if left[row, column]:
            left -= np.outer(left[:, column], left[row] / left[row, column])
        left[row], left[:, column] = 0.0, 0.0
    return rows, columns


def _most(slopes: Any) -> int:
    """Return a bound on the rank: the rows, or the columns, that are not certainly zero."""
    moving = ~(slopes == 0).certain()
    return int(min(moving.any(axis=0).sum(), moving.any(axis=1).sum()))


def _latents(check: Check, config: Config, count: int) -> Floats:
    """Return latents of all scales, (n, dimension), at which the rank may be greater."""
    rng = stream(check.claim.id, config.key, "rank")
    rows = np.zeros((2 * len(SCALES), check.family.dimension(config)))
    rows[:, :count] = rng.standard_normal((len(rows), count)) * np.repeat(SCALES, 2)[:, None]
    return rows


def _rank(check: Check, config: Config, row: Floats) -> int:
    """Return the rank of the decoder's derivative at a latent (dimension,), by differences."""
    import array_api_compat.numpy as xp

    steps = STEP * np.where(row == 0, 1.0, np.abs(row))
    moved = np.concatenate([row + np.diag(steps), row - np.diag(steps)])
    with np.errstate(all="ignore"):
        instance = check.family.instances(config, moved, xp)
    columns = [np.reshape(a, (len(moved), -1)) for a in arrays_of(instance) if len(a) == len(moved)]
    if not columns:
        return 0
    values = np.concatenate(columns, axis=1, dtype=np.float64)
    up, down = np.split(values, 2)
    slopes = (up - down) / (2 * steps[:, None]) / (1 + np.abs(up + down) / 2)
    sizes = np.linalg.svd(np.where(np.isfinite(slopes), slopes, 0.0), compute_uv=False)
    return int((sizes > TOLERANCE * max(1.0, sizes.max(initial=0.0))).sum())

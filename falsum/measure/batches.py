"""The same rows in other batches: what a row of a batch gives is nobody else's business.

Rounding errors are no faults: a difference counts where it is far above what a tremor of the row
amounts to.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from falsum.errors.faults import MeasurementError
from falsum.measure.compare import far, first_difference, gap
from falsum.measure.leftovers import leftover
from falsum.measure.rows import FIELD, Rows, Run, seen_at

TREMORS, TREMOR = 8, 1e-12  # so often rows are shaken, and so much, to see what rounding does:
SHARE = 1e-3  # a difference of which that makes this share is one of rounding


def disagreement(
    rows: Rows, first: Run, part: Run, rng: np.random.Generator
) -> MeasurementError | None:
    """Return the fault of a row that gives something else in another batch, or None."""
    for row in dict.fromkeys(part.rows):
        one, other = first.entries(row), part.entries(row)
        for name in one:
            if far(one[name], other[name]):
                _refuse_state(rows, first)
                _refuse_scalar(rows, first, name)
                if not is_rounding(rows, first, name, row, gap(one[name], other[name]), rng):
                    here, there = first_difference(one[name], other[name])
                    return rows.fault(
                        f"{name} of the same row is {here} in a batch of "
                        f"{len(first.rows)} and {there} in a batch of {len(part.rows)}, so rows of "
                        f"a batch mix{seen_at(rows, first, row)}; the first axis is the batch's, "
                        "reduce over the others (axis=1, not axis=0 or none)",
                        of=name,
                    )
    return None


def refuse_kept(rows: Rows) -> None:
    """Refuse what keeps an array of the first batch that it sees for those that follow."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's, of slopes that are lost on the way
            rows.run(range(len(rows.flat)), slopes=True)
    except RuntimeError:  # torch's, as for an edit in place of what records slopes
        return
    kept = leftover([rows.check.measure, rows.check.family.decode])
    if kept:
        raise rows.fault(
            f"{kept} keeps an array that was computed from a batch, and the next batch would be "
            "given it; compute it anew in each call, from the arguments alone",
            of=kept,
        )


def _refuse_state(rows: Rows, first: Run) -> None:
    """Refuse what gives something else when it is called again on the same rows."""
    again = rows.run(first.rows)
    for row in first.rows:
        one, other = first.entries(row), again.entries(row)
        for name in one:
            if far(one[name], other[name]):
                here, there = first_difference(one[name], other[name])
                source = "the latent z" if name.startswith(FIELD) else "the stream"
                raise rows.fault(
                    f"{name} is {here} at first and {there} when the same rows are measured again"
                    f"{seen_at(rows, first, row)}: random numbers that don't come from {source}, "
                    f"or a state kept between calls; draw from {source}, an argument, and keep "
                    "nothing",
                    of=name,
                )


def _refuse_scalar(rows: Rows, first: Run, name: str) -> None:
    """Refuse an array that has one row for the whole batch and changes with the batch."""
    array = first.all[name]
    if not array.ndim or (array.shape[0] == 1 and len(first.rows) > 1):
        raise rows.fault(
            f"{name} has shape {tuple(array.shape)} for a batch of {len(first.rows)}, one value "
            f"computed from all its rows; return shape {_shape(first, array)}: reduce over the "
            "axes of one instance only, as in xp.max(x, axis=1)",
            of=name,
        )


def _shape(first: Run, array: Any) -> str:
    rest = tuple(array.shape[1:])
    return str((len(first.rows), *rest))


def refuse_shared(rows: Rows, first: Run) -> None:
    """Refuse one value for the whole batch that was computed from the latents."""
    shared = [n for n, a in first.values.items() if not a.ndim or a.shape[0] < len(first.rows)]
    if not shared:
        return
    sloped = rows.run(first.rows, slopes=True)
    for name in shared:
        if sloped.values[name].requires_grad:
            _refuse_scalar(rows, first, name)


def is_rounding(
    rows: Rows, first: Run, name: str, row: int, size: float, rng: np.random.Generator
) -> bool:
    """Tell whether tremors of the latents make a difference that is comparable to ``size``."""
    still = first.entries(row)[name]
    moved = (rows.shaken(TREMOR, rng).run(first.rows).entries(row)[name] for _ in range(TREMORS))
    return any(gap(still, entry) >= SHARE * size for entry in moved)

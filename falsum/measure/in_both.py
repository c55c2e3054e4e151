"""The same rows in balls: they give what floats give, and the same when measured again."""

from __future__ import annotations

import numpy as np

from falsum import balls
from falsum.errors.faults import MeasurementError
from falsum.measure.batches import is_rounding
from falsum.measure.compare import Entry, allows, far, first_difference, gap, overlaps, row_of
from falsum.measure.rows import Rows, Run, seen_at

PAIR, ALONE = [0, 1], [1]  # batches of rows
BITS = 53  # of floats
LARGE = 2**10  # entries that are measured in balls once only


def fault_in_balls(rows: Rows, first: Run, rng: np.random.Generator) -> MeasurementError | None:
    """Return the fault of rows that give something else in balls, or None."""
    import torch

    least = next(rows.check.family.space.enumerate())
    beside = len(first.rows) > 1 and rows.config == least  # enough where balls are cheap
    if rows.config != least and first.size > LARGE:
        return None
    try:
        both = rows.run(PAIR if beside else [0], exactly=True)
        alone = rows.run(ALONE, exactly=True) if beside else both
    except balls.Undecided:
        return None
    _refuse_certain(rows, both, alone, alone.rows[0], "in balls beside another row", "by itself")
    for row in both.rows:
        one, other = first.entries(row), both.entries(row)
        for name in one:
            if far(one[name], other[name]):
                with torch.no_grad():
                    size = gap(one[name], other[name])
                    if is_rounding(rows, first, name, row, size, rng):
                        continue
                if _allowed(rows, both, name, row, one[name]):
                    continue
                here, there = first_difference(one[name], other[name])
                return rows.fault(
                    f"measured differently by floats and balls: {name} is {here} in "
                    f"floats and {there} in balls{seen_at(rows, first, row)}; compute the same in "
                    "both, with the functions of xp = array_namespace(x) and dtype=x.dtype",
                    of=name,
                )
    return None


def _allowed(rows: Rows, run: Run, name: str, row: int, floats: Entry) -> bool:
    """Tell whether balls that are rounded as floats are, exact or not, reach what floats gave."""
    try:
        with balls.precision(BITS, exact_bits=BITS):
            coarse = rows.run(run.rows, exactly=True)
    except balls.Undecided:
        return True
    return allows(coarse.entries(row)[name], floats)


def examine_exactly(rows: Rows) -> None:
    """Test a measurement of one instance at a time."""
    first = rows.run([0], exactly=True)
    rows.run([len(rows.flat) - 1], exactly=True)
    _refuse_certain(rows, first, rows.run([0], exactly=True), 0, "at first", "when measured again")


def _refuse_certain(rows: Rows, one: Run, other: Run, row: int, here: str, there: str) -> None:
    for name, array in one.all.items():
        left, right = row_of(array, one.place(row)), row_of(other.all[name], other.place(row))
        if not overlaps(left, right):
            texts = first_difference(one.entries(row)[name], other.entries(row)[name])
            raise rows.fault(
                f"{name} is {texts[0]} {here} and {texts[1]} {there}"
                f"{seen_at(rows, one, row)}; keep no state between calls, draw from the stream "
                "only, and let no row depend on the others",
                of=name,
            )

"""Each decoder and measurement is tested before it is searched, on a handful of instances.

A verdict rests on what a row of a batch gives: nothing that the rows beside it, an earlier call or
an edit of the input can change, and the same in floats and in balls.  Rounding errors are no
faults: a difference counts where it is far above what a tremor of the row amounts to, and where it
comes again on other rows.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from falsum import balls
from falsum.errors.faults import MeasurementError
from falsum.instances.latents import Floats, coarse
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.compare import (
    Entry,
    allows,
    far,
    first_difference,
    gap,
    overlaps,
    row_of,
    row_text,
)
from falsum.measure.experiment import experiment
from falsum.measure.leftovers import leftover
from falsum.measure.rows import FIELD, Rows, Run
from falsum.measure.singular import is_singular
from falsum.randomness import stream

SIZES = np.array([[0.25], [0.25], [1.0], [0.0]])  # of the rows that are tried
FARTHER = np.array([[64.0], [1.0], [256.0], [1.0]])  # rows that are tried in floats only, by this
WHOLE, PARTS = [0, 1, 2, 3], ([2, 0], [1])  # batches of rows that must agree in floats
MANY = 16 * WHOLE  # and one that is larger
PAIR, ALONE = [0, 1], [1]  # and in balls
TRIALS = 3  # trials of a sample: no batch is as long
TRIES = 3  # draws of rows, of which two must show what may be a rounding error
TREMORS, TREMOR = 8, 1e-12  # so often rows are shaken, and so much, to see what rounding does:
SHARE = 1e-3  # a difference of which that makes this share is one of rounding
BITS = 53  # of floats
PRECISION, LARGE = 128, 2**10  # of balls, and entries that are measured in balls once only


def examine(check: Check, *, seed: int) -> None:
    """Test a decoder and a measurement on a few instances of two configurations.

    Raises MeasurementError on the first fault; what the code itself raises goes through.
    """
    check = experiment(check, trials=TRIALS, purpose="self-test")
    for config in _places(check):
        if check.family.exact:
            with balls.precision(PRECISION):
                _examine_exactly(Rows(check, config, _latents(check, config, seed, 0)))
            continue
        found: list[MeasurementError] = []
        for attempt in range(TRIES):
            rows = Rows(check, config, _latents(check, config, seed, attempt))
            found += _tried(rows, stream(seed, check.claim.id, config.key, "tremor"))
            if len(found) > 1:
                raise found[0]
            if not found:
                break


def _places(check: Check) -> list[Config]:
    """Return the smallest configuration and one whose sizes are larger and differ."""
    space = check.family.space
    every = list(space.enumerate())
    least = every[0]
    wanted = {}
    for n, (name, axis) in enumerate(space.axes.items()):
        wanted[name] = axis.values[min(1 + n % 2, len(axis.values) - 1)]
    larger = Config(tuple(wanted.items()))
    other = larger if larger in every else space.boundary()[:2][-1]
    return [least] if other == least else [least, other]


def _latents(check: Check, config: Config, seed: int, attempt: int) -> Floats:
    """Return latents of ordinary size, short in binary, and the latent 0 last."""
    rng = stream(seed, check.claim.id, config.key, "self-test", attempt)
    dimension = check.family.dimension(config)
    if check.family.exact:
        return coarse(rng, len(SIZES), dimension)
    return np.round(1024 * SIZES * rng.standard_normal((len(SIZES), dimension))) / 1024


def _tried(rows: Rows, rng: np.random.Generator) -> list[MeasurementError]:
    """Return what may be a fault, on other rows in the place of those that are singular."""
    try:
        return _faults(rows, rng)
    except Exception as error:
        if not is_singular(error):
            raise
    regular = rows.regular()
    return [] if regular is None else _faults(regular, rng)


def _faults(rows: Rows, rng: np.random.Generator) -> list[MeasurementError]:
    """Return what may be a fault of rounding only; raise what certainly is none."""
    import torch

    several = bool(rows.flat.shape[1])  # without a latent there is one instance
    if several:
        _refuse_kept(rows)
    with torch.no_grad():
        first = rows.run(WHOLE if several else [0])
        for part in (*PARTS, MANY) if several else ([0],):
            if found := _disagreement(rows, first, rows.run(part), rng):
                return [found]
        if several:  # rows may mix where one of them is large only
            farther = replace(rows, flat=rows.flat * FARTHER)
            large = farther.run(WHOLE)
            for part in PARTS:
                if found := _disagreement(farther, large, farther.run(part), rng):
                    return [found]
    _refuse_shared(rows, first)
    with balls.precision(PRECISION), np.errstate(all="ignore"):
        found = _in_balls(rows, first, rng)
    return [found] if found else []


def _disagreement(
    rows: Rows, first: Run, part: Run, rng: np.random.Generator
) -> MeasurementError | None:
    """Return the fault of a row that gives something else in another batch, or None."""
    for row in dict.fromkeys(part.rows):
        one, other = first.entries(row), part.entries(row)
        for name in one:
            if far(one[name], other[name]):
                _refuse_state(rows, first)
                _refuse_scalar(rows, first, name)
                if not _rounding(rows, first, name, row, gap(one[name], other[name]), rng):
                    here, there = first_difference(one[name], other[name])
                    return rows.fault(
                        f"{name} of the same row is {here} in a batch of "
                        f"{len(first.rows)} and {there} in a batch of {len(part.rows)}, so rows of "
                        f"a batch mix{_at(rows, first, row)}; the first axis is the batch's, "
                        "reduce over the others (axis=1, not axis=0 or none)",
                        of=name,
                    )
    return None


def _refuse_kept(rows: Rows) -> None:
    """Refuse what keeps an array of the first batch that it sees for those that follow."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's, of slopes that are lost on the way
            rows.run(WHOLE, slopes=True)
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
                    f"{name} is {here} at first and {there} when the same rows are "
                    f"measured again{_at(rows, first, row)}: random numbers that don't come from "
                    f"{source}, or a state kept between calls; draw from {source}, an argument, "
                    "and keep nothing",
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


def _refuse_shared(rows: Rows, first: Run) -> None:
    """Refuse one value for the whole batch that was computed from the latents."""
    shared = [n for n, a in first.values.items() if not a.ndim or a.shape[0] < len(first.rows)]
    if not shared:
        return
    sloped = rows.run(first.rows, slopes=True)
    for name in shared:
        if sloped.values[name].requires_grad:
            _refuse_scalar(rows, first, name)


def _rounding(
    rows: Rows, first: Run, name: str, row: int, size: float, rng: np.random.Generator
) -> bool:
    """Tell whether tremors of the latents make a difference that is comparable to ``size``."""
    still = first.entries(row)[name]
    moved = (rows.shaken(TREMOR, rng).run(first.rows).entries(row)[name] for _ in range(TREMORS))
    return any(gap(still, entry) >= SHARE * size for entry in moved)


def _in_balls(rows: Rows, first: Run, rng: np.random.Generator) -> MeasurementError | None:
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
                    if _rounding(rows, first, name, row, size, rng):
                        continue
                if _allowed(rows, both, name, row, one[name]):
                    continue
                here, there = first_difference(one[name], other[name])
                return rows.fault(
                    f"measured differently by floats and balls: {name} is {here} in "
                    f"floats and {there} in balls{_at(rows, first, row)}; compute the same in "
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


def _examine_exactly(rows: Rows) -> None:
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
                f"{_at(rows, one, row)}; keep no state between calls, draw from the stream only, "
                "and let no row depend on the others",
                of=name,
            )


def _at(rows: Rows, run: Run, row: int) -> str:
    """Return where it was seen."""
    place = row_text(run.fields, run.place(row))
    return f" (at {rows.config.key}{', ' + place if place else ''})"

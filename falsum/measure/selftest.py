"""Each decoder and measurement is tested before it is searched, on a handful of instances.

A verdict rests on what a row of a batch gives: nothing that the rows beside it, an earlier call or
an edit of the input can change, and the same in floats and in balls.  Rounding errors are no
faults: a difference counts where it is far above what a tremor of the row amounts to, and where it
comes again on other rows.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from falsum import balls
from falsum.errors.faults import MeasurementError
from falsum.instances.latents import Floats, coarse
from falsum.instances.space import Config
from falsum.measure.batches import disagreement, refuse_kept, refuse_shared
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.in_both import examine_exactly, fault_in_balls
from falsum.measure.rows import Rows
from falsum.measure.singular import is_singular
from falsum.randomness import stream

SIZES = np.array([[0.25], [0.25], [1.0], [0.0]])  # of the rows that are tried
FARTHER = np.array([[64.0], [1.0], [256.0], [1.0]])  # rows that are tried in floats only, by this
WHOLE, PARTS = [0, 1, 2, 3], ([2, 0], [1])  # batches of rows that must agree in floats
MANY = 16 * WHOLE  # and one that is larger
TRIALS = 3  # trials of a sample: no batch is as long
TRIES = 3  # draws of rows, of which two must show what may be a rounding error
PRECISION = 128  # of balls


def examine(check: Check, *, seed: int) -> None:
    """Test a decoder and a measurement on a few instances of two configurations.

    Raises MeasurementError on the first fault; what the code itself raises goes through.
    """
    check = experiment(check, trials=TRIALS, purpose="self-test")
    for config in _places(check):
        if not check.kind.together:
            with balls.precision(PRECISION):
                examine_exactly(Rows(check, config, _latents(check, config, seed, 0)))
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
    if not check.kind.together:
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
        refuse_kept(rows)
    with torch.no_grad():
        first = rows.run(WHOLE if several else [0])
        for part in (*PARTS, MANY) if several else ([0],):
            if found := disagreement(rows, first, rows.run(part), rng):
                return [found]
        if several:  # rows may mix where one of them is large only
            farther = replace(rows, flat=rows.flat * FARTHER)
            large = farther.run(WHOLE)
            for part in PARTS:
                if found := disagreement(farther, large, farther.run(part), rng):
                    return [found]
    refuse_shared(rows, first)
    with balls.precision(PRECISION), np.errstate(all="ignore"):
        found = fault_in_balls(rows, first, rng)
    return [found] if found else []

"""A few rows of latents, decoded and measured in batches, and what no batch of them may show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.errors.faults import MeasurementError, blame
from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.axes import Value
from falsum.measure.check import Check
from falsum.measure.compare import Entry, entry, lengths, row_text
from falsum.measure.leaves import arrays, changed, kept
from falsum.measure.singular import regular_rows
from falsum.measure.values import Measured, measure

FIELD = "the field "  # how the name of a field begins in a run, and that of no symbol


@dataclass(frozen=True)
class Run:
    """What a batch of rows gave: fields of the instances and values of symbols, by name.

    ``size`` is how many numbers were measured.
    """

    rows: Sequence[int]
    fields: Mapping[str, Any]
    values: Mapping[str, Any]
    size: int

    def entries(self, row: int) -> dict[str, Entry]:
        """Return what one row gave, the fields first."""
        return {name: entry(array, self.place(row)) for name, array in self.all.items()}

    @property
    def all(self) -> dict[str, Any]:
        """Return all arrays; a field is told from a symbol by its name's last character."""
        return {**{field_name(path): array for path, array in self.fields.items()}, **self.values}

    def place(self, row: int) -> int:
        """Return where a row stands in the batch."""
        return self.rows.index(row)


def field_name(path: str) -> str:
    """Return the name under which a field is compared, which no symbol has."""
    return f"{FIELD}{path}"


@dataclass(frozen=True)
class Rows:
    """Latents (n, dimension) of a check at one configuration."""

    check: Check
    config: Config
    flat: Floats

    def run(self, rows: Sequence[int], *, exactly: bool = False, slopes: bool = False) -> Run:
        """Decode and measure a batch of rows; refuse one that changes what it is given."""
        latent, xp = _batch(self.flat[list(rows)], exactly, slopes)
        before = kept(latent)
        instance = self.check.family.instances(self.config, latent, xp)
        if changed(before, latent) is not None:
            raise self.fault(
                f"the decoder {self.check.family.name} changes the latent z in place; write "
                "y = z.y + 1, not y += 1",
                of=FIELD,
            )
        fields = {p: a for p, a in arrays(instance).items() if isinstance(a, type(latent))}
        self._refuse_fields(fields, latent)
        given = kept((instance, self.config))
        measured = measure(self.check, self.config, instance, latent, xp)
        if (path := changed(given, (instance, self.config))) is not None:
            raise self.fault(
                f"the measurement changes its input {path.partition('.')[2]} in place, which "
                "the hypotheses are read from afterwards; write x = x - c, not x -= c, or copy it "
                "first",
                of="",
            )
        self._refuse_lengths(measured)
        size = sum(math.prod(measured.values[s].shape) for s in self.check.measured)
        return Run(rows, fields, _values(self.check, measured), size)

    def shaken(self, tremor: float, rng: np.random.Generator) -> Rows:
        """Return the rows with each entry changed a little; a zero stays one."""
        tremors = rng.uniform(-tremor, tremor, self.flat.shape)
        return Rows(self.check, self.config, self.flat * (1 + tremors))

    def regular(self) -> Rows | None:
        """Return the rows with one in the place of those that a routine of linear algebra refuses.

        None means that it refuses them all.
        """
        latent, xp = _batch(self.flat, False, False)
        accepted = regular_rows(self.check, self.config, latent, xp)
        if not accepted.any():
            return None
        spare = self.flat[accepted][:1]
        return Rows(self.check, self.config, np.where(accepted[:, None], self.flat, spare))

    def fault(self, message: str, of: str) -> MeasurementError:
        """Return the error of this check with a message about what goes by a name in a run.

        A field is the decoder's fault.
        """
        error = MeasurementError(f"{self.check.claim.id}: {message}")
        return blame(error, self.check.family.decode) if of.startswith(FIELD) else error

    def _refuse_fields(self, fields: Mapping[str, Any], latent: Any) -> None:
        name = f"the decoder {self.check.family.name}"
        for path, array in fields.items():
            if not array.ndim or array.shape[0] != latent.shape[0]:
                raise self.fault(
                    f"{name} gives the field {path} shape {tuple(array.shape)} for a batch of "
                    f"{latent.shape[0]}; return shape (batch, ...), with one row for each latent",
                    of=FIELD,
                )
            kind = str(array.dtype).removeprefix("torch.")
            if array.dtype != latent.dtype and not kind.startswith(("int", "bool")):
                raise self.fault(
                    f"{name} gives the field {path} the dtype {kind}; write dtype=xp.float64 "
                    "where the array is made",
                    of=FIELD,
                )

    def _refuse_lengths(self, measured: Measured) -> None:
        for name, axis, got, wanted in lengths(self.check, measured):
            raise self.fault(
                f"{name} has {got} entries along {axis} at {self.config.key}, where there are "
                f"{wanted}; return one for each",
                of=name,
            )


def seen_at(rows: Rows, run: Run, row: int) -> str:
    """Return where it was seen."""
    place = row_text(run.fields, run.place(row))
    return f" (at {rows.config.key}{', ' + place if place else ''})"


def _batch(flat: Floats, exactly: bool, slopes: bool) -> tuple[Any, Any]:
    """Return latents as a batch of floats or of exact balls, with its namespace."""
    if exactly:
        data = np.array([Fraction(float(v)) for v in flat.flat], dtype=object)
        return balls.asarray(data.reshape(flat.shape)), balls.namespace
    import array_api_compat.torch as xp
    import torch

    return torch.tensor(flat, requires_grad=slopes), xp


def _values(check: Check, measured: Measured) -> dict[str, Any]:
    """Return what was measured, by name; of a law, which may order its atoms at will, moments."""
    found = {s.name: measured.values[s] for s in sorted(check.measured, key=lambda s: s.name)}
    if measured.weights is None:
        return found
    if measured.sample is None:
        return {**found, **_moments(measured)}
    others = {"the ratios": measured.weights, "largest": measured.sample.largest}
    return {**found, **{name: array for name, array in others.items() if hasattr(array, "shape")}}


def _moments(measured: Measured) -> dict[str, Any]:
    """Return the mean of each symbol of a law and of its square, by the symbol's name."""
    algebra, found = measured.algebra(), {}
    for symbol, axes in measured.axes.items():
        array = measured.values[symbol]
        both = [algebra.function("mean", [Value(a, axes)]).array for a in (array, array * array)]
        found[symbol.name] = measured.xp.stack(both, axis=-1)
    return found

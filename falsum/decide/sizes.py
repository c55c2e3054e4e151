"""The sizes of one instance: the configurations of a ray, on which nothing but the size changes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from falsum.decide.orders import NotDecided
from falsum.instances.exact import decoded, exact_instance, is_record, record_fields
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.records.growth import MOST_SIZES
from falsum.records.instance import Fields, Scalar

LEAST_SIZES = 3  # of a ray, at which a closed form is compared


def ray(check: Check, axis: str, config: Config) -> list[Config]:
    """Return the configurations that differ in one size alone, the smallest first."""
    rest = besides(config, axis)
    every = [c for c in check.family.space.enumerate() if besides(c, axis) == rest]
    every.sort(key=lambda c: int(getattr(c, axis)))
    places = np.linspace(0, len(every) - 1, min(len(every), MOST_SIZES)).round().astype(int)
    return [every[place] for place in np.unique(places)]


def besides(config: Config, axis: str) -> tuple[tuple[str, int | str], ...]:
    """Return a configuration without one of its sizes: what a ray has in common."""
    return tuple(item for item in config.items if item[0] != axis)


def require_one_instance(check: Check, axis: str, configs: Sequence[Config], point: Point) -> None:
    """Refuse a ray on which anything but the size changes."""
    dimensions = {check.family.dimension(config) for config in configs}
    if dimensions != {len(point.latent)}:
        raise NotDecided(f"the latent has another length where {axis} grows")
    rest = []
    for config in configs:
        written = exact_instance(check.family, config, point.latent)
        if written is None or written.fields.get(axis) != Scalar(getattr(config, axis)):
            raise NotDecided("the instance is not written in exact numbers")
        fixed = _fixed(decoded(check.family, config, point.latent), axis)
        others = {name: node for name, node in written.fields.items() if name != axis}
        rest.append((Fields(others), fixed))
    if any(one != rest[0] for one in rest):
        raise NotDecided(f"other fields of the instance change as {axis} grows")


def _fixed(record: Any, axis: str) -> dict[str, Any]:
    """Return the fields that exact data leave out, those of nested records included."""
    found: dict[str, Any] = {}
    for name, value in record_fields(record).items():
        if isinstance(value, float | Fraction | None):
            found[name] = value
        elif is_record(value):
            found |= {f"{name}.{n}": v for n, v in _fixed(value, "").items()}
    return {name: value for name, value in found.items() if name != axis}

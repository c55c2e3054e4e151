"""Instances written as exact data, and read back; what is read is untrusted."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from falsum import balls
from falsum.instances.blocks import FamilyError
from falsum.instances.family import Family
from falsum.instances.space import Config
from falsum.records.instance import DIGITS, CertificateError, Fields, Rationals, Scalar, fraction

if TYPE_CHECKING:
    pass


ROOM, EACH = 4096, 64  # characters of all numbers together, and more for each number


def record_fields(record: Any) -> dict[str, Any]:
    """Return the fields of a dataclass or a named tuple by name."""
    if dataclasses.is_dataclass(record):
        return {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    if hasattr(record, "_asdict"):
        return dict(record._asdict())
    raise CertificateError(
        f"{type(record).__name__} is no dataclass or named tuple; decoders return frozen records"
    )


def is_record(value: Any) -> bool:
    """Tell whether a field is itself a record of fields."""
    return dataclasses.is_dataclass(value) or hasattr(value, "_asdict")


def lower(record: Any) -> Fields:
    """Write a decoded ball instance as exact data.

    Raises NotRational when an entry is no exact rational, FamilyError when a field is neither an
    array nor fixed by the configuration.
    """
    found: dict[str, Rationals | Scalar | Fields] = {}
    for name, value in record_fields(record).items():
        if isinstance(value, balls.BallArray):
            data = [str(v) for v in value.points().reshape(-1)]
            found[name] = Rationals(list(value.shape), data)
        elif is_record(value):
            found[name] = lower(value)
        elif isinstance(value, int | str):
            found[name] = Scalar(value)
        elif not isinstance(value, float | Fraction | None):
            raise FamilyError(
                f"the instance's field {name!r} is a {type(value).__name__}, which no certificate "
                "can hold; decoders return arrays, ints, strings and records of these"
            )
    return Fields(found)


def lift(template: Any, written: Fields) -> Any:
    """Rebuild an instance from exact data in the shape of ``template``.

    Raises CertificateError when names, shapes or fixed values differ from the template's.
    """
    fields = record_fields(template)
    wanted = {
        n for n, v in fields.items() if isinstance(v, balls.BallArray | int | str) or is_record(v)
    }
    if set(written.fields) != wanted:
        raise CertificateError(
            f"the instance has fields {sorted(written.fields)} instead of {sorted(wanted)}"
        )
    changed = {}
    for name, node in written.fields.items():
        old = fields[name]
        if isinstance(node, Scalar):
            if type(old) is not type(node.value) or old != node.value:
                raise CertificateError(f"field {name} is not the {old!r:.80} that it must be here")
        elif isinstance(node, Fields):
            if not is_record(old):
                raise CertificateError(f"field {name} is a record where none belongs")
            changed[name] = lift(old, node)
        else:
            if not isinstance(old, balls.BallArray) or list(old.shape) != node.shape:
                shape = list(getattr(old, "shape", []))
                raise CertificateError(f"field {name} has shape {node.shape} instead of {shape}")
            changed[name] = _array(name, node)
    if dataclasses.is_dataclass(template):
        return dataclasses.replace(template, **changed)  # type: ignore[type-var]
    return template._replace(**changed)


def _array(name: str, node: Rationals) -> Any:
    if int(np.prod(node.shape, dtype=np.int64)) != len(node.data):
        raise CertificateError(
            f"field {name} holds {len(node.data)} numbers, not the {node.shape} it says"
        )
    return balls.BallArray.from_fractions(
        _objects([fraction(text) for text in node.data], node.shape)
    )


def _objects(values: Sequence[Fraction], shape: Sequence[int]) -> Any:
    data = np.empty(len(values), dtype=object)
    data[:] = list(values)
    return data.reshape(tuple(shape))


def decoded(family: Family, config: Config, latent: Sequence[Fraction]) -> Any:
    """Decode an exact latent in balls, keeping rationals exact."""
    return family.instances(config, point_array(latent), balls.namespace)


def exact_instance(family: Family, config: Config, latent: Sequence[Fraction]) -> Fields | None:
    """Return the decoded instance as exact data, or None where it is irrational or too long."""
    try:
        found = lower(decoded(family, config, latent))
    except balls.NotRational:
        return None
    return found if writable(_numbers(found)) else None


def writable(numbers: Sequence[str]) -> bool:
    """Tell whether numbers are short enough to be measured again in a bounded time.

    Exact floats are, however many: long fractions in all entries are what makes a file a bomb.
    """
    total = sum(len(text) for text in numbers)
    return total <= ROOM + EACH * len(numbers) and max(map(len, numbers), default=0) <= DIGITS


def _numbers(written: Fields) -> list[str]:
    found: list[str] = []
    for node in written.fields.values():
        if isinstance(node, Rationals):
            found += node.data
        elif isinstance(node, Fields):
            found += _numbers(node)
    return found


def arrays_of(record: Any) -> list[Any]:
    """Return the array fields of a decoded instance, nested records included."""
    found: list[Any] = []
    for value in record_fields(record).values():
        if hasattr(value, "shape"):
            found.append(value)
        elif is_record(value):
            found.extend(arrays_of(value))
    return found


def point_array(latent: Sequence[Fraction]) -> Any:
    """Return a latent as a ball array of exact rationals of shape (1, dimension)."""
    data = np.empty((1, len(latent)), dtype=object)
    data[0, :] = list(latent)
    return balls.BallArray.from_fractions(data)

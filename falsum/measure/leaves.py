"""The numbers and texts that an object holds, by path: to copy them, compare them, and name one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import ModuleType
from typing import Any

import numpy as np

from falsum.balls import BallArray, Truth

DEPTH = 8  # records within records that are looked into
PLAIN = (bool, int, float, complex, str, bytes, Fraction)


def is_array(value: Any) -> bool:
    """Tell whether a value is an array of any namespace."""
    return hasattr(value, "shape") and hasattr(value, "dtype")


def leaves(value: Any, path: str = "", depth: int = DEPTH) -> Iterator[tuple[str, Any]]:
    """Yield the arrays and plain values within records, containers and objects, with their paths.

    Of a list the length is one of them; what has grown in a dict is no change of what it held.
    """
    if is_array(value) or isinstance(value, PLAIN):
        yield path, value
    elif depth:
        for name, part in _parts(value):
            yield from leaves(part, f"{path}.{name}" if path else name, depth - 1)


def _parts(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, type | ModuleType) or callable(value):
        return []
    if hasattr(value, "_asdict"):
        return list(value._asdict().items())
    if isinstance(value, Mapping):
        return [(str(key), part) for key, part in value.items()]
    if isinstance(value, list | tuple):
        return [("length", len(value)), *((str(n), part) for n, part in enumerate(value))]
    if dataclasses.is_dataclass(value):
        return [(f.name, getattr(value, f.name, None)) for f in dataclasses.fields(value)]
    return list(getattr(value, "__dict__", {}).items())


def arrays(record: Any) -> dict[str, Any]:
    """Return the arrays of a decoded instance by their dotted paths."""
    return {path: leaf for path, leaf in leaves(record) if is_array(leaf)}


def kept(value: Any) -> dict[str, Any]:
    """Return what tells whether a value has changed since."""
    return {path: _print(leaf) for path, leaf in leaves(value)}


def changed(before: Mapping[str, Any], value: Any) -> str | None:
    """Return the path of the first leaf that is not what it was, or None."""
    after = kept(value)
    return next((path for path, leaf in before.items() if after.get(path) != leaf), None)


def _print(leaf: Any) -> Any:
    """Return what two equal leaves share; elements of balls are never changed, but replaced."""
    if isinstance(leaf, BallArray):
        data, flag = leaf.stored
        return leaf.shape, list(data.flat), flag.tobytes()
    if isinstance(leaf, Truth):
        return leaf.shape, leaf.possible().tobytes(), leaf.certain().tobytes()
    if not is_array(leaf):
        return type(leaf), repr(leaf)
    data = np.asarray(leaf.detach().cpu() if hasattr(leaf, "detach") else leaf)
    return data.shape, data.tolist() if data.dtype == object else data.tobytes()

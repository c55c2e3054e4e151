"""Families of plain numbers, for claims that speak of nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import make_dataclass, replace
from typing import Any

from falsum.instances.family import Family, family
from falsum.instances.space import Config, Space

Map = Callable[[Any, Any], Any]


def numbers(
    name: str,
    maps: Mapping[str, Map],
    *,
    relax: Mapping[Any, Callable[[Any, Any, Any], Any]] | None = None,
) -> Family:
    """Return the family whose instances are numbers (batch,), each by a map of its own latent.

    ``maps`` gives for each field a map ``(z, xp) -> array``, such as those of ``falsum.maps``.
    ``relax`` is that of :func:`falsum.family`.
    """
    record = make_dataclass(name.title().replace("_", ""), list(maps), frozen=True)

    def decode(config: Config, z: Any, xp: Any) -> Any:
        return record(**{field: change(z.blocks[field], xp) for field, change in maps.items()})

    decode.__name__ = name
    latent = dict.fromkeys(maps, ())
    declared = family(space=Space(), latent=lambda config: latent, relax=relax)(decode)
    text = [f"{field} = {inspect.getsource(change)}" for field, change in maps.items()]
    return replace(declared, source="\n".join(text))

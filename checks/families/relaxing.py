"""Relaxations that scale one field of an instance, so that it may break what was asked of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from falsum.maps import wide


def scaled(name: str, factor: Callable[[Any, Any], Any] = wide) -> Callable[[Any, Any, Any], Any]:
    """Return the relaxation that multiplies a field by ``factor(z, xp)``, any positive number."""

    def change(instance: Any, z: Any, xp: Any) -> Any:
        value = getattr(instance, name)
        shape = (z.shape[0], *[1] * (value.ndim - 1))
        return replace(instance, **{name: value * xp.reshape(factor(z, xp), shape)})

    return change

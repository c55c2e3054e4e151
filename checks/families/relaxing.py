"""Changes of one field of decoded instances, by which a family relaxes a hypothesis."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from falsum.maps import unit, wide

Change = Callable[[Any, Any, Any], Any]


def scaled(name: str, factor: Callable[[Any, Any], Any] = wide) -> Change:
    """Return the change that multiplies a field by ``factor(z, xp)``, any positive number."""

    def change(instance: Any, z: Any, xp: Any) -> Any:
        value = getattr(instance, name)
        shape = (z.shape[0], *[1] * (value.ndim - 1))
        return replace(instance, **{name: value * xp.reshape(factor(z, xp), shape)})

    return change


def smaller(name: str) -> Change:
    """Return the change that shrinks a field."""
    return scaled(name, unit)


def larger(name: str) -> Change:
    """Return the change that raises a field."""
    return scaled(name, lambda z, xp: 1 + wide(z, xp))

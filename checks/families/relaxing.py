"""Changes of one field of decoded instances, by which a family relaxes a hypothesis."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from falsum.maps import unit, wide

Change = Callable[[Any, Any, Any], Any]


def smaller(field: str) -> Change:
    """Return the change that shrinks a field."""
    return lambda instance, z, xp: replace(
        instance, **{field: getattr(instance, field) * unit(z, xp)}
    )


def larger(field: str) -> Change:
    """Return the change that raises a field."""
    return lambda instance, z, xp: replace(
        instance, **{field: getattr(instance, field) * (1 + wide(z, xp))}
    )

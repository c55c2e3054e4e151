"""Symmetries: what acts on the instances of a family, as directions to search along.

A change of units, a rotation, a permutation, a shift of weight from one layer to the next: moved
by such an action, an instance is an instance still, and often one that a decoder rarely draws.  The
hypotheses are checked on moved instances as on all others, so an action may also break them.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from falsum.instances.space import Config


def _one_number(config: Config) -> tuple[int, ...]:
    """Return the shape of a block of one number."""
    return ()


@dataclass(frozen=True)
class Symmetry:
    """An action on decoded instances: ``act(instance, z, xp)`` returns the moved instance.

    ``z`` is one more block of the latent, of shape (batch, *shape(config)), by default (batch,).
    At z = 0 the action is the identity exactly, and it takes rationals to rationals where it can
    (:func:`falsum.maps.wide` for a change of scale, :func:`falsum.maps.turn` for a rotation).
    """

    name: str
    act: Callable[[Any, Any, Any], Any]
    shape: Callable[[Config], tuple[int, ...]] = _one_number

    @property
    def block(self) -> str:
        """Return the name of its block of the latent, which no declared block can have."""
        return f"~{self.name}"

    @property
    def source(self) -> str:
        """Return the source of the action, which the version of a decoder covers."""
        return f"{self.name}\n{textwrap.dedent(inspect.getsource(self.act))}"

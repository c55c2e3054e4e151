"""The blocks of a latent: their shapes, how a vector is cut into them and carried over."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from falsum.errors.faults import blame
from falsum.instances.latents import Floats
from falsum.instances.space import Config

Shapes = Mapping[str, tuple[int, ...]]


class FamilyError(ValueError):
    """Raise when a family is declared wrongly or its decoder breaks its word."""


@dataclass(frozen=True)
class Latent:
    """The latent vector of a batch, cut into its named blocks, each of shape (batch, *shape)."""

    blocks: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        """Return one block."""
        try:
            return object.__getattribute__(self, "blocks")[name]
        except KeyError:
            raise AttributeError(
                f"the latent has no block {name!r}; declared are {sorted(self.blocks)}"
            ) from None


def declared_shapes(
    family: str, latent: Callable[[Config], Shapes], config: Config
) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the blocks that ``latent=`` names.

    Raises FamilyError where it returns something else than shapes by name.
    """
    shapes: Any = latent(config)
    if not isinstance(shapes, Mapping):
        fault = FamilyError(
            f"latent= of {family} returned {shapes!r:.60}; return a dict of shapes, "
            "as in latent=lambda c: {'x': (c.n,)}"
        )
        raise blame(fault, latent)
    for name, shape in shapes.items():
        whole = isinstance(shape, tuple | list) and all(map(_is_size, shape))
        if not whole:
            fault = FamilyError(
                f"latent= of {family} gives the block {name} the shape {shape!r:.60} at "
                f"{config.key}; return a tuple of ints without the batch axis, as in (c.n,), "
                "or () for one number"
            )
            raise blame(fault, latent)
    return {name: tuple(shape) for name, shape in shapes.items()}


def _is_size(length: object) -> bool:
    return isinstance(length, int | np.integer) and int(length) >= 0


def cut(shapes: Shapes, flat: Any, xp: Any) -> Latent:
    """Cut a latent of shape (batch, dimension) into its blocks."""
    blocks, start = {}, 0
    for name, shape in shapes.items():
        length = math.prod(shape)
        if start + length > flat.shape[1]:
            break
        block = flat[:, start : start + length]
        blocks[name] = xp.reshape(block, (flat.shape[0], *shape))
        start += length
    return Latent(blocks)


def carried(shapes: Shapes, row: Floats, target: Shapes) -> Floats:
    """Return a latent row (dimension,) in blocks of other shapes.

    Each block keeps the corner that both shapes share; the rest is zero.
    """
    pieces, start = {}, 0
    for name, shape in shapes.items():
        length = math.prod(shape)
        pieces[name] = row[start : start + length].reshape(shape)
        start += length
    blocks = []
    for name, shape in target.items():
        block = np.zeros(shape)
        if name in pieces and len(pieces[name].shape) == len(shape):
            both = zip(shape, pieces[name].shape, strict=True)
            corner = tuple(slice(0, min(sizes)) for sizes in both)
            block[corner] = pieces[name][corner]
        blocks.append(block.reshape(-1))
    return np.concatenate(blocks) if blocks else np.zeros(0)

"""Families: where the instances come from."""

from __future__ import annotations

import ast
import hashlib
import inspect
import math
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from falsum.balls import BallArray
from falsum.errors.faults import blame
from falsum.instances.blocks import FamilyError, Latent, Shapes, carried, cut, declared_shapes
from falsum.instances.quantities import Compute, Quantities
from falsum.instances.space import Config, Space
from falsum.instances.symmetries import Symmetry
from falsum.statement.hypothesis import Hypothesis
from falsum.statement.symbols import Symbol


@dataclass(frozen=True)
class Grant:
    """How a family meets a granted hypothesis, and a probe that tries to catch it lying.

    ``probe(instance, xp)`` returns a truth array of shape (batch,).
    """

    name: str
    reason: str
    probe: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Family:
    """A configuration space and a decoder from a latent to instances that meet the hypotheses.

    ``decode(config, z, xp)`` returns a frozen record (dataclass or named tuple) whose array fields
    have shape (batch, ...); ``z`` holds the latent's blocks.  ``exact`` families serve exact
    measurements: their latents are drawn as short rationals and they are decoded one at a time.

    ``relax[hypothesis](instance, z, xp)`` changes decoded instances so that they may break that
    hypothesis and no other; ``z`` is one more latent, of shape (batch,).

    ``symmetries`` act on decoded instances, one after the other.  Their blocks come last in the
    latent; a latent that ends before them stands for an instance that is not moved.

    ``quantities`` compute what claims measure on the instances, and ``where`` maps parameters of
    claims to fields of another name.
    """

    name: str
    space: Space
    shapes: Callable[[Config], Shapes]
    decode: Callable[[Config, Any, Any], Any]
    grants: tuple[Grant, ...] = ()
    exact: bool = False
    relax: Mapping[str, Callable[[Any, Any, Any], Any]] = field(default_factory=dict)
    symmetries: tuple[Symmetry, ...] = ()
    source: str = field(default="", repr=False)
    quantities: Quantities = field(default_factory=Quantities, compare=False, repr=False)
    where: Mapping[Symbol, str] = field(default_factory=dict)

    def measures(self, *symbols: Symbol) -> Callable[[Compute], Compute]:
        """Declare that the decorated function computes these symbols on the instances."""
        return self.quantities.measures(*symbols)

    def computes(self, function: Compute) -> Compute:
        """Declare the decorated function as an intermediate result that quantities share."""
        return self.quantities.computes(function)

    def blocks(self, config: Config) -> dict[str, tuple[int, ...]]:
        """Return the shapes of all blocks of the latent, those of the symmetries last."""
        moves = {symmetry.block: symmetry.shape(config) for symmetry in self.symmetries}
        return {**self.declared(config), **moves}

    def declared(self, config: Config) -> dict[str, tuple[int, ...]]:
        """Return the shapes of the blocks that ``latent=`` names.

        Raises FamilyError where it returns something else than shapes by name.
        """
        return declared_shapes(self.name, self.shapes, config)

    def dimension(self, config: Config) -> int:
        """Return the length of the latent vector at this configuration."""
        return sum(math.prod(shape) for shape in self.blocks(config).values())

    def still(self, config: Config) -> int:
        """Return the length of a latent without the blocks of the symmetries."""
        return sum(math.prod(shape) for shape in self.declared(config).values())

    def padded(self, config: Config, flat: Any) -> Any:
        """Return latents (batch, dimension) of which those blocks are zero where they lack."""
        missing = self.dimension(config) - flat.shape[1]
        return np.pad(flat, ((0, 0), (0, missing))) if missing else flat

    def cut(self, config: Config, flat: Any, xp: Any) -> Latent:
        """Cut a latent of shape (batch, dimension) into its blocks."""
        return cut(self.blocks(config), flat, xp)

    def transfer(self, old: Config, row: Any, new: Config) -> Any:
        """Carry a latent row (dimension,) over to another configuration.

        Each block keeps the corner that both shapes share; the rest is zero.
        """
        row = self.padded(old, row[None, :])[0]
        return carried(self.blocks(old), row, self.blocks(new))

    def instances(self, config: Config, flat: Any, xp: Any) -> Any:
        """Decode a latent batch of shape (batch, dimension), or (batch, still) if none moves."""
        z = self.cut(config, flat, xp)
        instance = _record(self.decode(config, z, xp), f"the decoder {self.name}", self.decode)
        for symmetry in self.symmetries:
            block = z.blocks.get(symmetry.block)
            if block is not None and not _rests(block):
                moved = symmetry.act(instance, block, xp)
                instance = _record(moved, f"the action of {symmetry.name}", symmetry.act)
        return instance

    def grant(self, name: str) -> Grant | None:
        """Return how the granted hypothesis ``name`` is met, or None."""
        return next((g for g in self.grants if g.name == name), None)

    def without(self, hypothesis: str) -> Family | None:
        """Return the family of instances that need not meet a hypothesis, if it says how."""
        change = self.relax.get(hypothesis)
        if change is None:
            return None

        def decode(config: Config, z: Any, xp: Any) -> Any:
            return change(self.decode(config, z, xp), z.relaxed, xp)

        return replace(
            self,
            name=f"{self.name} without {hypothesis!r}",
            shapes=lambda config: {**self.shapes(config), "relaxed": ()},
            decode=decode,
        )

    @property
    def version(self) -> str:
        """Return a hash of the decoder's source, and of what the symmetries do."""
        text = "\n".join([self.source, *(symmetry.source for symmetry in self.symmetries)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _record(instance: Any, name: str, blamed: Callable[..., Any]) -> Any:
    """Return an instance; refuse what has no fields, most often a forgotten ``return``."""
    if instance is None or isinstance(instance, dict | list | set) or type(instance) is tuple:
        fault = FamilyError(
            f"{name} returned a {type(instance).__name__}; return a frozen dataclass or a named "
            "tuple with a field for each parameter"
        )
        raise blame(fault, blamed)
    return instance


def _rests(block: Any) -> bool:
    """Tell whether a block in balls is certainly zero, where every action is the identity.

    Floats are moved in any case: at zero, too, a climb asks for the slope.
    """
    return isinstance(block, BallArray) and not (block != 0).possible().any()


def family(
    *,
    space: Space,
    latent: Callable[[Config], Shapes],
    grants: tuple[Grant, ...] = (),
    exact: bool = False,
    relax: Mapping[Any, Callable[[Any, Any, Any], Any]] | None = None,
    symmetries: tuple[Symmetry, ...] = (),
    quantities: tuple[Quantities, ...] = (),
    where: Mapping[Symbol, str] | None = None,
) -> Callable[[Callable[[Config, Any, Any], Any]], Family]:
    """Declare the decorated decoder ``decode(config, z, xp)`` as a family.

    ``latent(config)`` names the blocks of the latent and their shapes without the batch axis;
    ``relax`` says for each hypothesis that can be dropped how (see :class:`Family`);
    ``symmetries`` are the actions on the instances that the search may use; ``quantities`` are
    tables of what can be computed on the instances, beside what the family declares itself; and
    ``where`` maps parameters to fields of another name, for all claims on the family.

    Raises FamilyError when a part is not what it should be.
    """
    if not isinstance(space, Space):
        raise FamilyError(f"space={space!r} is not a Space; write Space(n=sizes(1, 5), ...)")
    if not callable(latent):
        raise FamilyError(
            f"latent={latent!r} is no function of the configuration; write "
            "latent=lambda c: {'x': (c.n,)}"
        )
    for symmetry in symmetries:
        if not isinstance(symmetry, Symmetry):
            raise FamilyError(
                f"symmetries={symmetry!r} is no Symmetry; write "
                "symmetries=(Symmetry('rotation', act, shape), ...)"
            )
    if not callable(latent):
        raise FamilyError(
            f"latent={latent!r:.60} is no function; write latent=lambda c: {{'x': (c.n,)}}"
        )
    names = [symmetry.name for symmetry in symmetries]
    if len(set(names)) < len(names):
        raise FamilyError(f"two symmetries share a name among {names}")

    def declare(decode: Callable[[Config, Any, Any], Any]) -> Family:
        return Family(
            name=decode.__name__,
            space=space,
            shapes=latent,
            decode=decode,
            grants=tuple(grants),
            exact=exact,
            relax={_named(key): change for key, change in (relax or {}).items()},
            symmetries=tuple(symmetries),
            quantities=Quantities(tuple(quantities)),
            where=dict(where or {}),
            source=_body(decode),
        )

    return declare


def _named(hypothesis: str | Hypothesis) -> str:
    return hypothesis.name if isinstance(hypothesis, Hypothesis) else hypothesis


def _body(decode: Callable[..., Any]) -> str:
    """Return the source of a decoder without its decorators, which say nothing of a latent."""
    text = textwrap.dedent(inspect.getsource(decode))
    try:
        node = ast.parse(text).body[0]
    except SyntaxError:  # a piece of a longer line, as a lambda is
        return text
    return "\n".join(text.split("\n")[node.lineno - 1 :])

"""Families: the latent and its blocks, the decoder's version, grants."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest

from falsum import FamilyError, Grant, Space, Symmetry, family, sizes
from falsum.errors.raised import described, line_of
from falsum.instances.blocks import Latent
from tests.cases import Number, line


@dataclass(frozen=True)
class Matrix:
    """A matrix (batch, n, 2) and a number (batch,)."""

    n: int
    entries: Any
    scale: Any


class Pair(NamedTuple):
    """A record that is a named tuple."""

    x: Any


@family(space=Space(n=sizes(1, 3)), latent=lambda c: {"entries": (c.n, 2), "scale": ()})
def matrices(config: Any, z: Any, xp: Any) -> Matrix:
    """Take the latent itself."""
    return Matrix(config.n, z.entries, z.scale)


def test_the_latent_is_cut_into_its_blocks() -> None:
    """Blocks come in the declared order and shape, the batch axis first; () is a number each."""
    config = matrices.space.parse("n=3")
    assert matrices.dimension(config) == 7
    flat = np.arange(14.0).reshape(2, 7)
    decoded = matrices.instances(config, flat, np)
    assert decoded.entries.shape == (2, 3, 2)
    assert decoded.scale.tolist() == [6.0, 13.0]
    assert decoded.entries[1].tolist() == [[7, 8], [9, 10], [11, 12]]


def test_a_family_may_have_no_latent() -> None:
    """With an empty latent the configurations are the instances."""
    points = family(space=Space(n=sizes(1, 3)), latent=lambda c: {})(
        lambda config, z, xp: Pair(xp.ones((1,), dtype=xp.float64) * config.n)
    )
    config = points.space.parse("n=2")
    assert points.dimension(config) == 0
    assert points.instances(config, np.zeros((1, 0)), np).x.tolist() == [2.0]


def test_an_undeclared_block_is_named() -> None:
    """A decoder that asks for a block the latent lacks hears which ones there are."""
    with pytest.raises(AttributeError, match=r"no block 'y'; declared are \['x'\]"):
        _ = Latent({"x": 1}).y


def test_the_version_follows_the_source() -> None:
    """Two decoders with different source have different versions; the same has the same."""
    again = family(space=Space(n=sizes(1, 9)), latent=lambda c: {"x": ()})

    def one(config: Any, z: Any, xp: Any) -> Number:
        return Number(z.x)

    def other(config: Any, z: Any, xp: Any) -> Number:
        return Number(2 * z.x)

    assert again(one).version == again(one).version
    assert again(one).version != again(other).version
    assert len(line.version) == 16


def test_grants_are_found_by_name() -> None:
    """A family says how it meets a granted hypothesis, or that it does not."""
    grant = Grant("independence", "product measure", lambda instance, xp: instance.x == instance.x)
    assert line.grant("independence") is None
    declared = family(space=line.space, latent=lambda c: {"x": ()}, grants=(grant,))(line.decode)
    assert declared.grant("independence") is grant
    assert declared.name == "decode"


def test_a_space_is_required() -> None:
    """Anything but a Space is refused, with an example."""
    with pytest.raises(FamilyError, match=r"space=3 is not a Space; write Space\(n=sizes\(1, 5\)"):
        family(space=3, latent=lambda c: {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("latent", "said"),
    [
        (lambda c: {"x": c.n}, r"gives the block x the shape 1 at n=1; .* \(c.n,\)"),
        (lambda c: {"x": (c.n / 2,)}, r"gives the block x the shape \(0.5,\) at n=1"),
        (lambda c: [c.n], r"latent= of taking returned \[1\]; return a dict of shapes"),
    ],
)
def test_a_latent_is_shapes_by_name(latent: Any, said: str) -> None:
    """What is no tuple of sizes is refused with what to write, at the first configuration."""
    taken = family(space=Space(n=sizes(1, 3)), latent=latent)(taking)
    with pytest.raises(FamilyError, match=said) as caught:
        taken.dimension(taken.space.parse("n=1"))
    assert described(caught.value.with_traceback(None), taking).place == line_of(latent)
    assert line_of(latent).endswith(f":{latent.__code__.co_firstlineno}")


def test_a_latent_is_a_function() -> None:
    """A dict of shapes is refused: they may differ between the configurations."""
    with pytest.raises(
        FamilyError, match=r"is no function of the configuration; write latent=lambda c"
    ):
        family(space=Space(n=sizes(1, 3)), latent={"x": (3,)})  # type: ignore[arg-type]


@pytest.mark.parametrize("returned", [None, {"x": 1}, (1, 2)])
def test_a_decoder_returns_a_record(returned: Any) -> None:
    """A forgotten return, a dict or a bare tuple is named as the fault of who returned it."""
    bare = family(space=Space(n=sizes(1, 3)), latent=lambda c: {})(lambda config, z, xp: returned)
    moved = family(
        space=Space(n=sizes(1, 3)),
        latent=lambda c: {"x": (c.n,)},
        symmetries=(Symmetry("shift", lambda instance, z, xp: returned),),
    )(taking)
    config = bare.space.parse("n=1")
    with pytest.raises(FamilyError, match=r"the decoder .* returned a .*; return a frozen"):
        bare.instances(config, np.zeros((1, 0)), np)
    with pytest.raises(FamilyError, match="the action of shift returned a "):
        moved.instances(config, np.zeros((1, 2)), np)


def taking(config: Any, z: Any, xp: Any) -> Pair:
    """Take the latent."""
    return Pair(z.x)

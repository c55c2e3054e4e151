"""Families: the latent and its blocks, the decoder's version, grants."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest

from falsum import FamilyError, Grant, Space, family, sizes
from falsum.families import Latent
from falsum.faults import DecoderError
from falsum.space import Config
from tests.engine.cases import Number, line


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
    ("latent", "message"),
    [
        (lambda c: {"x": c.n}, r"the latent block 'x' of the family decode has the shape 1; write"),
        (lambda c: {"x": [c.n]}, r"has the shape \[1\]; write a tuple of ints .* such as \(c.n,\)"),
        (lambda c: {"x": (c.n / 2,)}, r"has the shape \(0.5,\); write a tuple of ints"),
        (lambda c: ["x"], r"the latent of the family decode is a list; write a dict of blocks"),
    ],
)
def test_a_latent_that_is_no_shapes_by_name_is_a_fault_of_the_decoder(
    latent: Any, message: str
) -> None:
    """The block, what it was given and an example are named."""
    wrong = family(space=line.space, latent=latent)(line.decode)
    with pytest.raises(DecoderError, match=message):
        wrong.dimension(Config((("n", 1),)))


def test_a_latent_is_a_function_of_the_configuration() -> None:
    """A dict in its place is refused where it is declared."""
    with pytest.raises(FamilyError, match=r"no function of the configuration; write latent=lambda"):
        family(space=line.space, latent={"x": (3,)})  # type: ignore[arg-type]

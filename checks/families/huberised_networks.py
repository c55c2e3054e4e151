"""Huberised two-layer networks on labelled unit inputs."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, Symmetry, family, sizes
from falsum.maps import signs, sphere, turn, wide


@dataclass(frozen=True)
class Network:
    """Weights (batch, 2p, d) and a data set: inputs (batch, n, d), labels (batch, n)."""

    p: int
    n: int
    inputs: Any
    labels: Any
    weights: Any


def longer_inputs(network: Network, z: Any, xp: Any) -> Network:
    """Scale the inputs by any positive factor."""
    return replace(network, inputs=network.inputs * wide(z, xp)[:, None, None])


def turned(network: Network, z: Any, xp: Any) -> Network:
    """Rotate inputs and weights together, which changes no output."""
    inputs, weights = (turn(vectors, z, xp) for vectors in (network.inputs, network.weights))
    return replace(network, inputs=inputs, weights=weights)


def levelled(network: Network, z: Any, xp: Any) -> Network:
    """Move the hidden units of one sign towards their mean, all the way for |z| >= 1.

    Permuting them changes no output, so the mean is that of the orbit.
    """
    share = xp.minimum(xp.abs(z), xp.ones_like(z))[:, None, None]
    halves = (network.weights[:, : network.p], network.weights[:, network.p :])
    moved = [w + share * (xp.mean(w, axis=1, keepdims=True) - w) for w in halves]
    return replace(network, weights=xp.concat(moved, axis=1))


@family(
    relax={"unit inputs": longer_inputs},
    symmetries=(
        Symmetry("rotation", turned, lambda c: (c.d - 1,)),
        Symmetry("levelling of hidden units", levelled),
    ),
    space=Space(p=sizes(1, 8), d=sizes(1, 4), n=sizes(1, 5)),
    latent=lambda c: {
        "inputs": (c.n, c.d),
        "labels": (c.n,),
        "weights": (2 * c.p, c.d),
        "scale": (),
    },
)
def huberised_networks(config: Any, z: Any, xp: Any) -> Network:
    """Decode unit inputs, signs as labels, and weights over several orders of magnitude."""
    return Network(
        p=config.p,
        n=config.n,
        inputs=sphere(z.inputs, xp),
        labels=signs(z.labels, xp),
        weights=z.weights * wide(z.scale, xp)[:, None, None],
    )

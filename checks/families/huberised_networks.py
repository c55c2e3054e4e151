"""Huberised two-layer networks on labelled unit inputs."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, family, sizes
from falsum.maps import signs, sphere, wide


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


@family(
    relax={"unit inputs": longer_inputs},
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

"""Huberised two-layer networks on labelled unit inputs."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.relaxing import scaled
from falsum import Space, Symmetry, family, sizes
from falsum.maps import signs, sphere, turn, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.networks import huberised
from theorems.chatterji_long_bartlett_2021 import notation as n


@dataclass(frozen=True)
class Network:
    """Weights (batch, 2p, d) and a data set: inputs (batch, n, d), labels (batch, n)."""

    p: int
    n: int
    inputs: Any
    labels: Any
    weights: Any


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
    relax={n.unit_inputs: scaled("inputs")},
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


huberised_networks.measures(n.input_norm)(lambda inputs: euclidean_norm(inputs))
huberised_networks.measures(n.loss)(huberised.training_loss)
huberised_networks.measures(n.gradient_norm)(huberised.gradient_norm)
huberised_networks.measures(n.margin)(huberised.margins)
huberised_networks.measures(n.example_loss)(huberised.sample_losses)
